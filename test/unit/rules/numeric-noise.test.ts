import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { must } from '../../../shared/result.ts';
import type { BoundRule, PairRule } from '../../../shared/rules/bound-rule.ts';
import { bindRules, DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';

/**
 * A park above a slanting border 3.6 km long, and a redline below it. The border has no vertex between its ends in
 * the park; in the redline it has one at a third of the way, rounded to the grid, so that it stands off the line by
 * a part of a step: nothing lies between the two that a person could mean.
 */
const WEST = [110, 30] as const;
const EAST = [110.03, 30.02] as const;
const park = packPolygon([[WEST, EAST, [110, 30.02], WEST].map(([x, y]) => [x, y])]);
const redline = (lift: number): Packed =>
  packPolygon([
    [WEST, [110.03, 30], EAST, [110.01, Math.round((30 + 0.02 / 3 + lift) * 1e9) / 1e9], WEST].map(
      ([x, y]) => [x, y],
    ),
  ]);

let overlay: Overlay;
let rule: PairRule;
let bare: PairRule;

beforeAll(async () => {
  overlay = await loadOverlay();
  const find = (rules: readonly BoundRule[]): PairRule =>
    rules.find((one): one is PairRule => one.kind === 'pair' && one.id === 'park-redline')!;
  rule = find(must(bindRules(DEFAULT_RULESET)));
  bare = find(
    must(
      bindRules({
        ...DEFAULT_RULESET,
        topologyTolerance: { gridSteps: 0, citation: { text: '-', verified: 'no' } },
      }),
    ),
  );
});

const pieces = (by: PairRule, other: Packed) => {
  const parts = overlay.measure('intersection', park, other);
  const feature = (geometry: Packed) => ({ ref: { table: 'x', uid: 'x' }, fields: {}, geometry });
  return parts.length === 0
    ? []
    : by.evaluate({ subject: feature(park), counterpart: feature(other), parts });
};

describe('numeric noise', () => {
  it('is there to be dropped: without the tolerance a strip without width has square metres', () => {
    const found = pieces(bare, redline(4e-10));
    expect(found).toHaveLength(1);
    expect(found[0]?.areaM2).toBeGreaterThan(1);
  });

  it('is no piece', () => {
    expect(pieces(rule, redline(4e-10))).toEqual([]);
    expect(pieces(rule, redline(0))).toEqual([]);
  });

  it('leaves a real strip, though a thin one', () => {
    // A triangle 3.6 km long that stands 5 mm high in the middle has about 7 m2 and 2.5 mm of average width.
    expect(pieces(rule, redline(5e-8))).toHaveLength(1);
  });
});
