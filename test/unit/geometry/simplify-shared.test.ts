import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { ringCount, samePacked, vertexCount } from '../../../shared/geometry/counts.ts';
import { isCanonical, toSteps } from '../../../shared/geometry/grid.ts';
import { metresPerDegree } from '../../../shared/geometry/local-frame.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { simplifyShared } from '../../../shared/geometry/simplify-shared.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { coastRing, random, square, stepPolygon } from './shapes.ts';

type Point = [number, number];

/** A border between two nodes of a lattice: the same points whoever asks, in the order of the nodes. */
function border(seed: number, a: Point, b: Point, points: number): Point[] {
  const flip = a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
  const [p, q] = flip ? [b, a] : [a, b];
  const next = random(seed ^ Math.imul(p[0] + 7, 31) ^ Math.imul(p[1] + 3, 1009) ^ (q[0] + 17 * q[1]));
  const out = Array.from({ length: points }, (_, i): Point => {
    const t = (i + 1) / (points + 1);
    const off = 2e5 * (next() - 0.5);
    const [dx, dy] = [q[0] - p[0], q[1] - p[1]];
    return [Math.round(p[0] + t * dx + Math.sign(dy) * off), Math.round(p[1] + t * dy - Math.sign(dx) * off)];
  });
  return flip ? out.reverse() : out;
}

/** Cells of a lattice with wiggly borders, each shared by two; some have an island, which is a cell too. */
function coverage(seed: number, size: number, points: number): Packed[] {
  const next = random(seed);
  const cell = 2e6;
  const polygons: Packed[] = [];
  const at = (i: number, j: number): Point => [110e9 + i * cell, 30e9 + j * cell];
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const corners = [at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1)];
      const shell = corners.flatMap((corner, k) => [
        corner,
        ...border(seed, corner, corners[(k + 1) % 4]!, points),
      ]);
      if (next() < 0.3) {
        // Near the west border, where a straightened one might pass over it.
        const [x, y] = corners[0]!;
        const island = square(x + 1.3e5, y + cell / 2, 2e4 + Math.floor(2e4 * next()));
        polygons.push(stepPolygon(shell, island), stepPolygon(island));
      } else polygons.push(stepPolygon(shell));
    }
  }
  return polygons;
}

/** Directed edges that no other polygon walks the other way, twice each that more than one walks the same way. */
function unmatched(polygons: readonly Packed[]): string[] {
  const edges = new Map<string, number>();
  for (const { xy, rings } of polygons) {
    for (let r = 0; r + 1 < rings.length; r++) {
      for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
        const [a, b] = [
          `${toSteps(xy[2 * i]!)} ${toSteps(xy[2 * i + 1]!)}`,
          `${toSteps(xy[2 * i + 2]!)} ${toSteps(xy[2 * i + 3]!)}`,
        ];
        const [key, way] = a < b ? [`${a} ${b}`, 1] : [`${b} ${a}`, -1];
        edges.set(key, (edges.get(key) ?? 0) + way);
      }
    }
  }
  return [...edges].filter(([, balance]) => balance !== 0).map(([key]) => key);
}

/** Twice the plane area in square steps: whole numbers, so that a coverage adds up exactly. */
function twiceSteps({ xy, rings }: Packed): bigint {
  let sum = 0n;
  const at = (i: number): bigint => BigInt(toSteps(xy[i]!) - (i % 2 === 0 ? 110e9 : 30e9));
  for (let r = 0; r + 1 < rings.length; r++) {
    for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
      sum += at(2 * i) * at(2 * i + 3) - at(2 * i + 2) * at(2 * i + 1);
    }
  }
  return sum;
}

const total = (polygons: readonly Packed[]): bigint => polygons.reduce((sum, p) => sum + twiceSteps(p), 0n);

/** Distance in metres of a position from the nearest edge of a polygon. */
function distanceTo({ xy, rings }: Packed, x: number, y: number): number {
  const { lon, lat } = metresPerDegree(y);
  let least = Infinity;
  for (let r = 0; r + 1 < rings.length; r++) {
    for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
      const [ax, ay] = [(xy[2 * i]! - x) * lon, (xy[2 * i + 1]! - y) * lat];
      const [dx, dy] = [(xy[2 * i + 2]! - xy[2 * i]!) * lon, (xy[2 * i + 3]! - xy[2 * i + 1]!) * lat];
      const t = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
      least = Math.min(least, Math.hypot(ax + t * dx, ay + t * dy));
    }
  }
  return least;
}

describe('simplification of shared borders', () => {
  it('keeps a coverage exact and valid, and every vertex within the tolerance', () => {
    let before = 0;
    let after = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(0.5, 2, 5, 12, 40, 400),
        fc.integer({ min: 0, max: 14 }),
        (seed, toleranceM, points) => {
          const polygons = coverage(seed, 3, points);
          // Borders drawn at random may cross; such a start says nothing.
          fc.pre(polygons.every(isValid));
          const [simple] = simplifyShared([polygons], toleranceM) as [Packed[]];
          expect(simple.length).toBe(polygons.length);
          expect(simple.filter((p) => !isValid(p))).toEqual([]);
          // What two polygons shared they share now; what was the outer border of all is it still.
          expect(unmatched(simple).length).toBeLessThanOrEqual(unmatched(polygons).length);
          expect(total(simple)).toBe(outline(simple));
          simple.forEach((polygon, i) => {
            expect(ringCount(polygon)).toBe(ringCount(polygons[i]!));
            expect(vertexCount(polygon)).toBeLessThanOrEqual(vertexCount(polygons[i]!));
            const old = new Set(pointsOf(polygons[i]!));
            expect(pointsOf(polygon).filter((p) => !old.has(p))).toEqual([]);
            expect([...polygon.xy].every(isCanonical)).toBe(true);
            const { xy } = polygons[i]!;
            for (let k = 0; k < xy.length; k += 2) {
              expect(distanceTo(polygon, xy[k]!, xy[k + 1]!)).toBeLessThan(toleranceM * 1.001 + 1e-6);
            }
            before += vertexCount(polygons[i]!);
            after += vertexCount(polygon);
          });
        },
      ),
      { numRuns: 120, seed: 7 },
    );
    expect(after).toBeLessThan(0.6 * before);
  });

  it('simplifies a border once for several layers', () => {
    const polygons = coverage(5, 3, 12);
    const [one, two] = simplifyShared([polygons, polygons.slice(0, 4)], 5);
    two!.forEach((polygon, i) => expect(samePacked(polygon, one![i]!)).toBe(true));
  });

  it('does not depend on the order of the layers, and does nothing without tolerance', () => {
    const polygons = coverage(11, 3, 10);
    const [there] = simplifyShared([polygons], 8);
    const [back] = simplifyShared([polygons.toReversed()], 8);
    const sorted = (list: readonly Packed[]): string[][] => list.map((p) => [...new Set(pointsOf(p))].sort());
    expect(sorted(there!)).toEqual(sorted(back!.toReversed()));
    const [untouched] = simplifyShared([polygons], 0);
    untouched!.forEach((polygon, i) => expect(polygon).toBe(polygons[i]));
  });

  it('does not draw a bay straight over an island in it', () => {
    const bay = packPolygon([
      [
        [110, 30],
        [110.01, 30],
        [110.01, 30.004],
        [110.002, 30.0045],
        [110.002, 30.0055],
        [110.01, 30.006],
        [110.01, 30.01],
        [110, 30.01],
      ],
    ]);
    const island = stepPolygon(square(110_004_000_000, 30_004_900_000, 200_000));
    const [[simple, still]] = simplifyShared([[bay, island]], 5000) as [[Packed, Packed]];
    expect(isValid(simple)).toBe(true);
    expect(vertexCount(simple)).toBeGreaterThanOrEqual(5);
    expect(vertexCount(still)).toBeGreaterThanOrEqual(3);
    const alone = simplifyShared([[bay]], 5000)[0]![0]!;
    expect(vertexCount(alone)).toBeLessThanOrEqual(4);
  });

  it('leaves little of a coast of thousands of vertices, and a ring of it', () => {
    const coast = packPolygon([coastRing(random(3), 110, 30, 0.05, 4000)]);
    const [[simple]] = simplifyShared([[coast]], 50) as [[Packed]];
    expect(isValid(simple)).toBe(true);
    expect(vertexCount(simple)).toBeLessThan(600);
    const [[least]] = simplifyShared([[coast]], 1e6) as [[Packed]];
    expect(vertexCount(least)).toBe(3);
  });
});

function pointsOf({ xy }: Packed): string[] {
  return Array.from({ length: xy.length / 2 }, (_, i) => `${xy[2 * i]} ${xy[2 * i + 1]}`);
}

/** Twice the area within the edges that only one polygon has: the outline of a coverage without gap or overlap. */
function outline(polygons: readonly Packed[]): bigint {
  const directed = new Map<string, bigint>();
  for (const { xy, rings } of polygons) {
    for (let r = 0; r + 1 < rings.length; r++) {
      for (let i = rings[r]!; i + 1 < rings[r + 1]!; i++) {
        const [x, y, u, v] = [0, 1, 2, 3].map(
          (k) => BigInt(toSteps(xy[2 * i + k]!)) - (k % 2 === 0 ? 110_000_000_000n : 30_000_000_000n),
        );
        const back = `${u} ${v} ${x} ${y}`;
        if (directed.delete(back)) continue;
        directed.set(`${x} ${y} ${u} ${v}`, x! * v! - u! * y!);
      }
    }
  }
  return [...directed.values()].reduce((sum, part) => sum + part, 0n);
}
