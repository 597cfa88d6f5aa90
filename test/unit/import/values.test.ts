import { describe, expect, it } from 'vitest';
import { coerce } from '../../../shared/import/coerce.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import { createValueMapper } from '../../../shared/import/map-values.ts';
import { parseDate, parseDateTime } from '../../../shared/import/parse-date.ts';
import { parseNumber } from '../../../shared/import/parse-number.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { Field } from '../../../shared/model/layer.ts';
import { must } from '../../fixtures/import/must.ts';

const layer = (id: string) => must(builtinLayer(id));
const field = (id: string, name: string): Field => must(layer(id).fields.find((one) => one.name === name));

describe('dates', () => {
  it.each([
    ['2021-06-03', '2021-06-03'],
    ['2021/6/3', '2021-06-03'],
    ['20210603', '2021-06-03'],
    ['2021.6.3', '2021-06-03'],
    ['2021年6月3日', '2021-06-03'],
    ['２０２１年６月３日', '2021-06-03'],
    ['2021-06-03T12:30:00Z', '2021-06-03'],
    ['2021/06/03 00:00:00', '2021-06-03'],
    ['2024-02-29', '2024-02-29'],
  ])('%s', (text, date) => expect(parseDate(text)).toEqual({ date, whole: true }));

  it.each([
    ['2021年6月', '2021-06-01'],
    ['202106', '2021-06-01'],
    ['2021', '2021-01-01'],
  ])('%s is not whole', (text, date) => expect(parseDate(text)).toEqual({ date, whole: false }));

  it.each(['', '不详', '2023-02-29', '2021-13-01', '2021-00-10', '12345', '03/06/2021', '2021-6-3-1'])(
    '%s is none',
    (text) => expect(parseDate(text)).toBeNull(),
  );

  it('with times', () => {
    expect(parseDateTime('2021-06-03 8:05')).toBe('2021-06-03T08:05:00');
    expect(parseDateTime('2021-06-03T08:05:09.123+08:00')).toBe('2021-06-03T08:05:09+08:00');
    expect(parseDateTime('2021-06-03 25:00')).toBeNull();
  });
});

describe('numbers', () => {
  it.each([
    ['1,234.5', 1234.5],
    [' 12 ', 12],
    ['１２．５', 12.5],
    ['-1e3', -1000],
    ['.5', 0.5],
  ])('%s', (text, value) => expect(parseNumber(text)).toBe(value));
  it.each(['', '1,23', '约12', '1e999', '0x10', 'NaN', '12亩'])('%s is none', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );
});

describe('values fitted to fields', () => {
  const landClass = field('land_use', 'land_class');
  it('codes by code, name, lost zero, and mixed', () => {
    expect(coerce(landClass, '0701')).toEqual({ value: '0701' });
    expect(coerce(landClass, '城镇住宅用地')).toEqual({ value: '0701' });
    expect(coerce(landClass, '0701 城镇住宅用地')).toEqual({ value: '0701' });
    expect(coerce(landClass, 701)).toEqual({ value: '0701', note: 'code-padded' });
    expect(coerce(landClass, '0701/09')).toEqual({ value: '0701', note: 'code-mixed' });
    expect(coerce(landClass, '120803/1401')).toMatchObject({
      note: expect.stringMatching(/code-/) as string,
    });
    expect(coerce(landClass, '9999')).toEqual({ value: '9999', note: 'code-unknown' });
  });

  it('codes by label of either language', () => {
    const kind = field('industrial_park', 'park_kind');
    const entry = coerce(kind, '现代农业产业园').value ?? coerce(kind, 'modern_agriculture').value;
    expect(coerce(kind, 'MODERN_AGRICULTURE').value).toBe('modern_agriculture');
    expect(entry).not.toBeNull();
  });

  it('booleans, dates, texts, nothing', () => {
    const core = field('ecological_redline', 'is_core_reserve');
    expect(['是', true, 1, 'T', 'yes'].map((raw) => coerce(core, raw).value)).toEqual([1, 1, 1, 1, 1]);
    expect(['否', false, 0, 'N'].map((raw) => coerce(core, raw).value)).toEqual([0, 0, 0, 0]);
    expect(coerce(core, '也许')).toEqual({ value: null, note: 'not-a-boolean' });
    const day = field('ecological_redline', 'valid_from');
    expect(coerce(day, '2021/6/3')).toEqual({ value: '2021-06-03' });
    expect(coerce(day, '不详')).toEqual({ value: null, note: 'not-a-date' });
    const name = field('industrial_park', 'name');
    expect(coerce(name, 'x'.repeat(101))).toEqual({ value: 'x'.repeat(100), note: 'text-cut' });
    expect(['', '  ', null, '<Null>', NaN].map((raw) => coerce(name, raw).value)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect(coerce(field('industrial_park', 'area_m2'), '12亩')).toEqual({
      value: null,
      note: 'not-a-number',
    });
  });
});

describe('field matching', () => {
  const names = (...all: string[]) => all.map((name) => ({ name }));

  it('goes by own name, standard name, alias and label, whatever the case', () => {
    expect(
      matchFields(
        layer('industrial_park'),
        names('YQMC', 'yqjb', 'PARK_KIND', '批准文号', 'MJ', 'SHAPE_Leng'),
      ),
    ).toEqual({
      name: 'YQMC',
      park_level: 'yqjb',
      park_kind: 'PARK_KIND',
      approval_number: '批准文号',
      area_m2: 'MJ',
    });
  });

  it('gives a source to one field, and to the raw spelling beside its code', () => {
    expect(matchFields(layer('land_use'), names('DLBM', 'TBMJ', 'MJ'))).toEqual({
      land_class: 'DLBM',
      land_class_raw: 'DLBM',
      area_m2: 'TBMJ',
    });
  });

  it('knows names cut to ten bytes', () => {
    expect(matchFields(layer('industrial_park'), names('approval_n', 'developmen'))).toEqual({
      approval_number: 'approval_n',
      development_stage: 'developmen',
    });
  });

  it('never fills the revision', () => {
    expect(matchFields(layer('land_use'), names('revision'))).toEqual({});
  });

  it('by what people call it in the source, where its name fits nothing', () => {
    const sources = [
      { name: 'F1', alias: '用地用海分类代码' },
      { name: 'remark', alias: '用地用海分类代码' },
      { name: 'F3', alias: '说不清' },
    ];
    expect(matchFields(layer('land_use'), sources)).toMatchObject({ land_class: 'F1', remark: 'remark' });
    expect(Object.values(matchFields(layer('land_use'), sources))).not.toContain('F3');
  });
});

describe('the value mapper', () => {
  it('fills constants where the source has nothing and counts what stays missing', () => {
    const notes: string[] = [];
    const mapper = createValueMapper(
      layer('ecological_redline'),
      {
        mapping: { name: 'MC', valid_from: 'D' },
        constants: { source: '省厅下发', valid_from: '2022-10-01' },
      },
      ({ code, feature }) => notes.push(`${feature} ${code}`),
    );
    const first = mapper.map(1, { MC: '红线一', D: '2021/1/2' });
    const second = mapper.map(2, { MC: '红线二', D: null });
    mapper.count(first);
    mapper.count(second);
    expect([first['source'], first['valid_from'], second['valid_from']]).toEqual([
      '省厅下发',
      '2021-01-02',
      '2022-10-01',
    ]);
    expect(mapper.missing().get('version')).toBe(2);
    expect(mapper.missing().has('source')).toBe(false);
    mapper.map(3, { MC: 'x', D: '昨天' });
    expect(notes).toEqual(['3 not-a-date']);
  });

  it('takes hostile names for names', () => {
    const mapper = createValueMapper(
      layer('land_use'),
      { mapping: { name: '__proto__' }, constants: {} },
      () => {},
    );
    expect(mapper.map(1, {})).not.toHaveProperty('name');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
