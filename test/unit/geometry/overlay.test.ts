import { beforeAll, describe, expect, it } from 'vitest';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { boxesIntersect, expandBox } from '../../../shared/geometry/box.ts';
import { packFlat, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { changedPart } from '../../../shared/geometry/changed-part.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import { fromSteps, toSteps } from '../../../shared/geometry/grid.ts';
import { mapPacked } from '../../../shared/geometry/normalise.ts';
import type { BoolOp, Overlay, Piece } from '../../../shared/geometry/overlay.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { createTurfOverlay } from '../../../shared/geometry/turf-overlay.ts';
import { type Geos, loadGeos } from './geos.ts';
import { random, starRing, starWithHole, stepPolygon, square } from './shapes.ts';

const OPS: readonly BoolOp[] = ['intersection', 'difference', 'union', 'xor'];
const TOLERANCE_M2 = 0.01;

let overlay: Overlay;
let geos: Geos;
beforeAll(async () => {
  overlay = await loadOverlay();
  geos = await loadGeos();
});

const total = (pieces: readonly Piece[]): number => pieces.reduce((sum, p) => sum + p.areaM2, 0);

/** Vertices moved by up to `steps` grid steps: borders that nearly coincide. */
function nudged(packed: Packed, next: () => number, steps: number): Packed {
  const move = (v: number): number => fromSteps(toSteps(v) + Math.round((2 * next() - 1) * steps));
  const moved = mapPacked(packed, (x, y) => [move(x), move(y)]);
  for (let r = 0; r + 1 < moved.rings.length; r++) {
    const [from, last] = [2 * moved.rings[r]!, 2 * moved.rings[r + 1]! - 2];
    moved.xy[last] = moved.xy[from]!;
    moved.xy[last + 1] = moved.xy[from + 1]!;
  }
  return moved;
}

/**
 * The same border with a rounded vertex in the middle of each edge. The edges are short: on a long one the
 * survey formula itself gives another area when a vertex stands in line on it, and where two borders run
 * together a kernel is free to keep that vertex or not.
 */
function halved(packed: Packed): Packed {
  const out: number[] = [];
  for (let i = 0; i + 3 < packed.xy.length; i += 2) {
    const [x, y, u, v] = packed.xy.subarray(i, i + 4);
    out.push(x!, y!, fromSteps(toSteps((x! + u!) / 2)), fromSteps(toSteps((y! + v!) / 2)));
  }
  out.push(packed.xy[0]!, packed.xy[1]!);
  return packFlat('polygon', [[out]]);
}

describe('against GEOS', () => {
  it('random polygons with holes: same pairs, same areas, all operations', () => {
    const next = random(1);
    let met = 0;
    for (let i = 0; i < 150; i++) {
      const a = starWithHole(next, 110, 30, 0.01, 6 + Math.floor(60 * next()));
      const [dx, dy] = [0.03 * (next() - 0.5), 0.03 * (next() - 0.5)];
      const b = starWithHole(next, 110 + dx, 30 + dy, 0.01, 6 + Math.floor(60 * next()));
      for (const op of OPS) {
        const ours = overlay.measure(op, a, b);
        const theirs = polygonAreaM2(geos.overlay(op, a, b));
        expect(Math.abs(total(ours) - theirs)).toBeLessThan(TOLERANCE_M2);
        expect(ours.length > 0).toBe(theirs > 0);
        met += op === 'intersection' && ours.length > 0 ? 1 : 0;
        for (const { geometry, areaM2 } of ours) {
          // By the fitted and by the closed form of the same area, of up to 3 km2.
          expect(Math.abs(polygonAreaM2(geometry) - areaM2)).toBeLessThan(1e-5);
        }
      }
    }
    expect(met).toBeGreaterThan(50);
  });

  it.each([1, 2, 50, 2000])('borders within %i steps of each other', (steps) => {
    const next = random(steps);
    for (let i = 0; i < 40; i++) {
      const a = packPolygon([starRing(next, 110, 30, 0.008, 40)]);
      const b = nudged(a, next, steps);
      for (const op of OPS) {
        const theirs = polygonAreaM2(geos.overlay(op, a, b));
        expect(Math.abs(total(overlay.measure(op, a, b)) - theirs)).toBeLessThan(TOLERANCE_M2);
      }
    }
  });

  it('one border with vertices put into its edges', () => {
    const next = random(7);
    for (let i = 0; i < 40; i++) {
      const a = packPolygon([starRing(next, 110, 30, 0.0015, 12)]);
      const b = halved(a);
      for (const op of OPS) {
        const theirs = polygonAreaM2(geos.overlay(op, a, b));
        expect(Math.abs(total(overlay.measure(op, a, b)) - theirs)).toBeLessThan(TOLERANCE_M2);
      }
    }
  });

  it('a small polygon on a border of thousands of vertices', () => {
    const next = random(11);
    const region = packPolygon([starRing(next, 110, 30, 0.3, 8000)]);
    for (let i = 0; i < 40; i++) {
      const at = 2 * Math.floor(next() * 8000);
      const b = packPolygon([starRing(next, region.xy[at]!, region.xy[at + 1]!, 0.002, 30)]);
      for (const [x, y] of [
        [region, b],
        [b, region],
      ] as const) {
        const theirs = polygonAreaM2(geos.overlay('intersection', x, y));
        expect(Math.abs(total(overlay.measure('intersection', x, y)) - theirs)).toBeLessThan(TOLERANCE_M2);
      }
      const theirs = polygonAreaM2(geos.overlay('difference', b, region));
      expect(Math.abs(total(overlay.measure('difference', b, region)) - theirs)).toBeLessThan(TOLERANCE_M2);
    }
  });

  it('a subject less a layer of overlapping counterparts, and their union', () => {
    const next = random(13);
    for (let i = 0; i < 40; i++) {
      const a = starWithHole(next, 110, 30, 0.01, 40);
      const others = Array.from({ length: 6 }, () =>
        starWithHole(next, 110 + 0.02 * (next() - 0.5), 30 + 0.02 * (next() - 0.5), 0.006, 20),
      );
      const theirs = polygonAreaM2(geos.difference(a, others));
      expect(Math.abs(total(overlay.differenceMany(a, others)) - theirs)).toBeLessThan(TOLERANCE_M2);
      let union = others[0]!;
      for (const other of others) union = geos.overlay('union', union, other);
      const ours = polygonAreaM2(overlay.unionAll(others));
      expect(Math.abs(ours - polygonAreaM2(union))).toBeLessThan(TOLERANCE_M2);
    }
  });

  it('rings with points in line at the equator, far south and over half the world', () => {
    for (const [x, y, size] of [
      [0, 0, 5e9],
      [-60e9, -70e9, 9e9],
      [-170e9, -80e9, 150e9],
    ] as const) {
      const a = stepPolygon(square(x, y, size));
      const b = stepPolygon(square(x + size / 2, y + size / 2, size));
      const theirs = polygonAreaM2(geos.overlay('intersection', a, b));
      expect(total(overlay.measure('intersection', a, b)) / theirs - 1).toBeCloseTo(0, 12);
    }
  });
});

describe('what a polygon covers by itself', () => {
  /** Vertices of a ring in any order, near enough for a node on an edge to leave the survey area as it is. */
  const tangled = (next: () => number, points: number): Packed => {
    const ring = Array.from({ length: points }, () => [110 + 0.001 * next(), 30 + 0.001 * next()]);
    return packPolygon([[...ring, ring[0]!]]);
  };
  /** The even-odd fill of a ring by GEOS: a fan of triangles, each turning over what is below it. */
  const turnedOver = ({ xy }: Packed): Packed => {
    const corner = (i: number): [number, number] => [xy[2 * i]!, xy[2 * i + 1]!];
    const fan = Array.from({ length: xy.length / 2 - 3 }, (_, i) =>
      packPolygon([[corner(0), corner(i + 1), corner(i + 2), corner(0)]]),
    );
    return fan.reduce((all, triangle) => geos.overlay('xor', all, triangle));
  };
  const wide = packPolygon([starRing(random(3), 110.005, 30.005, 1, 4)]);

  it('is what it has in common with all around it, in any form, and what GEOS makes of it', () => {
    const next = random(23);
    let crossed = 0;
    for (let i = 0; i < 150; i++) {
      const plain = packPolygon([starRing(next, 110.005, 30.005, 0.004, 5 + Math.floor(60 * next()))]);
      const clockwise = packFlat('polygon', [
        [plain.xy.map((_, at) => plain.xy[plain.xy.length - 2 - (at & ~1) + (at & 1)]!)],
      ]);
      const twice = packFlat('polygon', [[[...plain.xy.slice(0, 2), ...plain.xy]]]);
      const holed = starWithHole(next, 110.005, 30.005, 0.004, 30);
      const tangle = tangled(next, 5 + Math.floor(8 * next()));
      for (const a of [plain, clockwise, twice, holed, tangle]) {
        const filled = overlay.filled(a);
        // Crossings are counted from a corner, which need not be the same one; vertices are what they are.
        if (a !== tangle) expect(filled).toEqual(overlay.measure('intersection', wide, a));
        const theirs = polygonAreaM2(a === tangle ? turnedOver(a) : geos.overlay('intersection', wide, a));
        expect(Math.abs(total(filled) - theirs)).toBeLessThan(TOLERANCE_M2);
        if (filled.length > 1) crossed += 1;
      }
      expect(overlay.filled(clockwise)).toEqual(overlay.filled(plain));
    }
    expect(crossed).toBeGreaterThan(50);
  });

  it('is the same by Turf, and nothing for points, no points, and a ring without area', () => {
    const next = random(29);
    const a = starWithHole(next, 110, 30, 0.01, 20);
    expect(Math.abs(total(createTurfOverlay().filled(a)) - total(overlay.filled(a)))).toBeLessThan(
      TOLERANCE_M2,
    );
    const flat = packFlat('polygon', [[[110, 30, 110.1, 30, 110.2, 30, 110, 30]]]);
    for (const nothing of [packFlat('point', [[[110, 30]]]), packFlat('polygon', []), flat]) {
      expect(overlay.filled(nothing)).toEqual([]);
    }
  });
});

describe('what is local', () => {
  it('stays the same to the byte when a border changes away from the other polygon', () => {
    const next = random(31);
    let local = 0;
    for (let i = 0; i < 300; i++) {
      const points = 24 + Math.floor(150 * next());
      const a = packPolygon([starRing(next, 110, 30, 0.01, points)]);
      const at = 2 * Math.floor(next() * points);
      const b = packPolygon([starRing(next, a.xy[at]!, a.xy[at + 1]!, 0.002 + 0.003 * next(), 20)]);
      const one = overlay.common(a, b);
      if (!one.local) continue;
      const move = 1 + Math.floor(next() * (points - 2));
      const [x, y] = [a.xy[2 * move]!, a.xy[2 * move + 1]!];
      const moved = mapPacked(a, (px, py) =>
        px === x && py === y
          ? [fromSteps(toSteps(x - (x - 110) / 7)), fromSteps(toSteps(y - (y - 30) / 7))]
          : [px, py],
      );
      const part = changedPart(a, moved);
      if (part === null || boxesIntersect(expandBox(part, 16e-9), b.box)) continue;
      const two = overlay.common(moved, b);
      expect(two).toEqual(one);
      local += 1;
    }
    expect(local).toBeGreaterThan(100);
  });
});

describe('the Turf overlay keeps the same promises on small data', () => {
  it('agrees within tolerance and in the number of parts', () => {
    const turf = createTurfOverlay();
    const next = random(17);
    for (let i = 0; i < 12; i++) {
      const a = starWithHole(next, 110, 30, 0.01, 14);
      const b = starWithHole(next, 110 + 0.01 * next(), 30, 0.01, 14);
      for (const op of OPS) {
        const [x, y] = [overlay.measure(op, a, b), turf.measure(op, a, b)];
        expect(Math.abs(total(x) - total(y))).toBeLessThan(TOLERANCE_M2);
        expect(x.length).toBe(y.length);
      }
      const others = [b, starWithHole(next, 110, 30.005, 0.006, 9)];
      const many = [overlay.differenceMany(a, others), turf.differenceMany(a, others)] as const;
      expect(Math.abs(total(many[0]) - total(many[1]))).toBeLessThan(TOLERANCE_M2);
      const unions = [overlay.unionAll(others), turf.unionAll(others)].map(polygonAreaM2);
      expect(Math.abs(unions[0]! - unions[1]!)).toBeLessThan(TOLERANCE_M2);
    }
  });
});

describe('promises', () => {
  it('same bytes for either order of the operands and for a second run', () => {
    const next = random(19);
    for (let i = 0; i < 40; i++) {
      const a = starWithHole(next, 110, 30, 0.01, 30);
      const b = starWithHole(next, 110.003, 30.002, 0.01, 30);
      for (const op of ['intersection', 'union', 'xor'] as const) {
        const one = overlay.measure(op, a, b);
        const two = overlay.measure(op, b, a);
        expect(one.length).toBe(two.length);
        one.forEach((piece, p) => {
          expect(samePacked(piece.geometry, two[p]!.geometry)).toBe(true);
          expect(piece.areaM2).toBe(two[p]!.areaM2);
        });
      }
      const others = [b, starWithHole(next, 109.995, 30, 0.006, 12)];
      expect(overlay.differenceMany(a, others)).toEqual(overlay.differenceMany(a, others.reverse()));
    }
  });

  it('neighbours with a common border share no area', () => {
    const a = stepPolygon(square(110e9, 30e9, 1000));
    const b = stepPolygon(square(110e9 + 1000, 30e9, 1000));
    expect(overlay.measure('intersection', a, b)).toEqual([]);
    expect(overlay.measure('union', a, b)).toHaveLength(1);
    expect(overlay.measure('xor', a, a)).toEqual([]);
  });

  it('nests islands in holes: three rings of a target are two parts', () => {
    const ring = (from: number, size: number) => square(110e9 + from, 30e9 + from, size);
    const big = stepPolygon(ring(0, 10_000_000), ring(2_000_000, 6_000_000));
    const island = stepPolygon(ring(4_000_000, 2_000_000));
    const parts = overlay.measure('union', big, island);
    expect(parts.map((p) => p.geometry.rings.length - 1)).toEqual([2, 1]);
  });

  it('splits a result that touches itself in a vertex into its connected parts', () => {
    const a = stepPolygon(square(110e9, 30e9, 4_000_000));
    const cut = stepPolygon([
      [110e9 + 2_000_000, 30e9 + 2_000_000],
      [110e9, 30e9 + 5_000_000],
      [110e9 + 4_000_000, 30e9 + 5_000_000],
    ]);
    const cutBelow = stepPolygon([
      [110e9 + 2_000_000, 30e9 + 2_000_000],
      [110e9, 30e9 - 1_000_000],
      [110e9 + 4_000_000, 30e9 - 1_000_000],
    ]);
    expect(overlay.differenceMany(a, [cut, cutBelow])).toHaveLength(2);
  });

  it('throws for no finite input', () => {
    const mad = [
      [0, 0, 1e300, 0, 1e300, -1e300, 0, 0],
      [0, 0, 1e-300, 0, 0, 1e-300, 0, 0],
      [110, 30, 110, 30, 110, 30, 110, 30],
      [110, 30, 111, 31, 111, 30, 110, 31, 110, 30],
      [110, 30, 111, 30],
      [1e12, 1e12, -1e12, 1e12, 0, -1e12],
    ].map((ring) => packFlat('polygon', [[ring]]));
    const points = packFlat('point', [[[110, 30]]]);
    for (const a of [...mad, points]) {
      for (const b of [...mad, points]) {
        for (const op of OPS) {
          for (const { areaM2 } of overlay.measure(op, a, b)) expect(areaM2).toBeGreaterThanOrEqual(0);
        }
        overlay.differenceMany(a, [b]);
      }
    }
    overlay.unionAll(mad);
  });
});
