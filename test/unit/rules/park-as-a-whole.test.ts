import { describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields } from '../../../shared/model/record.ts';
import type { AroundUnit, PieceDraft } from '../../../shared/rules/bound-rule.ts';
import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { boundRule, says } from '../../fixtures/check/bound.ts';
import { withThresholds } from '../../fixtures/check/changed-rulesets.ts';
import { rect, rectArea } from '../../fixtures/check/shapes.ts';

const PARK = rect(0, 0, 1000, 1000);

/** A park with what lies in it: rectangles of the park with the fields of the counterpart. */
function unit(
  table: string,
  park: Fields,
  near: readonly (readonly [place: readonly [number, number, number, number], fields: Fields])[],
  geometry: Packed = PARK,
): AroundUnit {
  return {
    subject: { ref: { table: 'industrial_park', uid: 'k' }, fields: { name: '甲园', ...park }, geometry },
    counterpart: null,
    parts: [],
    near: near.map(([place, fields], i) => ({
      counterpart: { ref: { table, uid: `${table}-${i}` }, fields, geometry: rect(...place) },
      areaM2: rectArea(...place),
    })),
  };
}

describe('park-use-share', () => {
  const rule = boundRule('park-use-share', 'pair');
  type Place = readonly [number, number, number, number];
  const run = (...near: (readonly [Place, string | null])[]): readonly PieceDraft[] =>
    rule.evaluate(
      unit(
        'land_use',
        {},
        near
          .filter(([, land_class]) => rule.admitsCounterpart({ land_class }, 'planned_use'))
          .map(([place, land_class]) => [place, { land_class }] as const),
      ),
    );

  it('finds a park of which less than the setting is industry and storage, about the park as a whole', () => {
    const industry: Place = [0, 0, 300, 100];
    const housing: Place = [300, 0, 1000, 100];
    const [piece, ...rest] = run([industry, '100102'], [housing, '0701']);
    expect(rest).toEqual([]);
    expect(piece?.areaM2).toBe(polygonAreaM2(PARK));
    expect(piece?.severity).toBe('notice');
    expect(piece?.geometry).toBe(PARK);
    const share = rectArea(...industry) / (rectArea(...industry) + rectArea(...housing));
    expect(piece?.facts['share']).toBeCloseTo(share, 9);
    const subject = { ref: { table: 'industrial_park', uid: 'k' }, fields: { name: '甲园' } };
    expect(says('zh-CN', rule, subject, [piece!])).toBe(
      '园区「甲园」内工矿、仓储用地占规划建设用地30.0%，低于设定值50.0%。',
    );
    expect(says('en', rule, subject, [piece!])).toBe(
      'Industry and storage are 30.0% of the planned construction land in park "甲园", below the setting 50.0%.',
    );
  });

  it('finds nothing at the setting exactly, and something just below it', () => {
    const half = (build: number): AroundUnit => {
      const made = unit('land_use', {}, [
        [[0, 0, 1, 1], { land_class: '1001' }],
        [[1, 0, 2, 1], { land_class: '0701' }],
      ]);
      const areas = [5000, build];
      return {
        ...made,
        near: made.near.map((one, i) => ({ ...one, areaM2: areas[i]! })),
      };
    };
    expect(rule.evaluate(half(5000))).toEqual([]);
    expect(rule.evaluate(half(5000.01))).toHaveLength(1);
  });

  it('counts storage with industry, and roads and green against them', () => {
    expect(run([[0, 0, 600, 100], '110101'], [[600, 0, 1000, 100], '1202'])).toEqual([]);
    expect(run([[0, 0, 400, 100], '110101'], [[400, 0, 1000, 100], '1402'])).toHaveLength(1);
  });

  it('leaves out what is not construction land, or has no class', () => {
    expect(run([[0, 0, 100, 100], '1001'], [[100, 0, 900, 100], '0301'])).toEqual([]);
    expect(run([[0, 0, 100, 100], '1001'], [[100, 0, 900, 100], null])).toEqual([]);
  });

  it('gives nothing for a park without planned construction land, or with less than the least area', () => {
    expect(run()).toEqual([]);
    expect(run([[0, 0, 1000, 1000], '0101'])).toEqual([]);
    expect(run([[0, 0, 0.9, 0.9], '0701'])).toEqual([]);
    expect(run([[0, 0, 2, 2], '0701'])).toHaveLength(1);
  });

  it('does not ask an agriculture park, and asks one without a kind', () => {
    expect(rule.admitsSubject({ park_kind: 'modern_agriculture' }, 'park', 'planned_use')).toBe(false);
    expect(rule.admitsSubject({ park_kind: null }, 'park', 'planned_use')).toBe(true);
  });
});

describe('park-class-main-function', () => {
  const id = 'park-class-main-function';
  const CLASS3 = { industry_class: '3', park_kind: 'industrial_park' };
  const ecological = { main_function: 'ecological', admin_name: '龙潭坝镇' };
  const urbanised = { main_function: 'urbanised', admin_name: '石屏口镇' };
  type Near = Parameters<typeof unit>[2];
  const run = (park: Fields, near: Near, ruleset: Ruleset = DEFAULT_RULESET): readonly PieceDraft[] =>
    boundRule(id, 'pair', ruleset).evaluate(unit('township_function', park, near));

  it('finds a class that is barred where most of the park lies, about the park as a whole', () => {
    const [piece, ...rest] = run(CLASS3, [
      [[0, 0, 400, 1000], urbanised],
      [[400, 0, 1000, 1000], ecological],
    ]);
    expect(rest).toEqual([]);
    expect(piece?.areaM2).toBe(polygonAreaM2(PARK));
    expect(piece?.severity).toBe('warning');
    expect(piece?.other).toEqual({ table: 'township_function', uid: 'township_function-1' });
    const subject = { ref: { table: 'industrial_park', uid: 'k' }, fields: { name: '甲园', ...CLASS3 } };
    const rule = boundRule(id, 'pair');
    expect(says('zh-CN', rule, subject, [piece!])).toBe(
      '园区「甲园」含三类工业，所在龙潭坝镇为重点生态功能区。',
    );
    expect(says('en', rule, subject, [piece!])).toBe(
      'Park "甲园" includes Class 3 industry; 龙潭坝镇 is Key ecological function area.',
    );
  });

  it('finds nothing where only the smaller share lies in such a township', () => {
    expect(
      run(CLASS3, [
        [[0, 0, 600, 1000], urbanised],
        [[600, 0, 1000, 1000], ecological],
      ]),
    ).toEqual([]);
  });

  it('takes the smaller uid of equal shares', () => {
    const halves = (first: Fields, second: Fields): Near => [
      [[0, 0, 500, 1000], first],
      [[500, 0, 1000, 1000], second],
    ];
    const made = unit('township_function', CLASS3, halves(ecological, urbanised));
    const even = {
      ...made,
      near: made.near.map((one) => ({ ...one, areaM2: 500_000 })),
    };
    const rule = boundRule(id, 'pair', withThresholds(id, { min_share_in_township: 0.4 }));
    expect(rule.evaluate(even)).toHaveLength(1);
    expect(rule.evaluate({ ...even, near: even.near.toReversed() })).toHaveLength(1);
    const swapped = unit('township_function', CLASS3, halves(urbanised, ecological));
    const other = {
      ...swapped,
      near: swapped.near.map((one) => ({ ...one, areaM2: 500_000 })),
    };
    expect(rule.evaluate(other)).toEqual([]);
  });

  it('decides from the least share on', () => {
    const near: Near = [[[0, 0, 500, 1000], ecological]];
    const share = rectArea(0, 0, 500, 1000) / polygonAreaM2(PARK);
    const at = (value: number): Ruleset => withThresholds(id, { min_share_in_township: value });
    expect(run(CLASS3, near, at(share - 1e-6))).toHaveLength(1);
    expect(run(CLASS3, near, at(share + 1e-6))).toEqual([]);
  });

  it('finds nothing for a conditional cell, an unknown class, kind or function, or no township', () => {
    const whole = (fields: Fields): Near => [[[0, 0, 1000, 1000], fields]];
    expect(run({ ...CLASS3, industry_class: '2' }, whole(ecological))).toEqual([]);
    expect(run({ ...CLASS3, industry_class: null }, whole(ecological))).toEqual([]);
    expect(run({ ...CLASS3, park_kind: null }, whole(ecological))).toEqual([]);
    expect(run(CLASS3, whole({ main_function: null }))).toEqual([]);
    expect(run(CLASS3, whole({ main_function: 'lunar' }))).toEqual([]);
    expect(run(CLASS3, [])).toEqual([]);
    expect(run(CLASS3, whole(urbanised))).toEqual([]);
    expect(run({ ...CLASS3, park_kind: 'science_park' }, whole(urbanised))).toHaveLength(1);
  });

  it('does not ask an agriculture park', () => {
    const rule = boundRule(id, 'pair');
    expect(rule.admitsSubject({ park_kind: 'modern_agriculture' }, 'park', 'main_function')).toBe(false);
  });
});
