import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxContains, boxOfXY } from '../../../shared/geometry/box.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { changedPart } from '../../../shared/geometry/changed-part.ts';
import { magnitude } from '../../../shared/geometry/operand-order.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

type Point = readonly [number, number];
const closed = (points: readonly Point[]): number[] => [...points, points[0]!].flat();
const polygon = (...rings: (readonly Point[])[]): Packed => packFlat('polygon', [rings.map(closed)]);

const FRAME: readonly Point[] = [
  [0, 0],
  [100, 0],
  [100, 100],
  [50, 90],
  [0, 100],
];

const coordinate = fc.integer({ min: 1, max: 99 });
const inner = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 12 });

/** Edges of all rings by their ends. */
function edges({ xy, rings }: Packed): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (let r = 0; r + 1 < rings.length; r++) {
    for (let i = 2 * rings[r]!; i + 3 < 2 * rings[r + 1]!; i += 2) {
      const edge = [...xy.subarray(i, i + 4)];
      found.set(edge.join(' '), edge);
    }
  }
  return found;
}

describe('the part of a border that changed', () => {
  it('holds every edge that is not in both, whatever was done between two corners', () => {
    let told = 0;
    fc.assert(
      fc.property(inner, inner, fc.boolean(), (before, after, hole) => {
        const at = (points: readonly Point[]): Point[] => [
          ...FRAME.slice(0, 3),
          ...points,
          ...FRAME.slice(3),
        ];
        const other: readonly Point[] = [
          [20, 20],
          [20, 30],
          [30, 30],
        ];
        const rest = hole ? [other] : [];
        const [a, b] = [polygon(at(before), ...rest), polygon(at(after), ...rest)];
        const part = changedPart(a, b);
        const [inA, inB] = [edges(a), edges(b)];
        const differing = [
          ...[...inA].filter(([name]) => !inB.has(name)),
          ...[...inB].filter(([name]) => !inA.has(name)),
        ];
        if (part === null) {
          expect(differing.length === 0 || magnitude(a) !== magnitude(b)).toBe(true);
          return;
        }
        told += 1;
        for (const [, edge] of differing) expect(boxContains(part, boxOfXY(edge))).toBe(true);
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(told).toBeGreaterThan(150);
  });

  it('is no more than the moved vertex and its neighbours', () => {
    const moved = FRAME.map((point, i): Point => (i === 3 ? [52, 80] : point));
    expect(changedPart(polygon(FRAME), polygon(moved))).toEqual([0, 80, 100, 100]);
  });

  it('is not told where the box, the rings or the kind changed, or nothing', () => {
    const wider = FRAME.map((point, i): Point => (i === 1 ? [101, 0] : point));
    const hole: readonly Point[] = [
      [20, 20],
      [20, 30],
      [30, 30],
    ];
    const line = packFlat('line', [[closed(FRAME)]]);
    for (const after of [polygon(wider), polygon(FRAME, hole), line, polygon(FRAME)]) {
      expect(changedPart(polygon(FRAME), after)).toBeNull();
    }
  });
});
