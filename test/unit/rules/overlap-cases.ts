import type { Fields } from '../../../shared/model/record.ts';
import type { Severity } from '../../../shared/rules/rule.ts';

/** A rule on overlaps with the features it is tried on. `{area}` in a sentence stands for the area in mu. */
export interface OverlapCase {
  readonly rule: string;
  readonly subject: readonly [layer: string, fields: Fields];
  readonly other: readonly [layer: string, fields: Fields];
  /** The subject less the counterpart, instead of what they share. */
  readonly difference?: boolean;
  readonly severity: Severity;
  readonly zh: string;
  readonly en: string;
  /** Changed fields of subject and counterpart that leave nothing to find. */
  readonly silent: readonly (readonly [what: string, subject: Fields, other: Fields])[];
  /** Changed fields that are still a finding. */
  readonly found: readonly (readonly [what: string, subject: Fields, other: Fields])[];
}

const none = {};

/** Parks and town centres. */
const PARK_CASES: readonly OverlapCase[] = [
  {
    rule: 'park-planned-water',
    subject: ['industrial_park', { name: '甲园', park_kind: 'industrial_park' }],
    other: ['land_use', { land_class: '1704' }],
    severity: 'warning',
    zh: '园区「甲园」范围内有{area}规划为水域（坑塘水面），宜保留水面。',
    en: '{area} of park "甲园" is planned as water (Pond surface): keep it.',
    silent: [
      ['an agriculture park', { park_kind: 'modern_agriculture' }, none],
      ['land that is no water', none, { land_class: '1401' }],
      ['land without a class', none, { land_class: null }],
    ],
    found: [['a park without a kind', { park_kind: null }, none]],
  },
  {
    rule: 'park-ecological-zone',
    subject: ['industrial_park', { name: '甲园', park_kind: 'industrial_park' }],
    other: ['ecological_zone', { name: '湿地廊道', zone_type: 'control' }],
    severity: 'error',
    zh: '园区「甲园」进入生态功能区「湿地廊道」{area}。',
    en: 'Park "甲园" takes {area} of ecological zone "湿地廊道".',
    silent: [
      ['a restoration zone', none, { zone_type: 'restoration' }],
      ['a zone without a type', none, { zone_type: null }],
    ],
    found: [
      ['an agriculture park', { park_kind: 'modern_agriculture' }, none],
      ['a water source', none, { zone_type: 'water_source' }],
    ],
  },
  {
    rule: 'town-outside-boundary',
    subject: ['town_center', { name: '桐渡镇区', town_level: 'key_town' }],
    other: ['urban_boundary', { boundary_kind: '01' }],
    difference: true,
    severity: 'error',
    zh: '城镇中心「桐渡镇区」有{area}位于城镇开发边界外。',
    en: '{area} of town centre "桐渡镇区" lies outside the urban development boundary.',
    silent: [['a market settlement', { town_level: 'country_market' }, none]],
    found: [['a town without a level', { town_level: null }, none]],
  },
  {
    rule: 'town-ecological-zone',
    subject: ['town_center', { name: '云台荒集镇', town_level: 'country_market' }],
    other: ['ecological_zone', { name: '水源涵养区', zone_type: 'protection' }],
    severity: 'error',
    zh: '城镇中心「云台荒集镇」进入生态功能区「水源涵养区」{area}。',
    en: 'Town centre "云台荒集镇" takes {area} of ecological zone "水源涵养区".',
    silent: [
      ['a restoration zone', none, { zone_type: 'restoration' }],
      ['a zone without a type', none, { zone_type: null }],
    ],
    found: [['a key town', { town_level: 'key_town' }, none]],
  },
];

/** Planned parcels and projects. */
const LAND_CASES: readonly OverlapCase[] = [
  {
    rule: 'urban-use-outside-boundary',
    subject: ['land_use', { land_class: '110101' }],
    other: ['urban_boundary', { boundary_kind: '01' }],
    difference: true,
    severity: 'error',
    zh: '规划一类物流仓储用地{area}位于城镇开发边界外。',
    en: '{area} of planned Class-1 logistics and warehouse land lies outside the urban development boundary.',
    silent: [
      ['a homestead', { land_class: '0703' }, none],
      ['a mine', { land_class: '1002' }, none],
      ['a fuel station', { land_class: '090105' }, none],
      ['a road', { land_class: '1202' }, none],
      ['what is marked village', { settlement_attribute: '203A' }, none],
      ['land without a class', { land_class: null }, none],
    ],
    found: [
      ['what is marked town', { settlement_attribute: '202' }, none],
      ['urban housing', { land_class: '070102' }, none],
      ['commerce', { land_class: '090104' }, none],
    ],
  },
  {
    rule: 'non-construction-inside-boundary',
    subject: ['land_use', { land_class: '0301' }],
    other: ['urban_boundary', { boundary_kind: '01' }],
    severity: 'notice',
    zh: '集中建设区内有{area}规划为非建设用地（乔木林地）。',
    en: '{area} inside the concentrated construction area is planned as non-construction land (Arbor forest land).',
    silent: [
      ['a special-use area', none, { boundary_kind: '03' }],
      ['a boundary without a kind', none, { boundary_kind: null }],
      ['construction land', { land_class: '1401' }, none],
      ['land without a class', { land_class: null }, none],
    ],
    found: [['water', { land_class: '1701' }, none]],
  },
  {
    rule: 'basic-farmland-not-cultivated',
    subject: ['land_use', { land_class: '0201' }],
    other: ['basic_farmland', {}],
    severity: 'blocking',
    zh: '永久基本农田内有{area}规划为果园，不是耕地。',
    en: '{area} inside permanent basic farmland is planned as Fruit orchard, not cultivated land.',
    silent: [['cultivated land', { land_class: '0103' }, none]],
    found: [
      ['housing', { land_class: '0701' }, none],
      ['land without a class', { land_class: null }, none],
    ],
  },
  {
    rule: 'other-redline',
    subject: ['land_use', { land_class: '100102' }],
    other: ['ecological_redline', { is_core_reserve: 0 }],
    severity: 'blocking',
    zh: '「二类工业用地」涉及生态保护红线{area}，未见可适用的有限人为活动类别；未经认定，禁止。',
    en: '"Class-2 industrial land" touches {area} of redline; none of the limited activities is seen to apply: barred unless a determination is made.',
    silent: [
      ['a homestead', { land_class: '0703' }, none],
      ['what is marked village', { settlement_attribute: '20' }, none],
      ['a recorded item', { limited_activity_item: '6' }, none],
      ['a wood', { land_class: '0301' }, none],
      ['land without a class', { land_class: null }, none],
    ],
    found: [
      ['a recorded item in the core', { limited_activity_item: '6' }, { is_core_reserve: 1 }],
      ['a redline that does not say whether it is core', none, { is_core_reserve: null }],
    ],
  },
  {
    rule: 'built-planned-non-construction',
    subject: ['land_use', { land_class: '0301' }],
    other: ['survey_parcel', { base_class: '0703' }],
    severity: 'notice',
    zh: '现状建设用地{area}规划为乔木林地，未注明拆旧复垦或腾退依据。',
    en: '{area} of built land is planned as Arbor forest land without a note of demolition or reclamation.',
    silent: [
      ['a recorded basis', { conversion_basis: 'increase_decrease_link' }, none],
      ['land left blank, which is construction', { land_class: '16' }, none],
      ['land that is not built now', none, { base_class: '0103' }],
      ['a survey parcel without a class', none, { base_class: null }],
    ],
    found: [['an empty basis', { conversion_basis: '' }, none]],
  },
  {
    rule: 'outside-county',
    subject: ['ecological_zone', { name: '水源涵养区' }],
    other: ['county', { code: '990121' }],
    difference: true,
    severity: 'error',
    zh: '「水源涵养区」有{area}超出县级行政区范围。',
    en: '{area} of "水源涵养区" lies outside the county.',
    silent: [],
    found: [['a zone without a type', { zone_type: null }, none]],
  },
];

export const CROSS_PLAN_CASES: readonly OverlapCase[] = [...PARK_CASES, ...LAND_CASES];
