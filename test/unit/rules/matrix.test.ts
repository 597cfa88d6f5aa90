import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeList } from '../../../shared/model/code-list.ts';
import { conversionAnswer, functionRelation, zoneRelation } from '../../../shared/rules/matrix.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { ConversionRule, ZoneCompatibility } from '../../../shared/rules/rule.ts';

const { zone_compatibility: zones, function_industry: functions, conversion } = DEFAULT_RULESET.matrices;

const row = (
  zone: string,
  landClass: string,
  relation: ZoneCompatibility['relation'],
): ZoneCompatibility => ({
  zone,
  class: landClass,
  relation,
  verified: 'no',
  source: 'test',
});

describe('what a zone says of a class', () => {
  const table = [
    row('510', '06', 'compatible'),
    row('510', '0601', 'barred'),
    row('510', '060102', 'conditional'),
  ];

  it.each([
    ['06', 'compatible'],
    ['0602', 'compatible'],
    ['0601', 'barred'],
    ['060101', 'barred'],
    ['060102', 'conditional'],
    ['06010201', 'conditional'],
  ])('is the row with the longest beginning of class %s: %s', (landClass, relation) => {
    expect(zoneRelation(table, '510', landClass)?.relation).toBe(relation);
  });

  it('is nothing for a zone or class the table does not have', () => {
    expect(zoneRelation(table, '520', '06')).toBeNull();
    expect(zoneRelation(table, '51', '06')).toBeNull();
    expect(zoneRelation(table, '510', '07')).toBeNull();
    expect(zoneRelation(table, '510', '0')).toBeNull();
    expect(zoneRelation(table, '510', '')).toBeNull();
  });

  it('is what reading the whole table row by row gives, whatever the zone and class', () => {
    const zoneCodes = [...new Set(zones.map(({ zone }) => zone)), '999'];
    const digits = fc.string({
      unit: fc.constantFrom('0', '1', '2', '3', '5', '6', '7', '9'),
      minLength: 0,
      maxLength: 8,
    });
    const classes = fc.oneof(digits, fc.constantFrom(...zones.map((one) => one.class)));
    fc.assert(
      fc.property(fc.constantFrom(...zoneCodes), classes, (zone, landClass) => {
        const fits = zones
          .filter((one) => one.zone === zone && landClass.startsWith(one.class))
          .sort((a, b) => b.class.length - a.class.length);
        expect(zoneRelation(zones, zone, landClass)).toBe(fits[0] ?? null);
      }),
    );
  });

  it('is known of cultivated and of industrial land in every zone of the code list', () => {
    const codes = (codeList('planning_zone') ?? []).map(({ code }) => code).filter((code) => code !== '');
    expect(codes.length).toBeGreaterThan(30);
    const unknown = codes.filter((zone) =>
      ['0101', '100103'].some((landClass) => zoneRelation(zones, zone, landClass) === null),
    );
    expect(unknown).toEqual([]);
  });
});

describe('what a main function says of an industry class', () => {
  it('depends on the kind of park as well', () => {
    const relation = (kind: string): string | undefined =>
      functionRelation(functions, 'urbanised', '3', kind)?.relation;
    expect(relation('industrial_park')).toBe('allowed');
    expect(relation('chemical_park')).toBe('conditional');
    expect(relation('science_park')).toBe('barred');
    expect(relation('moon_park')).toBeUndefined();
    expect(functionRelation(functions, 'ecological', '4', 'industrial_park')).toBeNull();
    expect(functionRelation(functions, 'lunar', '3', 'industrial_park')).toBeNull();
  });
});

describe('the answer to a change of use', () => {
  const answer = (from: string | null, to: string | null, ...inside: string[]): string | undefined =>
    conversionAnswer(conversion, from, to, inside)?.relation;

  it('follows the table that ships', () => {
    expect(answer('forest', 'infrastructure')).toBe('needs_approval');
    expect(answer('forest', 'infrastructure', 'basic_farmland')).toBe('barred');
    expect(answer('cultivated', 'infrastructure', 'basic_farmland')).toBe('needs_approval');
    expect(answer('cultivated', 'cultivated', 'basic_farmland', 'redline_core')).toBe('allowed');
    expect(answer('forest', 'industry_storage', 'agriculture_zone')).toBe('barred');
    expect(answer('forest', 'industry_storage', 'boundary_concentrated')).toBe('needs_approval');
  });

  it('is that for any use where a class belongs to no group', () => {
    expect(conversionAnswer(conversion, null, null, [])).toMatchObject({ from: '*', to: '*', inside: '*' });
    expect(answer(null, 'forest', 'redline_core')).toBe('allowed');
    expect(conversionAnswer([], 'forest', 'forest', [])).toBeNull();
  });

  const rule = (
    inside: string,
    relation: ConversionRule['relation'],
    precedence: number,
    to = '*',
  ): ConversionRule => ({
    from: '*',
    to,
    inside,
    relation,
    condition: { 'zh-CN': inside, en: inside },
    citation: { text: '', verified: 'no' },
    source: 'test',
    precedence,
  });

  it('in one place is that of the highest precedence, of equals the strictest, then the first', () => {
    const rows = [
      rule('*', 'barred', 1),
      rule('a', 'barred', 4),
      rule('a', 'allowed', 6, 'x'),
      rule('a', 'needs_approval', 6, 'y'),
      rule('a', 'allowed', 6, 'y'),
    ];
    expect(conversionAnswer(rows, null, null, ['a'])).toBe(rows[1]);
    expect(conversionAnswer(rows, null, 'x', ['a'])).toBe(rows[2]);
    expect(conversionAnswer(rows, null, 'y', ['a'])).toBe(rows[3]);
    expect(conversionAnswer(rows, null, 'x', ['b'])).toBe(rows[0]);
  });

  it('between places is the strictest, whatever the precedence: a zone lifts no line', () => {
    const rows = [rule('line', 'barred', 4), rule('zone', 'needs_approval', 6), rule('other', 'barred', 2)];
    expect(conversionAnswer(rows, 'x', 'y', ['zone', 'line'])).toBe(rows[0]);
    expect(conversionAnswer(rows, 'x', 'y', ['line', 'other'])).toBe(rows[0]);
    expect(conversionAnswer(rows, 'x', 'y', ['other', 'line'])).toBe(rows[2]);
    expect(answer('cultivated', 'urban_built', 'basic_farmland', 'boundary_concentrated')).toBe('barred');
    expect(answer('forest', 'infrastructure', 'basic_farmland', 'agriculture_zone')).toBe('barred');
  });

  it('that holds anywhere speaks where no place has an answer, and where it goes before each of them', () => {
    const rows = [rule('*', 'needs_approval', 0), rule('a', 'allowed', 6), rule('*', 'allowed', 9, 'same')];
    expect(conversionAnswer(rows, 'x', 'y', ['a', 'b'])).toBe(rows[1]);
    expect(conversionAnswer(rows, 'x', 'y', ['b'])).toBe(rows[0]);
    expect(conversionAnswer(rows, 'x', 'same', ['a'])).toBe(rows[2]);
  });
});
