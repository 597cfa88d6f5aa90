import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { redrawBorder } from '../../../shared/merge/redraw.ts';
import { must } from '../../../shared/result.ts';

const [WEST, SOUTH, SIZE] = [110, 30, 0.01];
const at = (x: number, y: number): readonly [number, number] => [
  canonical(WEST + x * SIZE),
  canonical(SOUTH + y * SIZE),
];
const polygon = (...places: readonly (readonly [number, number])[]): Packed => {
  const ring = places.map(([x, y]) => at(x, y));
  return packFlat('polygon', [[[...ring, ring[0]!].flat()]]);
};

/** Two squares that share the border x = 1, with a vertex in its middle. */
const left = polygon([0, 0], [1, 0], [1, 0.5], [1, 1], [0, 1]);
const right = polygon([1, 0], [2, 0], [2, 1], [1, 1], [1, 0.5]);

/** Twice the area of the outer ring in steps of the grid, exact. */
function doubled({ xy }: Packed): bigint {
  const step = (value: number): bigint => BigInt(Math.round(value * 1e9));
  let sum = 0n;
  for (let i = 0; i + 3 < xy.length; i += 2)
    sum += step(xy[i]!) * step(xy[i + 3]!) - step(xy[i + 2]!) * step(xy[i + 1]!);
  return sum < 0n ? -sum : sum;
}

const edges = ({ xy }: Packed): Set<string> => {
  const out = new Set<string>();
  for (let i = 0; i + 3 < xy.length; i += 2) out.add([xy[i], xy[i + 1], xy[i + 2], xy[i + 3]].join(' '));
  return out;
};
const turned = (edge: string): string => {
  const [a, b, c, d] = edge.split(' ');
  return [c, d, a, b].join(' ');
};

describe('a disputed border that is redrawn', () => {
  it('moves in both features that share it, place for place', () => {
    const line = [at(0.9, 0.9), at(1.2, 0.5), at(0.9, 0.1)];
    const [a, b] = must(redrawBorder(left, [right], line)) as [Packed, Packed];
    // The line meets x = 1 at 0.5 ± 0.4 * 2 / 3, and runs 0.2 beyond it.
    const gained = (0.2 * 2 * ((0.4 * 2) / 3)) / 2;
    expect(Number(doubled(a)) / Number(doubled(left))).toBeCloseTo(1 + gained, 6);
    expect(doubled(a) + doubled(b)).toBe(doubled(left) + doubled(right));
    const shared = [...edges(a)].filter((edge) => edges(b).has(turned(edge)));
    expect(shared.length).toBeGreaterThanOrEqual(4);
    expect([...edges(a)].some((edge) => edge.includes(at(1.2, 0.5).join(' ')))).toBe(true);
  });

  it('loses and gains no ground, however the line winds over it', () => {
    const across = fc.double({ min: -0.4, max: 0.4, noNaN: true });
    fc.assert(
      fc.property(fc.array(across, { minLength: 2, maxLength: 7 }), (steps) => {
        const line = steps.map((x, i) => at(1 + x, 0.05 + (0.9 * i) / (steps.length - 1)));
        const redrawn = redrawBorder(left, [right], line);
        if (!redrawn.ok) return /^(command|merge)\./.test(redrawn.error.code);
        const [a, b] = redrawn.value as [Packed, Packed];
        return doubled(a) + doubled(b) === doubled(left) + doubled(right);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused where it cannot be', () => {
    const point = packFlat('point', [[[110, 30]]]);
    expect(redrawBorder(point, [], [at(0, 0), at(1, 1)])).toMatchObject({
      error: { code: 'merge.redraw-kind' },
    });
    expect(redrawBorder(left, [right], [at(5, 5), at(6, 6)])).toMatchObject({
      error: { code: 'command.reshape-one-crossing' },
    });
    // All of a narrow neighbour would be gone.
    const thin = polygon([1, 0.4], [1.1, 0.4], [1.1, 0.6], [1, 0.6]);
    expect(
      redrawBorder(left, [thin], [at(0.9, 0.9), at(1.4, 0.7), at(1.4, 0.3), at(0.9, 0.1)]),
    ).toMatchObject({ error: { code: 'merge.redraw-swallows' } });
  });
});
