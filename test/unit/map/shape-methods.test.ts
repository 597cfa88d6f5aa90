import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { canonical } from '../../../shared/geometry/grid.ts';
import { shapeFromAnchors } from '../../../shared/map/shape-methods.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';

const place = fc
  .tuple(fc.double({ min: 109, max: 111, noNaN: true }), fc.double({ min: 25, max: 45, noNaN: true }))
  .map(([lon, lat]): LonLat => [canonical(lon), canonical(lat)]);
const nearby = (at: LonLat, metres: number) =>
  fc
    .tuple(fc.integer({ min: -metres, max: metres }), fc.integer({ min: -metres, max: metres }))
    .filter(([x, y]) => Math.hypot(x, y) > 5)
    .map(([x, y]): LonLat => [canonical(at[0] + x / 96_000), canonical(at[1] + y / 111_000)]);
const metres = (a: LonLat, b: LonLat): number => distanceM(a[0], a[1], b[0], b[1]);
const isOnGrid = ([lon, lat]: LonLat): boolean => canonical(lon) === lon && canonical(lat) === lat;

describe('a circle of its centre and a place on it', () => {
  it('has all vertices at that distance, and chords that leave it by less than a decimetre', () => {
    fc.assert(
      fc.property(
        place.chain((at) => fc.tuple(fc.constant(at), nearby(at, 2000))),
        ([centre, through]) => {
          const ring = shapeFromAnchors('circle', [centre, through]);
          const radius = metres(centre, through);
          for (const point of ring) {
            expect(Math.abs(metres(centre, point) - radius)).toBeLessThan(radius * 4e-4 + 0.001);
            expect(isOnGrid(point)).toBe(true);
          }
          const middle: LonLat = [(ring[0]![0] + ring[1]![0]) / 2, (ring[0]![1] + ring[1]![1]) / 2];
          const sagitta = metres(centre, ring[0]!) - metres(centre, middle);
          expect(sagitta).toBeLessThan(Math.max(0.1, radius * 4e-3));
        },
      ),
    );
  });
});

describe('a rectangle of one side and a place on the opposite one', () => {
  it('has right angles, and its other side runs through that place', () => {
    const anchors = place.chain((at) => fc.tuple(fc.constant(at), nearby(at, 500), nearby(at, 500)));
    fc.assert(
      fc.property(anchors, ([a, b, c]) => {
        const ring = shapeFromAnchors('angled-rectangle', [a, b, c]);
        fc.pre(ring.length === 4);
        const [, , r, s] = ring as [LonLat, LonLat, LonLat, LonLat];
        expect(metres(a, s)).toBeCloseTo(metres(b, r), 1);
        expect(metres(a, b)).toBeCloseTo(metres(s, r), 1);
        // Equal diagonals: right angles.
        expect(Math.abs(metres(a, r) - metres(b, s))).toBeLessThan(metres(a, r) * 2e-4 + 0.01);
      }),
    );
  });

  it('is not made of anchors in one place or one line', () => {
    const a: LonLat = [110, 30];
    expect(shapeFromAnchors('angled-rectangle', [a, a, [110.1, 30]]).length).toBeLessThan(3);
    expect(shapeFromAnchors('angled-rectangle', [a, [110.1, 30], [110.05, 30]]).length).toBeLessThan(3);
    expect(shapeFromAnchors('rectangle', [a, [110, 30.1]]).length).toBeLessThan(3);
    expect(shapeFromAnchors('circle', [a, a]).length).toBeLessThan(3);
  });
});
