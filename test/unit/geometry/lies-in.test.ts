import { beforeAll, describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packLines, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import { liesInRegion, meetsRegion } from '../../../shared/geometry/lies-in.ts';
import { normalisePacked } from '../../../shared/geometry/normalise.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { RegionTree } from '../../../shared/geometry/region-tree.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';
import { loadGeos, type Geos } from './geos.ts';
import { random, starRing, starWithHole } from './shapes.ts';

let geos: Geos;
beforeAll(async () => {
  geos = await loadGeos();
});

const at = (x: number, y: number): [number, number] => [fromSteps(110e9 + x), fromSteps(30e9 + y)];
const ring = (...points: readonly (readonly [number, number])[]): [number, number][] =>
  points.map(([x, y]) => at(x, y));
const rect = (x: number, y: number, width: number, height: number) =>
  ring([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
const lies = (region: Packed, other: Packed): string =>
  `${liesInRegion(new RegionTree(region), other) ? 'in' : 'not'} ${meetsRegion(new RegionTree(region), other) ? 'meets' : 'apart'}`;

describe('a geometry and a region', () => {
  const frame = packPolygon([rect(0, 0, 100, 100), rect(40, 40, 20, 20)]);
  const bay = packPolygon([
    ring([0, 0], [100, 0], [100, 100], [60, 100], [60, 50], [40, 50], [40, 100], [0, 100]),
  ]);
  it.each([
    ['inside', frame, packPolygon([rect(10, 10, 10, 10)]), 'in meets'],
    ['the region itself', frame, frame, 'in meets'],
    ['round the hole', frame, packPolygon([rect(30, 30, 40, 40)]), 'not meets'],
    ['the hole exactly', frame, packPolygon([rect(40, 40, 20, 20)]), 'not meets'],
    ['in the hole', frame, packPolygon([rect(45, 45, 5, 5)]), 'not apart'],
    [
      'with a triangle of outside whose corners are on its border',
      packPolygon([rect(-50, -50, 300, 300), ring([0, 50], [100, 0], [100, 100])]),
      packPolygon([rect(0, 0, 100, 100)]),
      'not meets',
    ],
    ['along the border', frame, packPolygon([rect(0, 0, 30, 30)]), 'in meets'],
    ['over the border', frame, packPolygon([rect(90, 10, 20, 10)]), 'not meets'],
    ['beside it, an edge in common', frame, packPolygon([rect(100, 10, 20, 10)]), 'not meets'],
    ['beside it, a corner in common', frame, packPolygon([rect(100, 100, 20, 10)]), 'not meets'],
    ['apart', frame, packPolygon([rect(101, 10, 20, 10)]), 'not apart'],
    ['round all of it', frame, packPolygon([rect(-10, -10, 200, 200)]), 'not meets'],
    ['from shore to shore of a bay', bay, packLines([ring([0, 100], [100, 100])]), 'not meets'],
    [
      'from corner to corner of a bay',
      bay,
      packPolygon([ring([0, 0], [100, 0], [60, 100], [40, 100])]),
      'not meets',
    ],
    ['along the end of a bay', bay, packLines([ring([0, 50], [100, 50])]), 'in meets'],
    ['a line through the hole', frame, packLines([ring([10, 50], [90, 50])]), 'not meets'],
    ['a line along the hole', frame, packLines([ring([10, 40], [90, 40])]), 'in meets'],
    ['a point on the border', frame, packPoints([at(100, 7)]), 'in meets'],
    ['a point in the hole', frame, packPoints([at(50, 50)]), 'not apart'],
    ['points, one outside', frame, packPoints([at(5, 5), at(150, 50)]), 'not meets'],
  ] as const)('%s', (_name, region, other, wanted) => expect(lies(region, other)).toBe(wanted));

  it('agree with what GEOS has in common with it', () => {
    const next = random(7);
    const seen = { in: 0, part: 0, out: 0 };
    for (let i = 0; i < 600; i++) {
      const region = normalisePacked(starWithHole(next, 110, 30, 0.02, 4 + Math.floor(40 * next())));
      const other = normalisePacked(
        packPolygon([
          starRing(next, 110 + 0.05 * (next() - 0.5), 30 + 0.05 * (next() - 0.5), 0.012 * next() + 1e-4, 5),
        ]),
      );
      if (!geos.isValid(region) || !geos.isValid(other)) continue;
      const common = geos.overlay('intersection', region, other);
      const rest = geos.overlay('difference', other, region);
      // Far above what an overlay leaves of nothing, far below any part of these shapes.
      const [inside, outside] = [polygonAreaM2(common) > 1e-3, polygonAreaM2(rest) > 1e-3];
      const kind = inside ? (outside ? 'part' : 'in') : 'out';
      seen[kind] += 1;
      expect(lies(region, other)).toBe({ in: 'in meets', part: 'not meets', out: 'not apart' }[kind]);
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });

  it('knows neighbours of a coverage, which share whole borders', () => {
    const grid = parcelGrid(3, 6, 6, { between: 4 });
    for (let c = 0; c < 6; c++) {
      for (let r = 0; r < 6; r++) {
        const [dx, dy] = [Math.abs(c - 2), Math.abs(r - 3)];
        const wanted = dx === 0 && dy === 0 ? 'in meets' : dx <= 1 && dy <= 1 ? 'not meets' : 'not apart';
        expect(lies(grid.parcel(2, 3), grid.parcel(c, r))).toBe(wanted);
      }
    }
  });
});
