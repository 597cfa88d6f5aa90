import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import {
  onSegment,
  orientation,
  pointInPolygon,
  pointInRing,
  segmentRelation,
} from '../../../shared/geometry/predicates.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import { stepPolygon } from './shapes.ts';

const step = fc.integer({ min: -180_000_000_000, max: 180_000_000_000 });
const small = fc.integer({ min: 0, max: 6 });

/** The same decisions in whole numbers without limit. */
function exactSign(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const [x, y] = [BigInt(bx) - BigInt(ax), BigInt(by) - BigInt(ay)];
  const det = x * (BigInt(cy) - BigInt(ay)) - y * (BigInt(cx) - BigInt(ax));
  return det > 0n ? 1 : det < 0n ? -1 : 0;
}

describe('orientation', () => {
  it('is exact over the whole world', () => {
    fc.assert(
      fc.property(step, step, step, step, step, step, (...p) => {
        expect(Math.sign(orientation(...p))).toBe(exactSign(...p));
      }),
    );
  });

  it('is exact next to long lines, where plain doubles fail', () => {
    fc.assert(
      fc.property(step, step, step, step, fc.integer({ min: -2, max: 2 }), (ax, ay, bx, by, off) => {
        const [cx, cy] = [Math.round((ax + bx) / 2) + off, Math.round((ay + by) / 2)];
        expect(Math.sign(orientation(ax, ay, bx, by, cx, cy))).toBe(exactSign(ax, ay, bx, by, cx, cy));
      }),
    );
  });
});

type EightNumbers = [number, number, number, number, number, number, number, number];
const SEGMENTS: readonly [EightNumbers, string][] = [
  [[0, 0, 4, 4, 0, 4, 4, 0], 'cross'],
  [[0, 0, 4, 4, 2, 2, 9, 0], 'touch'],
  [[0, 0, 4, 4, 4, 4, 9, 0], 'touch'],
  [[0, 0, 4, 4, 4, 4, 8, 8], 'touch'],
  [[0, 0, 4, 4, 3, 3, 8, 8], 'overlap'],
  [[0, 0, 0, 9, 0, 2, 0, 3], 'overlap'],
  [[0, 0, 4, 4, 5, 5, 8, 8], 'disjoint'],
  [[0, 0, 4, 4, 0, 1, 3, 4], 'disjoint'],
  [[0, 0, 4, 4, 3, 0, 4, 3], 'disjoint'],
];

describe('segments', () => {
  it.each(SEGMENTS)('%j %s', (s, relation) => {
    expect(segmentRelation(...s)).toBe(relation);
    const [ax, ay, bx, by, cx, cy, dx, dy] = s;
    expect(segmentRelation(dx, dy, cx, cy, ax, ay, bx, by)).toBe(relation);
  });

  it('a point in steps is on an edge when it is so in whole numbers, not in degrees', () => {
    expect(onSegment(110_333_333_333, 30_000_000_001, 110e9, 30e9, 111e9 - 1, 30e9 + 3)).toBe(true);
    expect(onSegment(110_333_333_333, 30_000_000_002, 110e9, 30e9, 111e9 - 1, 30e9 + 3)).toBe(false);
    expect(onSegment(5, 5, 0, 0, 4, 4)).toBe(false);
  });
});

/** Winding of angles, in plain numbers on a small lattice: an independent answer. */
function slowLocation(ring: readonly (readonly [number, number])[], x: number, y: number): string {
  let odd = false;
  for (const [i, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring[(i + 1) % ring.length]!;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const dot = (x - ax) * (x - bx) + (y - ay) * (y - by);
    if (cross === 0 && dot <= 0) return 'boundary';
    // A ray upwards at a slant that meets no lattice point but its start.
    const [u, v] = [100, 1];
    const side = (px: number, py: number): number => u * (py - y) - v * (px - x);
    const [sa, sb] = [side(ax, ay), side(bx, by)];
    if (sa > 0 !== sb > 0) {
      const t = sa / (sa - sb);
      if ((ax + t * (bx - ax) - x) * u + (ay + t * (by - ay) - y) * v > 0) odd = !odd;
    }
  }
  return odd ? 'inside' : 'outside';
}

describe('points and areas', () => {
  it('agrees with an independent answer on any ring', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(small, small), { minLength: 3, maxLength: 9 }),
        small,
        small,
        (ring, x, y) => {
          const flat = [...ring, ring[0]!].flat();
          expect(pointInRing(flat, x, y)).toBe(slowLocation(ring, x, y));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('knows inside, outside and border of a polygon with a hole', () => {
    const packed = packPolygon([
      [
        [110, 30],
        [111, 30],
        [111, 31],
        [110, 31],
      ],
      [
        [110.4, 30.4],
        [110.6, 30.4],
        [110.6, 30.6],
        [110.4, 30.6],
      ],
    ]);
    expect(pointInPolygon(packed, 110.1, 30.1)).toBe('inside');
    expect(pointInPolygon(packed, 110.5, 30.5)).toBe('outside');
    expect(pointInPolygon(packed, 110.4, 30.5)).toBe('boundary');
    expect(pointInPolygon(packed, 110, 30.7)).toBe('boundary');
    expect(pointInPolygon(packed, 109, 30.5)).toBe('outside');
    expect(pointInPolygon(packed, NaN, 30.5)).toBe('outside');
  });

  it('finds a vertex on a slanted border that degrees would miss', () => {
    const packed = stepPolygon([
      [110e9, 30e9],
      [111e9 - 1, 30e9 + 3],
      [110e9, 31e9],
    ]);
    expect(pointInPolygon(packed, fromSteps(110_333_333_333), fromSteps(30_000_000_001))).toBe('boundary');
    expect(pointInPolygon(packed, fromSteps(110_333_333_333), fromSteps(30_000_000_002))).toBe('inside');
    expect(pointInPolygon(packed, fromSteps(110_333_333_333), fromSteps(30_000_000_000))).toBe('outside');
  });
});
