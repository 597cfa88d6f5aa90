import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../shared/model/record.ts';
import { rect, rectArea } from '../../../fixtures/check/shapes.ts';
import { checkSelf, layerOf, selfFeature, type Found, type Setting } from '../../../fixtures/rules/bound.ts';

const shape = rect(0, 0, 100, 100);
const check = (id: string, layer: string, fields: Fields, setting: Setting = {}): Found | null =>
  checkSelf(id, selfFeature(layer, shape, fields), setting);

describe('required fields', () => {
  const full = {
    name: '城东园',
    park_kind: 'industrial_park',
    park_level: 'county',
    area_m2: 10_000,
    admin_name: '澄阳镇',
  };

  it('finds an empty one, and shows where the record is', () => {
    const found = check('required-field', 'industrial_park', { ...full, name: null });
    expect(found?.pieces[0]).toMatchObject({ other: null, areaM2: 0, severity: 'error', box: shape.box });
    expect(found?.pieces[0]?.geometry.xy).toHaveLength(0);
    expect(found?.text).toEqual([
      '产业园区要素澄阳镇未填园区名称。',
      'Industrial park feature 澄阳镇 has no Park name.',
    ]);
  });

  it('gives a sentence for each field, in one finding', () => {
    const found = check('required-field', 'industrial_park', { ...full, park_kind: '', park_level: null });
    expect(found?.pieces).toHaveLength(1);
    expect(found?.text[0]).toMatch(/^产业园区要素城东园未填.+。产业园区要素城东园未填.+。$/);
  });

  it('takes blanks for nothing and zero for something, and asks for no system field', () => {
    expect(check('required-field', 'industrial_park', { ...full, name: '  ' })).not.toBeNull();
    expect(check('required-field', 'industrial_park', { ...full, area_m2: 0 })).toBeNull();
    expect(check('required-field', 'industrial_park', full)).toBeNull();
  });

  it('asks layers of the users own by their own schema', () => {
    const own = {
      ...layerOf('industrial_park'),
      id: 'user_reserve',
      fields: layerOf('industrial_park').fields.map((field) => ({ ...field, required: false })),
    };
    expect(checkSelf('required-field', selfFeature('user_reserve', shape), { layer: own })).toBeNull();
  });
});

describe('codes of tables', () => {
  it('finds a code that the table does not have', () => {
    const found = check('code-domain', 'land_use', { land_class: '0899', parcel_number: 'GH1' });
    expect(found?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'error' });
    expect(found?.text).toEqual([
      '规划用地用海要素GH1的用地用海分类代码「0899」不在代码表内。',
      'Land-use class code "0899" of Planned land use feature GH1 is not in the code list.',
    ]);
  });

  it('names every such field', () => {
    const found = check('code-domain', 'land_use', { land_class: '0899', plan_status: 'dreamt' });
    expect(found?.text[0]?.split('。')).toHaveLength(3);
  });

  it('leaves codes of the table, nothing at all, and codes of the other edition', () => {
    expect(check('code-domain', 'land_use', { land_class: '0801' })).toBeNull();
    expect(check('code-domain', 'land_use', { land_class: null, plan_status: '' })).toBeNull();
    for (const old of ['0603', '0604', '1313', '090301', '090302']) {
      expect(check('code-domain', 'land_use', { land_class: old })).toBeNull();
    }
    expect(check('code-domain', 'functional_zone', { zone_code: '310' })).toBeNull();
    expect(check('code-domain', 'functional_zone', { zone_code: '31' })).not.toBeNull();
  });
});

describe('names and codes', () => {
  it('finds a name that is not the one of the code', () => {
    const found = check('name-code', 'land_use', {
      land_class: '0301',
      land_class_name: '灌木林地',
      parcel_number: 'GH1',
    });
    expect(found?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'warning' });
    expect(found?.text).toEqual([
      '规划用地用海要素GH1代码0301应为「乔木林地」，现填「灌木林地」。',
      'Planned land use feature GH1: code 0301 is "乔木林地", not "灌木林地".',
    ]);
  });

  it('looks at zones and survey classes as well', () => {
    const zone = { zone_code: '510', zone_name: '林业发展区' };
    expect(check('name-code', 'functional_zone', zone)?.text[0]).toContain('应为「村庄建设区」');
    const survey = { survey_class: '0702', survey_class_name: '城镇住宅用地' };
    expect(check('name-code', 'survey_parcel', survey)?.text[0]).toContain('应为「农村宅基地」');
  });

  it('leaves the right name, no name, and a code no table knows', () => {
    const land = (
      land_class: string | null,
      land_class_name: string | null,
      more: Fields = {},
    ): Found | null => check('name-code', 'land_use', { land_class, land_class_name, ...more });
    expect(land('0301', ' 乔木林地 ')).toBeNull();
    expect(land('0301', null)).toBeNull();
    expect(land('0899', '机关团体用地')).toBeNull();
    expect(land(null, '乔木林地')).toBeNull();
    expect(land('0603', '畜禽养殖设施建设用地')).toBeNull();
  });

  it('does not hold a name of 2020 against the sense of 2023', () => {
    const orchard = { land_class: '0204', land_class_name: '其他园地' };
    expect(check('name-code', 'land_use', { ...orchard, class_edition: '2020' })).toBeNull();
    expect(check('name-code', 'land_use', { ...orchard, class_edition: '2023' })).not.toBeNull();
    const wood = { land_class: '0301', land_class_name: '灌木林地', class_edition: '2020' };
    expect(check('name-code', 'land_use', wood)).not.toBeNull();
  });
});

describe('stored area', () => {
  const area = rectArea(0, 0, 100, 100);
  const stored = (area_m2: number | null): Found | null =>
    check('stored-area', 'land_use', { area_m2, parcel_number: 'GH1' });

  it('finds a figure off the ellipsoid area, and says by how much', () => {
    const found = stored(area - 0.5);
    expect(found?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'warning' });
    const [a, b] = [(area - 0.5).toFixed(2), area.toFixed(2)];
    expect(found?.text).toEqual([
      `图斑GH1填写面积${a}平方米与椭球面积${b}平方米相差0.50平方米。`,
      `Parcel GH1: stored ${a} m², ellipsoid ${b} m², difference 0.50 m².`,
    ]);
  });

  it('lets a hundredth of a square metre pass, and no more', () => {
    expect(stored(area + 0.0099)).toBeNull();
    expect(stored(area + 0.0101)).not.toBeNull();
    expect(stored(area - 0.0101)).not.toBeNull();
    const exact = { ...selfFeature('land_use', shape, { area_m2: 100.01 }), areaM2: () => 100 };
    expect(checkSelf('stored-area', exact)).toBeNull();
  });

  it('looks at county and township too, and not at what has no figure or no shape', () => {
    expect(check('stored-area', 'county', { area_m2: area + 1, name: '澄川县' })).not.toBeNull();
    expect(check('stored-area', 'township', { area_m2: area + 1 })).not.toBeNull();
    expect(stored(null)).toBeNull();
    expect(checkSelf('stored-area', selfFeature('land_use', null, { area_m2: 5 }))).toBeNull();
    expect(checkSelf('stored-area', selfFeature('public_facility', null))).toBeNull();
  });
});

describe('ridge deduction', () => {
  const figures = { area_m2: 1000, ridge_coefficient: 0.1, deducted_area_m2: 100, net_area_m2: 900 };
  const run = (more: Fields, setting: Setting = {}): Found | null =>
    check('ridge-deduction', 'survey_parcel', { ...figures, parcel_number: '12', ...more }, setting);

  it('finds a deduction that is not area times coefficient', () => {
    const found = run({ deducted_area_m2: 105, net_area_m2: 895 });
    expect(found?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'error' });
    expect(found?.text).toEqual([
      '图斑12扣除面积105.00平方米，应为100.00平方米（图斑面积×扣除系数）。',
      'Parcel 12: deducted area 105.00 m², expected 100.00 m² (area times coefficient).',
    ]);
  });

  it('finds a net area that is not what is left', () => {
    const found = run({ net_area_m2: 950 });
    expect(found?.text).toEqual([
      '图斑12地类面积950.00平方米，应为900.00平方米（图斑面积－扣除面积）。',
      'Parcel 12: net area 950.00 m², expected 900.00 m² (area less deducted area).',
    ]);
    expect(run({ deducted_area_m2: 105 })?.text[0]?.split('。')).toHaveLength(3);
  });

  it('draws the line at a hundredth of a square metre', () => {
    expect(run({ deducted_area_m2: 100.01, net_area_m2: 899.99 })).toBeNull();
    expect(run({ deducted_area_m2: 100.02, net_area_m2: 899.98 })).not.toBeNull();
    expect(run({ deducted_area_m2: 101, net_area_m2: 899 }, { thresholds: { tolerance_m2: 1 } })).toBeNull();
  });

  it('asks only what is filled in', () => {
    expect(run({})).toBeNull();
    expect(run({ ridge_coefficient: null, deducted_area_m2: null, net_area_m2: 1000 })).toBeNull();
    expect(run({ ridge_coefficient: 0, deducted_area_m2: null, net_area_m2: 1000 })).toBeNull();
    expect(run({ area_m2: null })).toBeNull();
    expect(run({ net_area_m2: null })).toBeNull();
    // A coefficient, and nothing deducted.
    expect(run({ deducted_area_m2: null, net_area_m2: 1000 })?.text[0]).toContain('扣除面积0.00平方米');
    expect(checkSelf('ridge-deduction', selfFeature('functional_zone', shape))).toBeNull();
  });
});

describe('settlement attribute', () => {
  const run = (survey_class: string | null, settlement_attribute: string | null): Found | null =>
    check('settlement-attribute', 'survey_parcel', {
      survey_class,
      settlement_attribute,
      parcel_number: '9',
    });

  it('finds built land of the survey that does not say where it belongs', () => {
    const found = run('0702', null);
    expect(found?.pieces[0]).toMatchObject({ areaM2: 0, severity: 'error' });
    expect(found?.text).toEqual([
      '图斑9（农村宅基地）缺城镇村属性码。',
      'Parcel 9 (农村宅基地) has no settlement attribute.',
    ]);
    expect(run('0702', '')).not.toBeNull();
    expect(run('1005', null)).not.toBeNull();
  });

  it('says what the class implies', () => {
    expect(run('0602', null)?.pieces[0]?.facts).toEqual({ expected: '204' });
    expect(run('09', null)?.pieces[0]?.facts).toEqual({ expected: '205' });
    expect(run('0702', null)?.pieces[0]?.facts).toEqual({ expected: null });
  });

  it('leaves what is filled in, other classes, and land without a class', () => {
    expect(run('0702', '203')).toBeNull();
    expect(run('1003', null)).toBeNull();
    expect(run('0301', null)).toBeNull();
    expect(run(null, null)).toBeNull();
    expect(checkSelf('settlement-attribute', selfFeature('land_use', shape))).toBeNull();
  });
});
