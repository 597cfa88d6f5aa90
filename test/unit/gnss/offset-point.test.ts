import { describe, expect, it } from 'vitest';
import { zoneOfLongitude } from '../../../shared/crs/catalogue.ts';
import { meridianConvergence, northTurn, offsetPoint, toward } from '../../../shared/gnss/offset-point.ts';
import { must } from '../../../shared/result.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { seeded } from '../../fixtures/parcels.ts';

const random = seeded(21);
const CASES = Array.from({ length: 300 }, () => {
  const [lon, lat] = [75 + 60 * random(), 18 + 35 * random()];
  const zone = zoneOfLongitude(lon)!;
  return { lon, lat, metres: 10 ** (5 * random()) - 1, bearing: 360 * random(), zone };
});

describe.skipIf(!hasPython('pyproj'))('offsets beside pyproj', () => {
  const said = runPython('offset.py', [
    JSON.stringify(
      CASES.map(({ lon, lat, metres, bearing, zone }) => [lon, lat, metres, bearing, zone.epsg]),
    ),
  ]) as number[][];

  it('end where its Geod ends, to a grid step', () => {
    const wrong = CASES.filter(({ lon, lat, metres, bearing }, i) => {
      const [x, y] = must(offsetPoint([lon, lat], metres, bearing, { kind: 'true' }));
      return Math.abs(x - said[i]![0]!) > 1.6e-9 || Math.abs(y - said[i]![1]!) > 1.6e-9;
    });
    expect(wrong).toEqual([]);
  });

  it('lean to grid north as its convergence says', () => {
    const wrong = CASES.filter(
      ({ lon, lat, zone }, i) => Math.abs(meridianConvergence([lon, lat], zone) - said[i]![4]!) > 1e-7,
    );
    expect(wrong).toEqual([]);
    expect(Math.max(...said.map((one) => Math.abs(one[4]!)))).toBeGreaterThan(0.5);
  });

  it('lead back as far and in the direction that it gives', () => {
    const wrong = CASES.filter(({ lon, lat }, i) => {
      const [x, y, metres, bearing] = said[i]! as [number, number, number, number];
      const way = toward([lon, lat], [x, y], { kind: 'true' });
      const turned = Math.abs(((way.trueDeg - bearing + 540) % 360) - 180);
      return Math.abs(way.distanceM - metres) > 1e-3 || turned * metres > 0.1;
    });
    expect(wrong).toEqual([]);
  });

  it('go the same way whichever north the bearing counts from', () => {
    const wrong = CASES.filter(({ lon, lat, metres, bearing, zone }, i) => {
      const from = [lon, lat] as const;
      const wanted = must(offsetPoint(from, metres, bearing, { kind: 'true' }));
      const grid = must(offsetPoint(from, metres, bearing - said[i]![4]!, { kind: 'grid', zone }));
      const needle = must(
        offsetPoint(from, metres, bearing + 3.5, { kind: 'magnetic', declinationDeg: -3.5 }),
      );
      return [grid, needle].some(
        ([x, y]) => Math.abs(x - wanted[0]) > 4e-9 || Math.abs(y - wanted[1]) > 4e-9,
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('an offset', () => {
  it('east of the middle of a zone counts grid bearings from a north that leans east', () => {
    const zone = zoneOfLongitude(111)!;
    expect(northTurn([112, 30], { kind: 'grid', zone })).toBeGreaterThan(0.49);
    expect(northTurn([110, 30], { kind: 'grid', zone })).toBeLessThan(-0.49);
    expect(Math.abs(northTurn([111, 30], { kind: 'grid', zone }))).toBeLessThan(1e-9);
  });

  it('is refused where it cannot be', () => {
    const code = (distance: number, bearing: number): string => {
      const made = offsetPoint([110, 30], distance, bearing, { kind: 'true' });
      return made.ok ? 'ok' : made.error.code;
    };
    expect([code(-1, 0), code(100_001, 0), code(NaN, 0), code(10, Infinity), code(0, 720)]).toEqual([
      'offset.distance',
      'offset.distance',
      'offset.distance',
      'offset.bearing',
      'ok',
    ]);
  });
});
