import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../shared/model/record.ts';
import type { Setting } from '../../../fixtures/rules/bound.ts';
import { checkGroup, type GroupRecord } from '../../../fixtures/rules/groups.ts';
import { box, county, parcel, quota, township } from './records.ts';

describe('quotas that are exceeded', () => {
  const run = (records: GroupRecord[], setting: Setting = {}) =>
    checkGroup('quota-exceeded', records, setting);
  const built = [parcel(1, '100101', 60), parcel(1, '0701', 40), parcel(1, '0301', 500)];

  it('finds construction land above what a township was allotted', () => {
    const found = run([
      county(),
      township(1),
      ...built,
      quota('990121001', 'construction_land', 'ceiling', 93.6),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ subject: { ref: { uid: 't1' } }, counterpartLayer: 'quota' });
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(64_000, 4);
    expect(found[0]?.pieces[0]).toMatchObject({
      other: { table: 'quota', uid: 'q 990121001 construction_land 2035' },
      severity: 'error',
      box,
    });
    expect(found[0]?.text).toEqual([
      '第1镇规划建设用地100.00公顷，超出下达规模6.40公顷。',
      '第1镇 plans 100.00 ha of construction land, 6.40 ha above its allotment.',
    ]);
  });

  it('draws the line half a hundredth of a hectare above the ceiling', () => {
    const at = (value: number, more: Fields = {}) =>
      run([township(1), ...built, quota('990121001', 'construction_land', 'ceiling', value, more)]);
    expect(at(100)).toEqual([]);
    expect(at(99.995)).toEqual([]);
    expect(at(99.9949)).toHaveLength(1);
    expect(at(1500, { unit: '亩' })).toEqual([]);
    expect(at(1499, { unit: '亩' })).toHaveLength(1);
    expect(at(10, { unit: '贯' })).toEqual([]);
  });

  it('adds the townships up for the county', () => {
    const two = [...built, parcel(2, '1201', 5)];
    const ceiling = quota('990121', 'construction_land', 'ceiling', 104);
    const found = run([county(), township(1), township(2), ...two, ceiling]);
    expect(found.map(({ subject }) => subject.ref.uid)).toEqual(['county']);
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(10_000, 4);
  });

  it('measures new construction land against the baseline, and the boundary by itself', () => {
    const now: GroupRecord = {
      layer: 'survey_parcel',
      fields: { admin_code: '990121001', base_class: '0701', area_m2: 300_000 },
    };
    const line: GroupRecord = {
      layer: 'urban_boundary',
      fields: { admin_code: '990121001', area_m2: 810_000 },
    };
    const found = run([
      county(),
      ...built,
      now,
      line,
      quota('990121', 'new_construction_land', 'ceiling', 69),
      quota('990121', 'urban_boundary_area', 'ceiling', 80),
    ]);
    expect(found).toHaveLength(1);
    expect(found[0]?.pieces.map(({ areaM2 }) => areaM2)).toEqual([10_000, 10_000]);
    expect(found[0]?.text[0]).toBe(
      '澄川县新增建设用地规模70.00公顷，超出下达规模1.00公顷。澄川县城镇开发边界规模81.00公顷，超出下达规模1.00公顷。',
    );
    expect(found[0]?.text[1]).toContain(
      'has 70.00 ha of New construction land, 1.00 ha above its allotment.',
    );
  });

  it('counts villages by class and by their mark, once', () => {
    const village = [
      parcel(1, '0703', 3),
      parcel(1, '0703', 2, { settlement_attribute: '20' }),
      parcel(1, '0801', 1, { settlement_attribute: '203' }),
      parcel(1, '0801', 50, { settlement_attribute: '10' }),
      parcel(1, '0101', 9, { settlement_attribute: '20' }),
    ];
    const found = run([
      township(1),
      ...village,
      quota('990121001', 'village_construction_land', 'ceiling', 5),
    ]);
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(10_000, 4);
  });

  it('takes the last year, and a quota that is only expected less gravely', () => {
    const early = quota('990121001', 'construction_land', 'ceiling', 50, { year: 2025 });
    const late = quota('990121001', 'construction_land', 'ceiling', 120);
    expect(run([township(1), ...built, late, early])).toEqual([]);
    const expected = quota('990121001', 'construction_land', 'ceiling', 50, { nature: 'expected' });
    expect(run([township(1), ...built, expected])[0]?.pieces[0]?.severity).toBe('warning');
  });

  it('says nothing of what cannot be measured', () => {
    const kind = quota('990121001', 'capacity_water', 'ceiling', 0);
    const floor = quota('990121001', 'construction_land', 'floor', 500);
    const none = quota('990121001', 'construction_land', 'ceiling', null);
    expect(run([township(1), ...built, kind, floor, none])).toEqual([]);
    // No parcel at all in the county: an empty layer is not a plan that keeps its quota, nor one that fails.
    expect(run([township(1), quota('990121001', 'construction_land', 'ceiling', 1)])).toEqual([]);
    const unknown = parcel(1, '0701', 0, { area_m2: null });
    const exceeded = quota('990121001', 'construction_land', 'ceiling', 1);
    expect(run([township(1), ...built, unknown, exceeded])).toEqual([]);
    expect(run([...built, exceeded])).toEqual([]);
  });
});

describe('quotas that are not reached', () => {
  const run = (...records: GroupRecord[]) => checkGroup('quota-shortfall', records);
  const field = (n: number, gross: number, net: number | null): GroupRecord =>
    parcel(n, '0101', gross, { net_area_m2: net === null ? null : net * 1e4 });

  it('finds cultivated land below the floor, by its net area', () => {
    const floor = quota('990121001', 'cultivated_land', 'floor', 95);
    const found = run(township(1), field(1, 100, 90), parcel(1, '0301', 50), floor);
    expect(found[0]).toMatchObject({ subject: { ref: { uid: 't1' } }, counterpartLayer: 'quota' });
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(50_000, 4);
    expect(found[0]?.text).toEqual([
      '第1镇耕地保有量90.00公顷，低于下达任务5.00公顷。',
      '第1镇 has 90.00 ha of Cultivated land to keep, 5.00 ha below its target.',
    ]);
    expect(run(township(1), field(1, 100, 95), floor)).toEqual([]);
    expect(run(township(1), field(1, 100, 94.995), floor)).toEqual([]);
    expect(run(township(1), field(1, 100, 94.9949), floor)).toHaveLength(1);
  });

  it('finds a township that has none while others have', () => {
    const floor = quota('990121002', 'cultivated_land', 'floor', 1);
    expect(run(township(1), township(2), field(1, 100, 90), floor)[0]?.subject.ref.uid).toBe('t2');
  });

  it('measures basic farmland on the line, not on the plan', () => {
    const patch: GroupRecord = {
      layer: 'basic_farmland',
      fields: { admin_code: '990121001', area_m2: 500_000, net_area_m2: 450_000 },
    };
    const floor = quota('990121001', 'basic_farmland', 'floor', 46);
    expect(run(township(1), field(1, 100, 90), floor)).toEqual([]);
    expect(run(township(1), patch, floor)[0]?.pieces[0]?.areaM2).toBeCloseTo(10_000, 4);
  });

  it('does not take gross for net where net is not known', () => {
    expect(
      run(township(1), field(1, 100, null), quota('990121001', 'cultivated_land', 'floor', 500)),
    ).toEqual([]);
  });
});

describe('quotas handed on to townships', () => {
  const run = (...records: GroupRecord[]) => checkGroup('quota-sum', records);
  const each = (kind: string, direction: 'ceiling' | 'floor', ...values: number[]): GroupRecord[] =>
    values.map((value, i) => quota(`99012100${i + 1}`, kind, direction, value));

  it('finds a floor that the townships together do not reach', () => {
    const own = quota('990121', 'cultivated_land', 'floor', 22_310);
    const found = run(county(), own, ...each('cultivated_land', 'floor', 12_298, 10_000));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ subject: { ref: { uid: 'county' } }, counterpartLayer: 'quota' });
    expect(found[0]?.pieces[0]).toMatchObject({ severity: 'error', other: { table: 'quota' } });
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(120_000, 4);
    expect(found[0]?.text).toEqual([
      '各乡镇耕地保有量之和22298.00公顷，与县级22310.00公顷相差12.00公顷。',
      'Township Cultivated land to keep sum to 22298.00 ha; the county has 22310.00 ha, difference 12.00 ha.',
    ]);
  });

  it('finds a ceiling that they pass, and lets the other side be', () => {
    const ceiling = quota('990121', 'construction_land', 'ceiling', 100);
    const run2 = (...values: number[]) =>
      run(county(), ceiling, ...each('construction_land', 'ceiling', ...values));
    expect(run2(60, 41)).toHaveLength(1);
    expect(run2(60, 40.005)).toEqual([]);
    expect(run2(60, 40.0051)).toHaveLength(1);
    expect(run2(10, 10)).toEqual([]);
    const floor = quota('990121', 'cultivated_land', 'floor', 100);
    expect(run(county(), floor, ...each('cultivated_land', 'floor', 60, 60))).toEqual([]);
  });

  it('compares nothing where only one side is given, or figures are not', () => {
    expect(run(county(), quota('990121', 'cultivated_land', 'floor', 100))).toEqual([]);
    expect(run(county(), ...each('cultivated_land', 'floor', 60, 60))).toEqual([]);
    const odd = quota('990121001', 'cultivated_land', 'floor', 1, { unit: '贯' });
    expect(run(county(), quota('990121', 'cultivated_land', 'floor', 100), odd)).toEqual([]);
  });
});

describe('carrying capacity', () => {
  const run = (...records: GroupRecord[]) => checkGroup('carrying-capacity', records);
  const people = { unit: '万人', nature: 'expected' };

  it('finds more people than the water carries', () => {
    const water = quota('990121', 'capacity_water', 'ceiling', 42.5, people);
    const found = run(county({ resident_population: 43.02 }), water);
    expect(found[0]).toMatchObject({ subject: { ref: { uid: 'county' } }, counterpartLayer: 'quota' });
    expect(found[0]?.pieces).toMatchObject([{ areaM2: 0, severity: 'warning', other: { table: 'quota' } }]);
    expect(found[0]?.text).toEqual([
      '水资源承载上限（人口）为43.02万人，超出承载上限42.50万人。',
      'Carrying capacity by water is 43.02万人, over the capacity of 42.50万人.',
    ]);
    expect(run(county({ resident_population: 42.5 }), water)).toEqual([]);
    expect(run(county({ resident_population: null }), water)).toEqual([]);
    expect(
      run(county({ resident_population: 99 }), quota('990121', 'capacity_water', 'ceiling', 42.5)),
    ).toEqual([]);
  });

  it('finds more construction land than the land carries', () => {
    const land = quota('990121', 'capacity_land', 'ceiling', 100);
    const found = run(county(), parcel(1, '0701', 101), parcel(1, '0101', 900), land);
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(10_000, 4);
    expect(found[0]?.text[0]).toBe('建设用地承载上限为101.00公顷，超出承载上限100.00公顷。');
    expect(run(county(), parcel(1, '0701', 100), land)).toEqual([]);
    expect(run(county(), land)).toEqual([]);
  });

  it('leaves quotas that are no capacities', () => {
    expect(run(county(), parcel(1, '0701', 101), quota('990121', 'construction_land', 'ceiling', 1))).toEqual(
      [],
    );
  });
});
