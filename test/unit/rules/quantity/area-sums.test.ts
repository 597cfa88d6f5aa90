import { describe, expect, it } from 'vitest';
import { checkGroup, type GroupRecord } from '../../../fixtures/rules/groups.ts';
import { box, county, parcel, township } from './records.ts';

describe('control areas', () => {
  const run = (...records: GroupRecord[]) => checkGroup('control-area', records);
  const exactly = { thresholds: { tolerance_ha: 0 } };

  it('finds townships that do not add up to the county', () => {
    const found = run(county(), township(1), township(2), township(3, { control_area_ha: 100.01 }));
    expect(found).toHaveLength(1);
    expect(found[0]?.subject.ref.uid).toBe('county');
    expect(found[0]?.pieces).toMatchObject([{ other: null, areaM2: 0, severity: 'error', box }]);
    expect(found[0]?.text).toEqual([
      '各乡镇控制面积之和与县级控制面积相差0.01公顷。',
      'Township control areas differ from the county by 0.01 ha.',
    ]);
  });

  it('lets half a hundredth of a hectare pass, and no more', () => {
    expect(run(county(), township(1), township(2), township(3))).toEqual([]);
    expect(run(county({ control_area_ha: 200.005 }), township(1), township(2))).toEqual([]);
    expect(run(county({ control_area_ha: 200.0051 }), township(1), township(2))).toHaveLength(1);
    expect(run(county({ control_area_ha: 199.9949 }), township(1), township(2))).toHaveLength(1);
    // 0.1 + 0.2 is no 0.3 in binary.
    const tenths = [township(1, { control_area_ha: 0.1 }), township(2, { control_area_ha: 0.2 })];
    expect(checkGroup('control-area', [county({ control_area_ha: 0.3 }), ...tenths], exactly)).toEqual([]);
  });

  it('compares nothing where a figure is missing, or no township is drawn', () => {
    expect(run(county(), township(1), township(2, { control_area_ha: null }))).toEqual([]);
    expect(run(county({ control_area_ha: null }), township(1))).toEqual([]);
    expect(run(county())).toEqual([]);
    expect(run(township(1))).toEqual([]);
  });
});

describe('sums of parcels by township', () => {
  const run = (...records: GroupRecord[]) => checkGroup('class-area-sum', records);

  it('finds each layer that does not add up, with the missing area', () => {
    const survey: GroupRecord = {
      layer: 'survey_parcel',
      fields: { admin_code: '990121001207', area_m2: 999_700 },
    };
    const found = run(township(1), parcel(1, '0101', 60), parcel(1, '0301', 39.9786), survey);
    expect(found.map(({ counterpartLayer }) => counterpartLayer)).toEqual(['land_use', 'survey_parcel']);
    expect(found[0]?.pieces[0]?.areaM2).toBeCloseTo(214, 4);
    expect(found[1]?.pieces[0]?.areaM2).toBeCloseTo(300, 4);
    expect(found[0]?.pieces[0]).toMatchObject({ severity: 'error', box });
    expect(found[0]?.text).toEqual([
      '第1镇规划用地用海图斑面积之和与控制面积相差0.02公顷。',
      'Planned land use parcels of 第1镇 differ from its control area by 0.02 ha.',
    ]);
  });

  it('lets 50 m2 pass, too much as well as too little', () => {
    expect(run(township(1), parcel(1, '0101', 99.995))).toEqual([]);
    expect(run(township(1), parcel(1, '0101', 99.9949))).toHaveLength(1);
    expect(run(township(1), parcel(1, '0101', 100.0051))).toHaveLength(1);
  });

  it('counts a village for its township, and what has no code for none', () => {
    const village = parcel(1, '0101', 40, { admin_code: '990121001206' });
    const nowhere = parcel(1, '0101', 7, { admin_code: null });
    expect(run(township(1), parcel(1, '0101', 60), village, nowhere)).toEqual([]);
    expect(run(township(1, { control_area_ha: null }), parcel(1, '0101', 60))).toEqual([]);
    expect(run(township(1))).toEqual([]);
  });
});
