import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import type { NearestUnit, PieceDraft } from '../../../shared/rules/bound-rule.ts';
import { parseRuleset, DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import { boundRule, says } from '../../fixtures/check/bound.ts';
import { withRule, withThresholds } from '../../fixtures/check/changed-rulesets.ts';
import { at, rect } from '../../fixtures/check/shapes.ts';

const PARK = rect(0, 0, 1000, 1000);
const LINE = packFlat('line', [[[...at(1000, 500), ...at(1100, 500)]]]);
const EMPTY: Packed = packFlat('line', []);
const SUBJECT = { ref: { table: 'industrial_park', uid: 'k' }, fields: { name: '甲园' } };

const unit = (
  park: Fields,
  hits: readonly (readonly [group: string, distanceM: number | null, fields: Fields])[],
): NearestUnit => ({
  subject: { ref: SUBJECT.ref, fields: { name: '甲园', ...park }, geometry: PARK },
  hits: hits.map(([group, distanceM, fields], i) => ({
    group,
    hit:
      distanceM === null
        ? null
        : {
            counterpart: {
              ref: { table: 'other', uid: `o${i}` },
              fields,
              geometry: rect(1000, 0, 1200, 900),
            },
            distanceM,
            line: distanceM === 0 ? EMPTY : LINE,
          },
  })),
});

describe('the distance rules', () => {
  it.each(['park-residential-separation', 'park-service-distance', 'park-town-distance'])(
    'are off until set: %s, a setting of our own without a source',
    (id) => {
      const rule = DEFAULT_RULESET.rules.find((one) => one.id === id);
      expect(rule?.on).toBe(false);
      expect(rule?.citation.verified).toBe('no');
      expect(rule?.thresholds.map(({ rank }) => rank)).toEqual(rule?.thresholds.map(() => 'own'));
    },
  );

  it.each(['park-residential-separation', 'park-service-distance', 'park-town-distance'])(
    'do not ask an agriculture park: %s',
    (id) => {
      const rule = boundRule(id, 'nearest');
      expect(rule.admitsSubject({ park_kind: 'modern_agriculture' })).toBe(false);
      expect(rule.admitsSubject({ park_kind: 'logistics_park' })).toBe(true);
      expect(rule.admitsSubject({ park_kind: null })).toBe(true);
    },
  );
});

describe('park-residential-separation', () => {
  const id = 'park-residential-separation';
  const rule = boundRule(id, 'nearest');
  const CLASS2 = { industry_class: '2' };
  const run = (distanceM: number | null, park: Fields = CLASS2): readonly PieceDraft[] =>
    rule.evaluate(unit(park, [['housing', distanceM, { land_class: '070102' }]]));

  it('finds housing nearer than the setting: a line, no area', () => {
    const [piece, ...rest] = run(39.984);
    expect(rest).toEqual([]);
    expect(piece).toMatchObject({ areaM2: 0, severity: 'notice', geometry: LINE });
    expect(piece?.other).toEqual({ table: 'other', uid: 'o0' });
    expect(says('zh-CN', rule, SUBJECT, [piece!])).toBe(
      '园区「甲园」距居住用地「二类城镇住宅用地」最近39.98米，小于设定值100.00米（设定值待核实）。',
    );
    expect(says('en', rule, SUBJECT, [piece!])).toBe(
      'Park "甲园" is 39.98 m from housing "Class-2 urban residential land", under the setting of 100.00 m (unverified).',
    );
  });

  it('finds nothing at the setting exactly or beyond, or where there is no housing', () => {
    expect(run(99.999)).toHaveLength(1);
    expect(run(100)).toEqual([]);
    expect(run(100.001)).toEqual([]);
    expect(run(null)).toEqual([]);
  });

  it('shows the place where they touch, having no line', () => {
    const [piece] = run(0);
    const [west, south, east, north] = piece!.box!;
    expect([west, south]).toEqual(at(1000, 0));
    expect([east, north]).toEqual(at(1000, 900));
  });

  it('asks by industry class: 2 and 3 are set, 1 and none are not, and 0 is not set', () => {
    const within = (park: Fields, bound = rule): readonly (number | null)[] =>
      bound.searches(park).map(({ withinM }) => withinM);
    expect(within({ industry_class: '2' })).toEqual([100]);
    expect(within({ industry_class: '3' })).toEqual([100]);
    expect(within({ industry_class: '1' })).toEqual([]);
    expect(within({ industry_class: null })).toEqual([]);
    const own = boundRule(id, 'nearest', withThresholds(id, { class_2_m: 0, class_3_m: 500 }));
    expect(within({ industry_class: '2' }, own)).toEqual([]);
    expect(within({ industry_class: '3' }, own)).toEqual([500]);
    expect(own.evaluate(unit(CLASS2, [['housing', 10, {}]]))).toEqual([]);
  });

  it('counts urban housing alone, and none inside the park', () => {
    expect(rule.notWithinSubject).toBe(true);
    expect(rule.groupsOf({ land_class: '070101' })).toHaveLength(1);
    for (const land_class of ['0702', '0703', '0901', null]) {
      expect(rule.groupsOf({ land_class })).toEqual([]);
    }
  });
});

describe('park-service-distance', () => {
  const id = 'park-service-distance';
  const rule = boundRule(id, 'nearest');
  const run = (distanceM: number | null): readonly PieceDraft[] =>
    rule.evaluate(unit({}, [['medical', distanceM, { facility_kind: 'clinic' }]]));

  it('finds a service farther than the setting, and names what was looked for', () => {
    const [piece, ...rest] = run(9600);
    expect(rest).toEqual([]);
    expect(piece).toMatchObject({ areaM2: 0, severity: 'notice', geometry: LINE });
    expect(says('zh-CN', rule, SUBJECT, [piece!])).toBe(
      '园区「甲园」距最近医院、基层医疗卫生机构9.60千米，大于设定值5.00千米。',
    );
    expect(says('en', rule, SUBJECT, [piece!])).toBe(
      'Park "甲园" is 9.60 km from the nearest Hospital, Township or community clinic, over the setting of 5.00 km.',
    );
  });

  it('finds nothing at the setting exactly or nearer, or of a service that the file has nowhere', () => {
    expect(run(5000.01)).toHaveLength(1);
    expect(run(5000)).toEqual([]);
    expect(run(12)).toEqual([]);
    expect(run(null)).toEqual([]);
  });

  it('counts hospital and clinic as one service, and no other facility', () => {
    expect(rule.searches({})).toEqual([{ group: 'medical', withinM: null }]);
    expect(rule.groupsOf({ facility_kind: 'general_hospital' })).toEqual(['medical']);
    expect(rule.groupsOf({ facility_kind: 'clinic' })).toEqual(['medical']);
    expect(rule.groupsOf({ facility_kind: 'primary_school' })).toEqual([]);
    expect(rule.groupsOf({ facility_kind: null })).toEqual([]);
  });

  const groups = { medical: ['clinic'], fire: ['fire_station'] };
  const thresholds = [
    { name: 'medical_km', default: 5, unit: 'km', rank: 'own' as const },
    { name: 'fire_km', default: 8, unit: 'km', rank: 'own' as const },
  ];

  it('looks for each group of a ruleset by itself, 0 being not set', () => {
    const ruleset = withRule(id, () => ({ on: true, filter: { groups }, thresholds }));
    const both = boundRule(id, 'nearest', ruleset);
    const pieces = both.evaluate(
      unit({}, [
        ['medical', 6000, {}],
        ['fire', 9000, {}],
      ]),
    );
    expect(pieces).toHaveLength(2);
    expect(says('zh-CN', both, SUBJECT, pieces, ruleset)).toBe(
      '园区「甲园」距最近基层医疗卫生机构6.00千米，大于设定值5.00千米。园区「甲园」距最近消防站9.00千米，大于设定值8.00千米。',
    );
    const one = boundRule(id, 'nearest', withThresholds(id, { fire_km: 0 }, ruleset));
    expect(one.searches({}).map(({ group }) => group)).toEqual(['medical']);
  });

  it('is refused with a setting for no group, and with a kind in two groups', () => {
    const refused = (change: Parameters<typeof withRule>[1]): boolean =>
      !parseRuleset(structuredClone(withRule(id, change))).ok;
    expect(refused(() => ({ filter: { groups }, thresholds }))).toBe(false);
    expect(refused(() => ({ filter: { groups: { medical: ['clinic'] } }, thresholds }))).toBe(true);
    expect(refused(() => ({ filter: { groups: { ...groups, fire: ['clinic'] } }, thresholds }))).toBe(true);
  });
});

describe('park-town-distance', () => {
  const id = 'park-town-distance';
  const rule = boundRule(id, 'nearest');
  const run = (distanceM: number | null): readonly PieceDraft[] =>
    rule.evaluate(unit({}, [['town', distanceM, {}]]));

  it('finds a park farther from the nearest town centre than the setting', () => {
    const [piece] = run(6218);
    expect(piece).toMatchObject({ areaM2: 0, severity: 'notice', geometry: LINE });
    expect(says('zh-CN', rule, SUBJECT, [piece!])).toBe(
      '园区「甲园」距最近城镇中心6.22千米，大于设定值5.00千米。',
    );
    expect(says('en', rule, SUBJECT, [piece!])).toBe(
      'Park "甲园" is 6.22 km from the nearest town centre, over the setting of 5.00 km.',
    );
  });

  it('finds nothing at the setting exactly or nearer, without a town, or where nothing is set', () => {
    expect(run(5000.01)).toHaveLength(1);
    expect(run(5000)).toEqual([]);
    expect(run(0)).toEqual([]);
    expect(run(null)).toEqual([]);
    const unset = boundRule(id, 'nearest', withThresholds(id, { max_km: 0 }));
    expect(unset.searches({})).toEqual([]);
    expect(unset.evaluate(unit({}, [['town', 9000, {}]]))).toEqual([]);
  });
});
