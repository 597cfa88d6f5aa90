import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fits } from '../../../shared/inspection/column-types.ts';
import { dateFault, isDay } from '../../../shared/inspection/checks/dates.ts';
import { valueFault } from '../../../shared/inspection/checks/field-values.ts';
import { isGross } from '../../../shared/inspection/checks/gross-area.ts';
import { DEFAULT_MODEL } from '../../../shared/inspection/model.ts';
import type { Field, FieldType } from '../../../shared/model/layer.ts';

const field = (type: FieldType, length?: number): Field => ({
  name: 'f',
  label: { 'zh-CN': '字段', en: 'Field' },
  type,
  ...(length === undefined ? {} : { length }),
  required: false,
  aliases: [],
  split: 'copy',
  merge: 'largest',
  verified: 'no',
  source: '',
});
const { limits } = DEFAULT_MODEL;

describe('days', () => {
  it('are those of the calendar', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1950-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          expect(isDay(date.toISOString().slice(0, 10))).toBe(true);
        },
      ),
    );
    for (const wrong of ['2023-02-29', '2023-13-01', '2023-00-10', '20230101', '2023-1-1', '2023/01/01', ''])
      expect(isDay(wrong), wrong).toBe(false);
    expect(isDay('2024-02-29')).toBe(true);
  });

  it.each([
    ['date', '2022-10-01', null],
    ['date', '2022年10月', 'date'],
    ['date', '0202-10-01', 'year'],
    ['date', null, null],
    ['date', '  ', null],
    ['datetime', '2026-11-22T08:30:00Z', null],
    ['datetime', '2026-11-22T25:30:00Z', 'date'],
    ['year', 2035, null],
    ['year', '2035', null],
    ['year', 35, 'date'],
    ['year', 1035, 'year'],
    ['year', 20355, 'date'],
  ] as const)('%s %s gives %s', (kind, value, fault) => {
    expect(dateFault(kind, value, limits)).toBe(fault);
  });
});

describe('values in their fields', () => {
  it.each([
    [field('text', 4), '四个汉字', null],
    [field('text', 4), '五个汉字呢', 'value-long'],
    [field('text', 2), '𠀀𠀁', null],
    [field('text'), 'x'.repeat(5000), null],
    [field('text', 10), 12, 'value-type'],
    [field('int'), 3, null],
    [field('int'), 3.5, 'value-type'],
    [field('real'), 3.5, null],
    [field('real'), '3.5', 'value-type'],
    [field('real'), null, null],
  ] as const)('%#: %o', (of, value, fault) => {
    expect(valueFault(of, value)).toBe(fault);
  });
});

describe('columns', () => {
  it.each([
    [field('text', 18), 'TEXT(18)', true],
    [field('text', 18), 'VARCHAR(18)', true],
    [field('text', 18), 'TEXT', true],
    [field('text', 18), 'TEXT(12)', false],
    [field('int'), 'MEDIUMINT', true],
    [field('int'), 'DOUBLE', false],
    [field('real'), 'REAL', true],
    [field('date'), 'DATETIME', false],
    [field('date'), 'DATE', true],
    [field('json'), 'TEXT', true],
    [field('code', 8), 'INTEGER', false],
  ] as const)('%#: %o in %s', (of, declared, right) => {
    expect(fits(of, declared)).toBe(right);
  });
});

describe('gross errors of areas', () => {
  it.each([
    [10.4, 10, false],
    // 1.1 m2, and more than a twentieth.
    [11.1, 10, true],
    [1040, 1000, false],
    [1051, 1000, true],
    [0, 1000, true],
  ])('%d for %d', (stored, area, gross) => {
    expect(isGross(stored, area, limits)).toBe(gross);
  });
});
