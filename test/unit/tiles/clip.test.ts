import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clipLine, clipRing } from '../../../shared/tiles/clip.ts';
import type { Box } from '../../../shared/geometry/packed.ts';

const WINDOW: Box = [0, 0, 10, 10];

const area = (ring: readonly number[]): number => {
  let sum = 0;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    sum += ring[j]! * ring[i + 1]! - ring[i]! * ring[j + 1]!;
  }
  return sum / 2;
};
/** Even-odd ray cast. */
const holds = (ring: readonly number[], x: number, y: number): boolean => {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
    if (yi > y !== yj > y && x < xi + ((y - yi) * (xj - xi)) / (yj - yi)) inside = !inside;
  }
  return inside;
};

test('a square over the corner keeps its quarter', () => {
  const ring = clipRing([5, 5, 15, 5, 15, 15, 5, 15, 5, 5], 0, 5, WINDOW);
  expect(area(ring)).toBe(25);
});

test('a ring around the window becomes the window, one beside it nothing', () => {
  expect(area(clipRing([-5, -5, 15, -5, 15, 15, -5, 15, -5, -5], 0, 5, WINDOW))).toBe(100);
  expect(clipRing([11, 0, 20, 0, 20, 10, 11, 0], 0, 4, WINDOW)).toEqual([]);
});

test('clipping changes nothing inside the window, whatever the ring does outside', () => {
  const points = fc.array(
    fc.tuple(fc.integer({ min: -400, max: 500 }), fc.integer({ min: -400, max: 500 })),
    {
      minLength: 3,
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(points, fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }), (at, px, py) => {
      const flat = at.flatMap(([x, y]) => [x / 10, y / 10]);
      const closed = [...flat, flat[0]!, flat[1]!];
      const clipped = clipRing(closed, 0, closed.length / 2, WINDOW);
      // A place off the tenths grid never lies on a vertex.
      const [x, y] = [px / 10 + 0.01234, py / 10 + 0.00567];
      expect(holds(clipped, x, y)).toBe(holds(flat, x, y));
      for (const value of clipped) expect(value).toBeGreaterThanOrEqual(0);
      for (const value of clipped) expect(value).toBeLessThanOrEqual(10);
    }),
    { numRuns: 2000 },
  );
});

test('an edge that crosses the border is cut at the same point from both sides', () => {
  const inside = fc.integer({ min: 100, max: 900 }).map((value) => value / 100);
  const outside = fc.integer({ min: -3000, max: 4000 }).map((value) => value / 100);
  fc.assert(
    fc.property(inside, inside, outside, outside, inside, inside, (ax, ay, bx, by, cx, cy) => {
      const isOut = bx < 0 || bx > 10 || by < 0 || by > 10;
      const side = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      fc.pre(isOut && Math.abs(side) > 0.01);
      // Two triangles that share the edge a-b and run it in opposite directions.
      const left = clipRing([ax, ay, bx, by, cx, cy, ax, ay], 0, 4, WINDOW);
      const right = clipRing([bx, by, ax, ay, 10 - cx, 10 - cy, bx, by], 0, 4, WINDOW);
      const beside = (ring: readonly number[], step: 1 | -1): readonly (number | undefined)[] => {
        const n = ring.length / 2;
        for (let i = 0; i < n; i++) {
          if (ring[2 * i] !== ax || ring[2 * i + 1] !== ay) continue;
          const j = (i + step + n) % n;
          return [ring[2 * j], ring[2 * j + 1]];
        }
        return [];
      };
      expect(beside(left, 1)).toHaveLength(2);
      expect(beside(left, 1)).toEqual(beside(right, -1));
    }),
    { numRuns: 2000 },
  );
});

test('a line that leaves and comes back is two lines', () => {
  expect(clipLine([5, 5, 15, 5, 15, 8, 5, 8], 0, 4, WINDOW)).toEqual([
    [5, 5, 10, 5],
    [10, 8, 5, 8],
  ]);
  expect(clipLine([-5, 20, 20, 20], 0, 2, WINDOW)).toEqual([]);
  expect(clipLine([1, 1, 2, 2, 3, 1], 0, 3, WINDOW)).toEqual([[1, 1, 2, 2, 3, 1]]);
});
