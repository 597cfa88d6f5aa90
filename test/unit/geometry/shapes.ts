import fc from 'fast-check';
import { packFlat, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';

/** A repeatable stream of numbers in [0, 1) (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A star-shaped ring round a centre: simple by construction. Radius in degrees. */
export function starRing(
  next: () => number,
  x: number,
  y: number,
  radius: number,
  points: number,
): [number, number][] {
  const ring: [number, number][] = [];
  for (let i = 0; i < points; i++) {
    const angle = (2 * Math.PI * (i + 0.8 * next())) / points;
    const r = radius * (0.4 + 0.6 * next());
    ring.push([x + r * Math.cos(angle), y + r * Math.sin(angle)]);
  }
  return ring;
}

/** A ring with bays and a fine jitter, like the border of a redline: simple by construction. */
export function coastRing(
  next: () => number,
  x: number,
  y: number,
  radius: number,
  points: number,
): [number, number][] {
  return Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points;
    const r = radius * (0.8 + 0.15 * Math.sin(7 * angle) + 0.05 * Math.sin(61 * angle) + 0.002 * next());
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  });
}

/** A star-shaped polygon with a star-shaped hole well within it. */
export function starWithHole(
  next: () => number,
  x: number,
  y: number,
  radius: number,
  points: number,
): Packed {
  return packPolygon([
    starRing(next, x, y, radius, points),
    starRing(next, x, y, 0.3 * radius, Math.max(3, points >> 1)),
  ]);
}

/** Squares in grid steps: `[x, y, size]`, counter-clockwise. */
export function square(x: number, y: number, size: number): [number, number][] {
  return [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ];
}

/** A polygon from rings in grid steps, exactly. */
export function fromStepRings(...parts: (readonly (readonly [number, number])[])[][]): Packed {
  return packFlat(
    'polygon',
    parts.map((rings) => rings.map((ring) => [...ring, ring[0]!].flat().map(fromSteps))),
  );
}

/** The same, closed and turned by the builder. */
export function stepPolygon(...rings: (readonly (readonly [number, number])[])[]): Packed {
  return packPolygon(rings.map((ring) => ring.map(([x, y]) => [fromSteps(x), fromSteps(y)])));
}

const smallSteps = fc.integer({ min: 0, max: 12 });

/** Any ring at all on a tiny grid, so that crossings, touches and repeats are frequent. */
export const wildRing = (min = 3, max = 9): fc.Arbitrary<[number, number][]> =>
  fc.array(fc.tuple(smallSteps, smallSteps), { minLength: min, maxLength: max });

/** Any ring on a coarse lattice of grid steps near 110 E 30 N: exact touches with room between them. */
export const latticePolygon = (scale: number): fc.Arbitrary<Packed> =>
  wildRing().map((ring) =>
    fromStepRings([ring.map(([x, y]) => [110e9 + x * scale, 30e9 + y * scale] as const)]),
  );

const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const latitude = fc.double({ min: -90, max: 90, noNaN: true });
export const position = fc.tuple(longitude, latitude);

/** Any structure of rings, valid or not, of the given kind. */
export const anyPacked: fc.Arbitrary<Packed> = fc.oneof(
  fc
    .array(fc.array(fc.array(position, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 }), {
      maxLength: 4,
    })
    .map((parts) =>
      packFlat(
        'polygon',
        parts.map((rings) => rings.map((ring) => ring.flat())),
      ),
    ),
  fc.array(fc.array(position, { minLength: 2, maxLength: 8 }), { maxLength: 4 }).map((lines) =>
    packFlat(
      'line',
      lines.map((line) => [line.flat()]),
    ),
  ),
  fc.array(position, { maxLength: 5 }).map((points) =>
    packFlat(
      'point',
      points.map((p) => [p]),
    ),
  ),
);
