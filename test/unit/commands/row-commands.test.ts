import { describe, expect, test } from 'vitest';
import { calculateField } from '../../../shared/commands/calculate-field.command.ts';
import { replaceText } from '../../../shared/commands/replace-text.command.ts';
import { setField } from '../../../shared/commands/set-field.command.ts';
import { allRows } from '../../../shared/bridge/rows-schemas.ts';
import { feature, opsOf, outcome, snapshotOf, square } from './snapshot.ts';

const parcel = (uid: string, fields: Readonly<Record<string, string | number | null>>) =>
  feature('land_use', uid, square(110, 30), { land_class: '0101', area_m2: 2000, ...fields });
const a = parcel('a', { remark: '甲 A', parcel_number: '7' });
const b = parcel('b', { remark: null, land_class: '100102', area_m2: 5000 });
const c = parcel('c', { remark: 'aa', parcel_number: '12' });
const snapshot = snapshotOf([a, b, c, feature('industrial_park', 'p', square(110, 30), { name: '园' })]);
const rows = allRows('land_use');
const written = (ops: readonly { at: { uid: string }; after?: { fields?: object } }[]) =>
  Object.fromEntries(ops.map(({ at, after }) => [at.uid, after?.fields]));

describe('set-field', () => {
  test('writes into rows that differ, with what follows', () => {
    const ops = opsOf(setField, snapshot, { rows, field: 'land_class', value: '100102' });
    expect(written(ops)).toEqual({
      a: { land_class: '100102', land_class_name: '二类工业用地' },
      c: { land_class: '100102', land_class_name: '二类工业用地' },
    });
  });
  test('takes only the rows that are named', () => {
    const fids = Float64Array.of(b.fid);
    const ops = opsOf(setField, snapshot, { rows: { ...rows, fids }, field: 'remark', value: '乙' });
    expect(written(ops)).toEqual({ b: { remark: '乙' } });
  });
  test.each([
    ['a code that no list has', { field: 'land_class', value: '9999' }, 'command.value.domain'],
    ['nothing where something must be', { field: 'land_class', value: null }, 'command.required'],
    ['a computed field', { field: 'area_m2', value: 1 }, 'command.computed-field'],
    ['a field of the product', { field: 'derived_from', value: 'x' }, 'command.computed-field'],
    ['no field', { field: 'nothing', value: 1 }, 'command.unknown-field'],
    ['a text as a number', { field: 'plot_ratio', value: 'x' }, 'command.value.type'],
  ] as const)('refuses %s', (_name, what, code) => {
    expect(outcome(setField, snapshot, { rows, ...what })).toBe(code);
  });
  test('refuses locked and control-line layers', () => {
    expect(outcome(setField, snapshotOf([a], ['land_use']), { rows, field: 'remark', value: 'x' })).toBe(
      'command.layer-locked',
    );
    const line = { rows: allRows('ecological_redline'), field: 'remark', value: 'x' };
    expect(outcome(setField, snapshot, line)).toBe('command.layer-read-only');
  });
});

describe('calculate-field', () => {
  const calculate = (field: string, expression: string, faulty: 'refuse' | 'skip' = 'refuse') => ({
    rows,
    faulty,
    field,
    expression,
  });
  test('figures are kept to the precision of the field, and as text in a text', () => {
    expect(written(opsOf(calculateField, snapshot, calculate('plot_ratio', 'area_mu() / 7')))).toEqual({
      a: { plot_ratio: 0.43 },
      b: { plot_ratio: 1.07 },
      c: { plot_ratio: 0.43 },
    });
    expect(written(opsOf(calculateField, snapshot, calculate('remark', 'area_mu()')))).toMatchObject({
      b: { remark: '7.5' },
    });
  });
  test('one wrong row refuses all, or is left out', () => {
    const code = "if(parcel_number is null, '9999', '0301')";
    expect(outcome(calculateField, snapshot, calculate('land_class', code))).toBe('command.value.domain');
    expect(written(opsOf(calculateField, snapshot, calculate('land_class', code, 'skip')))).toMatchObject({
      a: { land_class: '0301' },
      c: { land_class: '0301' },
    });
    expect(opsOf(calculateField, snapshot, calculate('land_class', code, 'skip'))).toHaveLength(2);
  });
  test.each([
    ['plot_ratio', "'x'", 'table.result-number'],
    ['plot_ratio', 'area_mu( ', 'expression.ends'],
    ['remark', 'nothing + 1', 'expression.unknown-field'],
    ['area_m2', '1', 'command.computed-field'],
  ])('refuses %s = %s', (field, expression, code) => {
    expect(outcome(calculateField, snapshot, calculate(field, expression))).toBe(code);
  });
});

describe('replace-text', () => {
  const replace = (more: object) => ({
    rows,
    faulty: 'refuse' as const,
    fields: ['remark', 'parcel_number'],
    find: 'a',
    replace: '$&!',
    matchCase: true,
    whole: false,
    ...more,
  });
  test('texts are taken as they stand', () => {
    expect(written(opsOf(replaceText, snapshot, replace({})))).toEqual({ c: { remark: '$&!$&!' } });
    expect(written(opsOf(replaceText, snapshot, replace({ matchCase: false })))).toEqual({
      a: { remark: '甲 $&!' },
      c: { remark: '$&!$&!' },
    });
    expect(opsOf(replaceText, snapshot, replace({ find: '.' }))).toEqual([]);
    expect(
      written(opsOf(replaceText, snapshot, replace({ find: 'AA', whole: true, matchCase: false }))),
    ).toEqual({
      c: { remark: '$&!' },
    });
    expect(written(opsOf(replaceText, snapshot, replace({ find: '7', replace: '', whole: true })))).toEqual({
      a: { parcel_number: null },
    });
  });
  test('refuses fields that hold no text', () => {
    expect(outcome(replaceText, snapshot, replace({ fields: ['plot_ratio'] }))).toBe('table.no-text-field');
  });
});
