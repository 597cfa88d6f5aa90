import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bearingDeg, distanceM } from '../../../shared/geometry/distance.ts';
import { destination, pointAt, segmentOf, type LonLat } from '../../../shared/geometry/geodesic.ts';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import { constrain } from '../../../shared/map/constrain.ts';
import { seeded } from '../../fixtures/import/random.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';

const place = fc.tuple(
  fc.double({ min: 73, max: 136, noNaN: true }),
  fc.double({ min: 3, max: 54, noNaN: true }),
);
const bearing = fc.double({ min: 0, max: 359.999_999, noNaN: true });
/** Difference of two directions in degrees, the short way round. */
const apart = (a: number, b: number): number => Math.abs(((a - b + 540) % 360) - 180);

describe('geodesics', () => {
  it('come back by the inverse way: a tenth of a micrometre below 100 km', () => {
    fc.assert(
      fc.property(
        place,
        fc.double({ min: 0.01, max: 100_000, noNaN: true }),
        bearing,
        (from, length, direction) => {
          const to = destination(from, length, direction);
          const back = segmentOf(from, to);
          expect(Math.abs(back.lengthM - length)).toBeLessThan(1e-6);
          // Sideways the end is as near.
          expect((apart(back.bearingDeg, direction) * Math.PI * length) / 180).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('name the four quarters', () => {
    const from: LonLat = [110, 30];
    expect(segmentOf(from, [110, 30.01]).bearingDeg).toBe(0);
    expect(segmentOf(from, [110, 29.99]).bearingDeg).toBe(180);
    expect(segmentOf(from, [110.01, 30]).bearingDeg).toBeCloseTo(90, 2);
    expect(segmentOf(from, [109.99, 30]).bearingDeg).toBeCloseTo(270, 2);
    expect(segmentOf(from, from)).toEqual({ lengthM: 0, bearingDeg: 0 });
    expect(bearingDeg(0, 0, 0, 0)).toBeNaN();
  });

  it('cross the line where dates change', () => {
    const [lon] = destination([179.999, 30], 1000, 90);
    expect(lon).toBeLessThan(-179.9);
    expect(segmentOf([179.999, 30], [lon, 30]).lengthM).toBeCloseTo(1000, 2);
  });
});

const truth = hasPython('ctypes') && hasPython('osgeo');
describe.skipIf(!truth)('agreement with GeographicLib', () => {
  it('to a micrometre over random lines up to 100 km', () => {
    const random = seeded(7);
    const direct = Array.from({ length: 500 }, () => [
      73 + random() * 63,
      3 + random() * 51,
      10 ** (random() * 7 - 2),
      random() * 360,
    ]);
    const inverse = direct.map(([lon = 0, lat = 0]) => [
      lon,
      lat,
      lon + (random() - 0.5) * 0.9,
      lat + (random() - 0.5) * 0.9,
    ]);
    const said = runPython('geodesic.py', [JSON.stringify({ direct, inverse })]) as {
      direct: LonLat[];
      inverse: [number, number][];
    };
    direct.forEach(([lon = 0, lat = 0, metres = 0, direction = 0], i) => {
      const to = destination([lon, lat], metres, direction);
      expect(distanceM(...to, ...said.direct[i]!)).toBeLessThan(1e-6);
    });
    inverse.forEach(([lon = 0, lat = 0, lon2 = 0, lat2 = 0], i) => {
      const [metres, direction] = said.inverse[i]!;
      const found = segmentOf([lon, lat], [lon2, lat2]);
      expect(Math.abs(found.lengthM - metres)).toBeLessThan(1e-6);
      expect(apart(found.bearingDeg, direction)).toBeLessThan(1e-9);
    });
  });
});

describe('constraints', () => {
  const from: LonLat = [110.1, 30.1];
  const near = fc.tuple(fc.double({ min: 1, max: 5000, noNaN: true }), bearing);

  it('leave the pointer alone when there are none', () => {
    expect(constrain(from, [110.2, 30.2], {})).toEqual([110.2, 30.2]);
  });

  it('keep a length, in the direction of the pointer', () => {
    fc.assert(
      fc.property(near, fc.double({ min: 10, max: 3000, noNaN: true }), ([away, direction], lengthM) => {
        const cursor = destination(from, away, direction);
        const at = constrain(from, cursor, { lengthM });
        expect(at.every(isCanonical)).toBe(true);
        const made = segmentOf(from, at);
        // The grid moves a point by less than 0.1 mm.
        expect(Math.abs(made.lengthM - lengthM)).toBeLessThan(1e-4);
        expect((apart(made.bearingDeg, direction) * Math.PI * lengthM) / 180).toBeLessThan(1e-4);
      }),
    );
  });

  it('keep a bearing, as far as the pointer stands along it', () => {
    fc.assert(
      fc.property(near, bearing, ([away, direction], bearingFixed) => {
        const at = constrain(from, destination(from, away, direction), { bearingDeg: bearingFixed });
        const made = segmentOf(from, at);
        const along = Math.max(0, away * Math.cos((apart(direction, bearingFixed) * Math.PI) / 180));
        expect(Math.abs(made.lengthM - along)).toBeLessThan(1e-3);
        if (made.lengthM > 1) {
          expect((apart(made.bearingDeg, bearingFixed) * Math.PI * made.lengthM) / 180).toBeLessThan(1e-4);
        }
      }),
    );
  });

  it('leave no choice with both', () => {
    const at = constrain(from, [110.3, 30.3], { lengthM: 271.68, bearingDeg: 288 + 40 / 60 });
    expect(at).toEqual(pointAt(from, 271.68, 288 + 40 / 60));
  });
});
