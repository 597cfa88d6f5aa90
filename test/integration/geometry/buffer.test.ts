import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneCrs } from '../../../shared/crs/catalogue.ts';
import { transformOf } from '../../../shared/crs/transform.ts';
import { bufferOf } from '../../../shared/geometry/buffer.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPoints } from '../../../shared/geometry/build-packed.ts';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { fromGeoJson, toGeoJson } from '../../../shared/geometry/geojson.ts';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import { normalisePacked } from '../../../shared/geometry/normalise.ts';
import type { Corners } from '../../../shared/geometry/offset-pieces.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { random, starRing } from '../../unit/geometry/shapes.ts';

/** The 3-degree zone of 111 degrees east, whose lengths are true to a ten-millionth near its middle. */
const zone = transformOf(zoneCrs(3, 37, false)!);

function mapped(packed: Packed, map: (xy: Float64Array, at: number) => void): Packed {
  const xy = packed.xy.slice();
  for (let i = 0; i < xy.length; i += 2) map(xy, i);
  return { ...packed, xy };
}

const toDegrees = (json: unknown): Packed =>
  normalisePacked(mapped(must(fromGeoJson(json, { raw: true })), zone.toDegrees));
const toMetres = (packed: Packed): unknown => toGeoJson(mapped(packed, zone.fromDegrees), { multi: true });

interface Case {
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly distance: number;
  readonly corners: Corners;
}

/** Shapes of some hundred metres near the middle of the zone; edges so short that none bows by a millimetre. */
function shapeOf(seed: number, kind: number, points: number): Case['geometry'] {
  const next = random(seed);
  const [x, y] = [500_000 + 2000 * (next() - 0.5), 3_320_000 + 2000 * (next() - 0.5)];
  const star = starRing(next, x, y, 180, points);
  const ring = [...star, star[0]!];
  if (kind === 0) return { type: 'Polygon', coordinates: [ring] };
  if (kind === 1) {
    const hole = starRing(next, x, y, 40, Math.max(3, points >> 1)).reverse();
    return { type: 'Polygon', coordinates: [ring, [...hole, hole[0]!]] };
  }
  if (kind === 2) return { type: 'LineString', coordinates: star };
  return { type: 'MultiPoint', coordinates: star };
}

const ROUND: fc.Arbitrary<Case> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    kind: fc.nat(3),
    points: fc.integer({ min: 4, max: 40 }),
    distance: fc.constantFrom(0.5, 3, 20, 75, 150, -2, -15, -60),
  })
  .map(({ seed, kind, points, distance }) => ({
    geometry: shapeOf(seed, kind, points),
    distance: kind < 2 ? distance : Math.abs(distance),
    corners: 'round',
  }));

/** Without corners sharper than the limit of pointed ones: regular shapes, as planners draw them. */
const MITRE: fc.Arbitrary<Case> = fc
  .record({
    sides: fc.integer({ min: 4, max: 12 }),
    radius: fc.integer({ min: 40, max: 120 }),
    turn: fc.double({ min: 0, max: 6, noNaN: true }),
    distance: fc.constantFrom(2, 25, 80, -3, -20),
  })
  .map(({ sides, radius, turn, distance }) => {
    // A gear: every other vertex further in, so that there are corners of both kinds.
    const ring = Array.from({ length: 2 * sides }, (_, i): [number, number] => {
      const r = i % 2 === 0 ? radius : 0.75 * radius;
      const a = turn + (Math.PI * i) / sides;
      return [500_000 + r * Math.cos(a), 3_320_000 + r * Math.sin(a)];
    });
    return {
      geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]!]] },
      distance,
      corners: 'mitre',
    };
  });

function compared(cases: readonly Case[]): [number, number, number, number][] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-buffer-'));
  try {
    const file = path.join(folder, 'cases.json');
    const lines = cases.map(({ geometry, distance, corners }) => {
      const ours = bufferOf([toDegrees(geometry)], distance, corners);
      if (ours.xy.length > 0) expect(isValid(ours)).toBe(true);
      expect(ours.xy.every(isCanonical)).toBe(true);
      return [geometry, distance, corners, 'round', toMetres(ours)];
    });
    fs.writeFileSync(file, JSON.stringify(lines));
    return runPython('buffer_shapely.py', [file]) as [number, number, number, number][];
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

const python = hasPython('shapely');

describe('buffers beside GEOS in plane metres', () => {
  for (const [name, arbitrary, count] of [
    ['round corners', ROUND, 60],
    ['pointed corners', MITRE, 60],
  ] as const) {
    it.skipIf(!python)(`${name} are the same but for chords of arcs`, () => {
      const cases = fc.sample(arbitrary, { numRuns: count, seed: 4 });
      let worst = 0;
      let difference = 0;
      compared(cases).forEach(([off, differs, , length], i) => {
        const where = `${i} ${JSON.stringify(cases[i])}`.slice(0, 400);
        // GEOS straightens bays of the line shallower than a hundredth of the distance before it begins.
        expect(differs, where).toBeLessThan(0.012 * length + 0.2);
        worst = Math.max(worst, off);
        difference = Math.max(difference, differs / Math.max(1, length));
      });
      const figures = `${(1000 * worst).toFixed(1)} mm off at a vertex, ${(1000 * difference).toFixed(1)} mm`;
      console.log(`${name}: at most ${figures} between the outlines in the mean of one shape`);
      // A vertex on two arcs lies on a chord of one.
      expect(worst).toBeLessThan(0.0115);
    });
  }

  it.skipIf(!python)('square ends hold the round ones within them', () => {
    const line = {
      type: 'LineString',
      coordinates: [
        [500_000, 3_320_000],
        [500_100, 3_320_040],
      ],
    };
    const square = polygonAreaM2(bufferOf([toDegrees(line)], 30, 'square'));
    expect(square).toBeCloseTo((Math.hypot(100, 40) + 60) * 60, 0);
  });
});

describe('a buffer', () => {
  it('has every vertex at its distance on the ellipsoid, wherever it is', () => {
    let worst = 0;
    for (const latitude of [18, 30, 45, 53.5]) {
      for (const distance of [10, 300, 3000]) {
        const { xy } = bufferOf([packPoints([[110, latitude]])], distance, 'round');
        for (let i = 0; i < xy.length; i += 2) {
          const off = Math.abs(distanceM(110, latitude, xy[i]!, xy[i + 1]!) - distance);
          worst = Math.max(worst, off / (distance > 1000 ? 10 : 1));
        }
      }
    }
    console.log(
      `a disc on the ellipsoid is off by ${(1000 * worst).toFixed(2)} mm at most (of 3 km: ten times that)`,
    );
    expect(worst).toBeLessThan(2e-3);
  });
});
