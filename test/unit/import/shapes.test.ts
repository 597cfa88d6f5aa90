import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { transformOf } from '../../../shared/crs/transform.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packFlat, packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { partCount } from '../../../shared/geometry/counts.ts';
import { isCanonical } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { createCountyTest } from '../../../shared/import/county-test.ts';
import { createEdgeNoder } from '../../../shared/import/node-on-edges.ts';
import { splitParts } from '../../../shared/import/split-parts.ts';
import { toStored } from '../../../shared/import/to-stored.ts';
import { must } from '../../fixtures/import/must.ts';

const zone37 = must(crsByEpsg(4525));
const degrees = must(crsByEpsg(4490));

/** A rectangle in plane or degrees, counter-clockwise and closed. */
const rectangle = (x1: number, y1: number, x2: number, y2: number): Packed =>
  packFlat('polygon', [[[x1, y1, x2, y1, x2, y2, x1, y2, x1, y1]]]);

const vertices = (packed: Packed): Set<string> => {
  const all = new Set<string>();
  for (let i = 0; i < packed.xy.length; i += 2) all.add(`${packed.xy[i]},${packed.xy[i + 1]}`);
  return all;
};

describe('vertices on edges', () => {
  it('are put into the neighbour once, in order, and nothing else is', () => {
    const long = rectangle(0, 0, 1000, 100);
    const noder = createEdgeNoder(0.001);
    for (const one of [
      long,
      rectangle(200, 100, 500, 200),
      rectangle(500, 100.0005, 700, 200),
      rectangle(700.1, 100.01, 800, 200),
    ]) {
      expect(noder.add(one)).toBe(true);
    }
    const noded = noder.node(long);
    expect(Array.from(noded.xy)).toEqual([
      0, 0, 1000, 0, 1000, 100, 700, 100.0005, 500, 100, 200, 100, 0, 100, 0, 0,
    ]);
    expect(noder.inserted()).toBe(3);
    expect(noder.node(rectangle(5000, 5000, 6000, 6000)).xy).toHaveLength(10);
  });

  it('leaves a T-junction without any gap after reprojection', () => {
    // One parcel above an east-west edge of 1 km, two below that meet in its middle.
    const above = rectangle(37_470_000, 3_340_000, 37_471_000, 3_340_300);
    const left = rectangle(37_470_000, 3_339_700, 37_470_437.123, 3_340_000);
    const right = rectangle(37_470_437.123, 3_339_700, 37_471_000, 3_340_000);
    const stored = (noded: boolean): Packed[] => {
      const noder = createEdgeNoder(0.001);
      for (const one of [above, left, right]) noder.add(one);
      return [above, left, right].map((one) => {
        const result = toStored(one, { crs: zone37, swapped: false, noder: noded ? noder : null });
        if (!result.ok) throw new Error(result.error.code);
        return result.value.geometry;
      });
    };
    const shared = (packs: Packed[]): number => {
      const [a, b, c] = packs.map(vertices);
      return [...must(a)].filter((vertex) => must(b).has(vertex) && must(c).has(vertex)).length;
    };
    expect(shared(stored(true))).toBe(1);
    expect(shared(stored(false))).toBe(0);
    // All points of the common edge are in both, so the parts tile exactly.
    const [top, one, two] = stored(true).map(vertices);
    const south = Math.min(...[...must(top)].map((vertex) => Number(vertex.split(',')[1])));
    const onEdge = [...must(top)].filter((vertex) => Number(vertex.split(',')[1]) < south + 1e-4);
    expect(onEdge.length).toBeGreaterThan(14);
    expect(onEdge.every((vertex) => must(one).has(vertex) || must(two).has(vertex))).toBe(true);
  });

  it('finds exactly those of a brute search', () => {
    const coordinate = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }),
        coordinate,
        coordinate,
        coordinate,
        coordinate,
        (points, ax, ay, bx, by) => {
          fc.pre(ax !== bx || ay !== by);
          const noder = createEdgeNoder(1e-9);
          for (const [x, y] of points)
            noder.add(
              packLines(
                [
                  [
                    [x, y],
                    [x, y],
                  ],
                ],
                { raw: true },
              ),
            );
          const edge = packLines(
            [
              [
                [ax, ay],
                [bx, by],
              ],
            ],
            { raw: true },
          );
          const found = noder.node(edge);
          const expected = new Set(
            points
              .filter(([x, y]) => (bx - ax) * (y - ay) === (by - ay) * (x - ax))
              .filter(([x, y]) => {
                const t = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
                return t > 0 && t < 1;
              })
              .map(([x, y]) => `${x},${y}`),
          );
          expect(vertices(found)).toEqual(new Set([...expected, `${ax},${ay}`, `${bx},${by}`]));
          expect(found.xy.length / 2).toBe(expected.size + 2);
        },
      ),
    );
  });
});

describe('to the stored form', () => {
  it('is on the grid, valid, and where the plane coordinates are', () => {
    const plane = rectangle(37_470_000, 3_340_000, 37_470_500, 3_340_400);
    const stored = toStored(plane, { crs: zone37, swapped: false, noder: null });
    if (!stored.ok) throw new Error(stored.error.code);
    const { geometry, repairs } = stored.value;
    expect(repairs).toEqual([]);
    expect(isValid(geometry)).toBe(true);
    expect(geometry.xy.every(isCanonical)).toBe(true);
    // Plane area times the inverse square of the scale on the ellipsoid: k = 1 + y2 / 2R2 at 30 km from the meridian.
    const scale = 1 + (37_470_250 - 37_500_000) ** 2 / (2 * 6_371_000 ** 2);
    expect(polygonAreaM2(geometry) / (200_000 / scale ** 2)).toBeCloseTo(1, 6);
    const back = geometry.xy.slice();
    for (let i = 0; i < back.length; i += 2) transformOf(zone37).fromDegrees(back, i);
    const east = back.filter((_, i) => i % 2 === 0);
    expect(Math.min(...east)).toBeCloseTo(37_470_000, 3);
    expect(Math.max(...east)).toBeCloseTo(37_470_500, 3);
  });

  it('turns swapped axes round', () => {
    const swapped = packFlat('polygon', [[[30, 110, 30, 110.01, 30.01, 110.01, 30, 110]]]);
    const stored = toStored(swapped, { crs: degrees, swapped: true, noder: null });
    expect(stored).toMatchObject({ ok: true, value: { geometry: { box: [110, 30, 110.01, 30.01] } } });
  });

  it('mends a bow tie and says so', () => {
    const bow = packPolygon([
      [
        [110, 30],
        [110.01, 30.01],
        [110.01, 30],
        [110, 30.01],
        [110, 30],
      ],
    ]);
    const stored = toStored(bow, { crs: degrees, swapped: false, noder: null });
    if (!stored.ok) throw new Error(stored.error.code);
    expect(stored.value.repairs.map(({ code }) => code)).toContain('rebuilt');
    expect(partCount(stored.value.geometry)).toBe(2);
    expect(isValid(stored.value.geometry)).toBe(true);
  });

  it.each([
    ['not-finite', [110, 30, NaN, 30, 110, 31, 110, 30]],
    ['not-finite', [110, 30, Infinity, 30, 110, 31, 110, 30]],
    ['outside-world', [110, 30, 181, 30, 110, 31, 110, 30]],
    ['outside-world', [110, 30, 111, -91, 110, 31, 110, 30]],
    ['invalid', [110, 30, 110, 30, 110, 30, 110, 30]],
    ['invalid', [110, 30, 111, 30, 110, 30]],
  ])('refuses with %s', (code, ring) => {
    const stored = toStored(packFlat('polygon', [[ring]]), { crs: degrees, swapped: false, noder: null });
    expect(stored).toMatchObject({ ok: false, error: { code } });
  });

  it('takes polygons of the size of the world and those at the date line', () => {
    for (const ring of [
      [-180, -90, 180, -90, 180, 90, -180, 90, -180, -90],
      [179, 10, 180, 10, 180, 11, 179, 11, 179, 10],
      [-180, 10, 180, 10, 180, 11, -180, 10],
    ]) {
      const stored = toStored(packFlat('polygon', [[ring]]), { crs: degrees, swapped: false, noder: null });
      expect(stored.ok).toBe(true);
    }
  });

  it('always answers for any ring', () => {
    const wild = fc.oneof(fc.double(), fc.double({ min: -200, max: 200 }), fc.integer({ min: -3, max: 3 }));
    const check = (): void =>
      fc.assert(
        fc.property(fc.array(wild, { minLength: 2, maxLength: 40 }), fc.boolean(), (numbers, plane) => {
          const ring = numbers.slice(0, numbers.length - (numbers.length % 2));
          const stored = toStored(packFlat('polygon', [[ring]]), {
            crs: plane ? zone37 : degrees,
            swapped: false,
            noder: null,
          });
          return !stored.ok || isValid(stored.value.geometry);
        }),
        { numRuns: 400 },
      );
    expect(check).not.toThrow();
  });
});

describe('parts', () => {
  it('come one by one, largest first, with their own holes', () => {
    const two = packFlat('polygon', [
      [[0, 0, 1, 0, 1, 1, 0, 1, 0, 0]],
      [
        [10, 0, 14, 0, 14, 4, 10, 4, 10, 0],
        [11, 1, 11, 2, 12, 2, 12, 1, 11, 1],
      ],
    ]);
    const parts = splitParts(two);
    expect(parts.map((part) => part.box)).toEqual([
      [10, 0, 14, 4],
      [0, 0, 1, 1],
    ]);
    expect(parts[0]?.rings).toHaveLength(3);
  });
});

describe('the county', () => {
  const county = must(
    createCountyTest([
      packPolygon([
        [
          [110, 30],
          [111, 30],
          [110, 31],
          [110, 30],
        ],
      ]),
    ]),
  );
  const square = (x: number, y: number, size: number): Packed => rectangle(x, y, x + size, y + size);

  it('tells what lies outside it altogether', () => {
    expect(county.outside(square(110.1, 30.1, 0.1))).toBe(false);
    expect(county.outside(square(109.95, 30.1, 0.1))).toBe(false);
    expect(county.outside(square(112, 30, 0.1))).toBe(true);
    // In the box, beyond the slanting side.
    expect(county.outside(square(110.8, 30.8, 0.1))).toBe(true);
    expect(county.outside(square(105, 25, 20))).toBe(false);
  });

  it('is none without shapes', () => expect(createCountyTest([])).toBeNull());
});
