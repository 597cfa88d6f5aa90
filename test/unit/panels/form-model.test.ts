import { describe, expect, it } from 'vitest';
import {
  formSections,
  isDate,
  parseField,
  tidyDate,
  type FormField,
} from '../../../renderer/forms/form-model.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
import type { Field } from '../../../shared/model/layer.ts';

const field = (over: Partial<Field>): Field => ({
  name: 'x',
  label: { 'zh-CN': '甲', en: 'x' },
  type: 'text',
  required: false,
  aliases: [],
  split: 'copy',
  merge: 'keep',
  verified: 'no',
  source: 'test',
  ...over,
});
const item = (over: Partial<Field>, control: FormField['control']): FormField => ({
  field: field(over),
  control,
  readOnly: false,
});
const value = (one: FormField, text: string): unknown => {
  const parsed = parseField(one, text);
  return 'value' in parsed ? parsed.value : parsed.problem.key;
};

describe('form of a layer', () => {
  it('shows every field people may see, once, and what the product fills read-only', () => {
    for (const layer of BUILTIN_LAYERS.filter(({ geometry }) => geometry !== null)) {
      const fields = formSections(layer).flatMap((section) => section.fields);
      const names = fields.map((one) => one.field.name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('uid');
      for (const one of fields) {
        expect(one.readOnly).toBe(layer.readOnly || one.field.computed !== undefined);
      }
    }
  });
  it('puts required fields of the layer itself first and common fields last', () => {
    const park = builtinLayer('industrial_park');
    const main = park && formSections(park).find(({ id }) => id === 'main');
    const names = main?.fields.map((one) => one.field.name) ?? [];
    expect(names.slice(0, 3)).toEqual(['name', 'park_kind', 'park_level']);
    expect(names.at(-1)).toBe('remark');
  });
});

describe('what a text means in a field', () => {
  it('takes numbers with digit grouping and refuses words', () => {
    const area = item({ type: 'real', unit: 'ha' }, 'number');
    expect(value(area, ' 1,963.74 ')).toBe(1963.74);
    expect(value(area, '-1')).toBe('ui.field.negative');
    expect(value(area, '12公顷')).toBe('ui.field.number');
    expect(value(area, '1e3')).toBe('ui.field.number');
    expect(value(item({ type: 'int' }, 'number'), '2.5')).toBe('ui.field.integer');
  });
  it('takes dates as offices write them and only real days', () => {
    const date = item({ type: 'date' }, 'date');
    expect(value(date, '2021/6/3')).toBe('2021-06-03');
    expect(value(date, '2021年6月3日')).toBe('2021-06-03');
    expect(value(date, '20210603')).toBe('2021-06-03');
    expect(value(date, '2021-02-29')).toBe('ui.field.date');
    expect(isDate('2024-02-29')).toBe(true);
    expect(tidyDate('六月')).toBe('六月');
  });
  it('counts characters, not code units, against the length', () => {
    // 㵲 lies in the basic plane, 𠮷 does not: two code units, one character.
    const name = item({ length: 3 }, 'text');
    expect(value(name, '𠮷𠮷㵲')).toBe('𠮷𠮷㵲');
    expect(value(name, '𠮷𠮷㵲园')).toBe('ui.field.length');
  });
  it('knows codes of the list only, and no value where it may be empty', () => {
    const kind = item({ type: 'code', domain: 'park_kind' }, 'code');
    expect(value(kind, 'industrial_park')).toBe('industrial_park');
    expect(value(kind, '工业园区')).toBe('ui.field.code');
    expect(value(kind, '')).toBe(null);
    expect(value(item({ required: true }, 'text'), '  ')).toBe('ui.field.required');
  });
});
