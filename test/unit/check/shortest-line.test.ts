import { describe, expect, it } from 'vitest';
import { shortestLine } from '../../../shared/check/shortest-line.ts';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { at, LAT, rect } from '../../fixtures/check/shapes.ts';

/** Metres along the meridian between two latitudes, by Simpson's rule on the radius of curvature. */
function meridianM(south: number, north: number): number {
  const e2 = (1 / 298.257222101) * (2 - 1 / 298.257222101);
  const density = (degrees: number): number =>
    (6_378_137 * (1 - e2)) / (1 - e2 * Math.sin((degrees * Math.PI) / 180) ** 2) ** 1.5;
  const step = (north - south) / 64;
  let sum = 0;
  for (let i = 0; i < 64; i++) {
    const from = south + i * step;
    sum += (density(from) + 4 * density(from + step / 2) + density(from + step)) / 6;
  }
  return (sum * step * Math.PI) / 180;
}

const square = rect(0, 0, 1000, 1000);

describe('the shortest line from a polygon', () => {
  it('ends where the two are nearest, and is as long as the meridian there', () => {
    for (const far of [0.5, 300, 20_000]) {
      const [x, y] = at(500, 1000 + far);
      const { distanceM, line } = shortestLine(square, packPoints([[x, y]]));
      const truth = meridianM(at(0, 1000)[1], y);
      expect(Math.abs(distanceM / truth - 1)).toBeLessThan(1e-6);
      expect(line.kind).toBe('line');
      expect(line.xy[2]).toBe(x);
      expect(line.xy[3]).toBe(y);
      expect(line.xy[1]).toBeCloseTo(at(0, 1000)[1], 8);
    }
  });

  it('goes to lines and to polygons, their corners and their edges', () => {
    const truth = meridianM(at(0, 1000)[1], at(0, 1040)[1]);
    const above = packLines([[at(-5000, 1040), at(5000, 1040)]]);
    // An edge is straight in longitude and latitude, so it is as far from the corner as from the middle.
    expect(shortestLine(square, above).distanceM).toBeCloseTo(truth, 4);
    expect(shortestLine(square, rect(200, 1040, 300, 2000)).distanceM).toBeCloseTo(truth, 4);
  });

  it('is empty where they touch, cross, or one lies in the other', () => {
    const others = [
      rect(1000, 0, 2000, 1000),
      rect(1000, 1000, 2000, 2000),
      rect(-10, 400, 2000, 500),
      rect(400, 400, 500, 500),
      rect(-10, -10, 2000, 2000),
      packLines([[at(-10, 500), at(2000, 500)]]),
      packPoints([at(10_000, 0), at(500, 500)]),
    ];
    for (const other of others) {
      const { distanceM, line } = shortestLine(square, other);
      expect(distanceM).toBe(0);
      expect(line.xy).toHaveLength(0);
    }
  });

  it('is measured from a hole to what lies in it', () => {
    const ring = rect(0, 0, 1000, 1000, [100, 100, 900, 900]);
    const truth = meridianM(at(0, 100)[1], at(0, 130)[1]);
    expect(shortestLine(ring, rect(400, 130, 500, 600)).distanceM).toBeCloseTo(truth, 4);
  });

  it('ends in the air beyond what is asked, and not short of it', () => {
    const point = packPoints([at(500, 1300)]);
    const { distanceM } = shortestLine(square, point);
    expect(shortestLine(square, point, distanceM - 1).distanceM).toBe(Infinity);
    expect(shortestLine(square, point, distanceM).distanceM).toBe(distanceM);
  });

  it('finds the near one of many vertices', () => {
    const circle = Array.from({ length: 2000 }, (_, i): [number, number] => {
      const turn = (2 * Math.PI * i) / 2000;
      return at(5000 * Math.cos(turn), 5000 * Math.sin(turn));
    });
    const round = packPolygon([[...circle, circle[0]!]]);
    const north = packPoints([[circle[500]![0], circle[500]![1] + 100 * LAT]]);
    const truth = meridianM(circle[500]![1], circle[500]![1] + 100 * LAT);
    expect(shortestLine(round, north).distanceM).toBeCloseTo(truth, 4);
  });
});
