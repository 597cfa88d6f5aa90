import { describe, expect, it } from 'vitest';
import {
  changedFields,
  draftOf,
  judgeDraft,
  newDraft,
  QUOTA_FIELDS,
  quotaForm,
  quotaRows,
  type QuotaRow,
} from '../../../renderer/panels/quota/quota-model.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';

const form = quotaForm(builtinLayer('quota')!);
const fields = {
  admin_code: '990121',
  year: 2035,
  quota_kind: 'construction_land',
  value: 2480,
  unit: 'ha',
  nature: 'binding',
  direction: 'ceiling',
  source: '市级规划分解下达',
};
const row: QuotaRow = { fid: 1, uid: 'q1', fields };

describe('a quota', () => {
  it('has a field in the form for each column', () => {
    expect(form.map(({ field }) => field.name)).toEqual([...QUOTA_FIELDS]);
    const values = QUOTA_FIELDS.map((name) => fields[name]);
    expect(quotaRows({ total: 1, rows: [{ fid: 1, uid: 'q1', values, box: null }] })).toEqual([row]);
  });

  it('is written as it was typed', () => {
    const { values, problems } = judgeDraft(form, draftOf(fields), []);
    expect(problems).toEqual({});
    expect(values).toEqual(fields);
    expect(changedFields(fields, values)).toEqual({});
    const typed = judgeDraft(form, { ...draftOf(fields), value: '2,500.5' }, []);
    expect(changedFields(fields, typed.values)).toEqual({ value: 2500.5 });
  });

  it.each([
    ['value', '', 'ui.field.required'],
    ['value', 'x', 'ui.field.number'],
    ['value', '-1', 'ui.field.negative'],
    ['year', '1989', 'ui.quota.year'],
    ['year', '2101', 'ui.quota.year'],
    ['year', '2035.5', 'ui.field.integer'],
    ['admin_code', '99012', 'forms.pattern.XZQDM'],
    ['quota_kind', 'gold', 'ui.field.code'],
    ['unit', '', 'ui.field.required'],
  ])('with %s %j is refused at the field', (name, text, key) => {
    const { problems } = judgeDraft(form, { ...draftOf(fields), [name]: text }, []);
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]?.key).toBe(key);
  });

  it.each([
    ['year', '1990'],
    ['year', '2100'],
    ['value', '0'],
    ['admin_code', '990121003'],
  ])('takes %s %s', (name, text) => {
    expect(judgeDraft(form, { ...draftOf(fields), [name]: text }, []).problems).toEqual({});
  });

  it('is there once for a place, year, kind and direction', () => {
    expect(judgeDraft(form, draftOf(fields), [row]).problems).toMatchObject({
      quota_kind: { key: 'ui.quota.taken' },
    });
    expect(judgeDraft(form, { ...draftOf(fields), year: '2030' }, [row]).problems).toEqual({});
    expect(judgeDraft(form, { ...draftOf(fields), direction: 'floor' }, [row]).problems).toEqual({});
  });

  it('begins with what the last one had, or with the county', () => {
    expect(newDraft([row], '420583', 2030)).toMatchObject({
      admin_code: '990121',
      year: '2035',
      unit: 'ha',
      value: '',
    });
    expect(newDraft([], '420583', 2030)).toMatchObject({
      admin_code: '420583',
      year: '2030',
      quota_kind: '',
    });
    expect(newDraft([], '', null)).toMatchObject({ admin_code: '', year: '' });
  });
});
