import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crsCandidates } from '../../../shared/crs/candidates.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { densifyRing, MAX_EDGE_M } from '../../../shared/crs/densify.ts';
import { readAxes, zonePrefix } from '../../../shared/crs/plausible.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { must } from '../../fixtures/import/must.ts';

const COUNTY: Box = [110.5, 30.0, 111.2, 30.6];
const around = (x: number, y: number, size: number): Box => [x, y, x + size, y + size];

describe('candidates for a source without a system', () => {
  it('put the zone first whose number the eastings carry', () => {
    const boxes = Array.from({ length: 8 }, (_, i) => around(37_470_000 + 500 * i, 3_340_000, 300));
    const [best, ...others] = crsCandidates(boxes, COUNTY);
    expect(best).toEqual({ epsg: 4525, inside: 8, sampled: 8 });
    expect(others.find(({ epsg }) => epsg === 4490)).toEqual({ epsg: 4490, inside: 0, sampled: 8 });
    expect(others.every(({ epsg }) => epsg === 4490 || epsg === 4546)).toBe(true);
  });

  it('put the zone of the county first for eastings without number', () => {
    const [best] = crsCandidates([around(470_000, 3_340_000, 300)], COUNTY);
    expect(best).toMatchObject({ epsg: 4546, inside: 1 });
  });

  it('know degrees', () => {
    expect(crsCandidates([around(110.8, 30.2, 0.01)], COUNTY)[0]).toMatchObject({ epsg: 4490, inside: 1 });
  });

  it('count what is outside', () => {
    const boxes = [around(110.8, 30.2, 0.01), around(120, 30.2, 0.01)];
    expect(crsCandidates(boxes, COUNTY)[0]).toEqual({ epsg: 4490, inside: 1, sampled: 2 });
  });

  it('are none without features, and never break', () => {
    expect(crsCandidates([], COUNTY)).toEqual([]);
    const odd: Box[] = [
      [NaN, NaN, NaN, NaN],
      [Infinity, 0, Infinity, 0],
      [-1e300, -1e300, 1e300, 1e300],
    ];
    expect(crsCandidates(odd, COUNTY).every(({ inside }) => inside === 0)).toBe(true);
    expect(crsCandidates(odd, null)).toEqual([]);
  });

  it('are degrees alone where the figures can be degrees and there is no county to hold them against', () => {
    expect(crsCandidates([around(110.8, 30.2, 0.01)], null)).toEqual([{ epsg: 4490, inside: 1, sampled: 1 }]);
    expect(crsCandidates([around(470_000, 3_340_000, 300)], null).length).toBeGreaterThan(2);
  });
});

describe('axes', () => {
  const zone = must(crsByEpsg(4525));
  it('are as they are, swapped, or neither', () => {
    expect(readAxes(zone, [37_470_000, 3_340_000])).toBe('as-is');
    expect(readAxes(zone, [3_340_000, 37_470_000])).toBe('swapped');
    expect(readAxes(zone, [470_000, 3_340_000])).toBe('neither');
    expect(readAxes(must(crsByEpsg(4490)), [30, 110])).toBe('swapped');
    // 30 east, 80 north is a place on earth: it is not called swapped.
    expect(readAxes(must(crsByEpsg(4490)), [30, 80])).toBe('as-is');
  });

  it('reads the zone number by the digits', () => {
    expect(zonePrefix(37_403_511)).toBe(37);
    expect(zonePrefix(403_511)).toBeNull();
    expect(zonePrefix(3_320_534)).toBeNull();
  });
});

describe('densifying', () => {
  const coordinate = fc.double({ min: -5e4, max: 5e4, noNaN: true });

  it('gives both neighbours of an edge the same points, none farther apart than asked', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (ax, ay, bx, by) => {
        const there = densifyRing([ax, ay, bx, by], MAX_EDGE_M);
        const back = densifyRing([bx, by, ax, ay], MAX_EDGE_M);
        const turned: number[] = [];
        for (let i = back.length - 2; i >= 0; i -= 2) turned.push(back[i]!, back[i + 1]!);
        expect(Array.from(there)).toEqual(turned);
        for (let i = 0; i + 3 < there.length; i += 2) {
          const step = Math.hypot(there[i + 2]! - there[i]!, there[i + 3]! - there[i + 1]!);
          expect(step).toBeLessThanOrEqual(MAX_EDGE_M + 1e-6);
        }
      }),
    );
  });

  it('leaves short edges and extreme ones alone', () => {
    const short = [0, 0, 70, 0];
    expect(densifyRing(short, 70)).toBe(short);
    const extreme = [0, 0, 1e300, 0];
    expect(densifyRing(extreme, 70)).toBe(extreme);
  });
});
