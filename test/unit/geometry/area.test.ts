import { describe, expect, it } from 'vitest';
import { authalicQ, fittedArea, polygonAreaM2, ringAreaM2 } from '../../../shared/geometry/area.ts';
import { packPoints, packPolygon, reversedRing } from '../../../shared/geometry/build-packed.ts';
import { ringXY } from '../../../shared/geometry/counts.ts';
import { random, starRing } from './shapes.ts';
import { seriesMultiPolygonM2, seriesRingM2 } from './survey-series.ts';

/** Corners as they are: those of map sheets are no whole grid steps. */
const rectangle = (west: number, south: number, east: number, north: number) =>
  packPolygon(
    [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
    ],
    { raw: true },
  );

/** Computed with the series of the survey notice and with the closed form, which agree. */
const VECTORS: readonly [string, ReturnType<typeof rectangle>, number, number][] = [
  ['a parcel', rectangle(110, 30, 110.001, 30.0009), 9626.1231, 1e-4],
  ['a 1:5000 sheet', rectangle(110, 30, 110.03125, 30 + 1.25 / 60), 6962655.9252, 0.02],
  ['a 1:10000 sheet', rectangle(110, 30, 110.0625, 30 + 2.5 / 60), 27847757.0265, 0.02],
  ['one square degree', rectangle(110, 30, 111, 31), 10642393438.711, 0.01],
  [
    'polygon P',
    packPolygon([
      [
        [110, 30],
        [110.01, 30.002],
        [110.012, 30.011],
        [110.004, 30.013],
      ],
    ]),
    1058806.7895,
    1e-3,
  ],
];

describe('ellipsoid area', () => {
  it.each(VECTORS)('%s', (_name, packed, expected, tolerance) => {
    expect(Math.abs(polygonAreaM2(packed) - expected)).toBeLessThan(tolerance);
    expect(Math.abs(fittedArea(packed.box).polygonAreaM2(packed) - expected)).toBeLessThan(tolerance);
  });

  it.each([18, 30, 53, -35])('parcels at latitude %i: 1e-6 each, 1e-9 on the total', (latitude) => {
    const next = random(latitude + 100);
    const meter = fittedArea([110, latitude - 0.4, 110.8, latitude + 0.4]);
    let [closed, fitted, series] = [0, 0, 0];
    for (let i = 0; i < 2000; i++) {
      const ring = starRing(next, 110 + 0.8 * next(), latitude + 0.75 * (next() - 0.5), 0.001, 30);
      const packed = packPolygon([ring]);
      const expected = seriesRingM2(pairs(ringXY(packed, 0)).slice(0, -1));
      const [a, b] = [polygonAreaM2(packed), meter.polygonAreaM2(packed)];
      expect(Math.abs(a / expected - 1)).toBeLessThan(1e-6);
      expect(Math.abs(b / expected - 1)).toBeLessThan(1e-6);
      closed += a;
      fitted += b;
      series += expected;
    }
    expect(Math.abs(closed / series - 1)).toBeLessThan(1e-9);
    expect(Math.abs(fitted / series - 1)).toBeLessThan(1e-9);
  });

  it('falls back to the closed form outside the fitted latitudes and for tall extents', () => {
    const meter = fittedArea([110, 29.5, 111, 30.5]);
    const north = rectangle(110, 52, 110.1, 52.1);
    const across = rectangle(110, 30, 111, 45);
    for (const packed of [north, across]) {
      expect(meter.polygonAreaM2(packed)).toBe(polygonAreaM2(packed));
    }
    expect(fittedArea([70, 15, 140, 55]).polygonAreaM2(across)).toBe(polygonAreaM2(across));
    expect(fittedArea([Infinity, Infinity, -Infinity, -Infinity]).polygonAreaM2(north)).toBe(
      polygonAreaM2(north),
    );
  });

  it('measures the whole world: 510,065,622 km2', () => {
    // Surface of the ellipsoid, 2 pi (Q(90) - Q(-90)), known from its axes in elementary form.
    const [a, f] = [6378137, 1 / 298.257222101];
    const b = a * (1 - f);
    const e = Math.sqrt(f * (2 - f));
    const surface = 2 * Math.PI * a * a + ((Math.PI * b * b) / e) * Math.log((1 + e) / (1 - e));
    expect(polygonAreaM2(rectangle(-180, -90, 180, 90)) / surface).toBeCloseTo(1, 12);
    expect(authalicQ(-40)).toBe(-authalicQ(40));
  });

  it('takes holes off, whatever way rings run, and signs single rings by their turn', () => {
    const next = random(1);
    const [shell, hole] = [starRing(next, 110, 30, 0.01, 20), starRing(next, 110, 30, 0.003, 9)];
    const packed = packPolygon([shell, hole]);
    const expected = seriesMultiPolygonM2([[shell, hole]]);
    expect(polygonAreaM2(packed) / expected).toBeCloseTo(1, 6);
    const ring = ringXY(packed, 0);
    expect(ringAreaM2(ring)).toBeGreaterThan(0);
    expect(ringAreaM2(reversedRing(ring))).toBeCloseTo(-ringAreaM2(ring), 6);
    expect(ringAreaM2(ring.subarray(0, -2))).toBeCloseTo(ringAreaM2(ring), 6);
  });

  it('is zero where there is no area', () => {
    expect(polygonAreaM2(packPoints([[110, 30]]))).toBe(0);
    expect(ringAreaM2([110, 30, 111, 30])).toBe(0);
  });
});

function pairs(xy: Float64Array): number[][] {
  return Array.from({ length: xy.length / 2 }, (_, i) => [xy[2 * i]!, xy[2 * i + 1]!]);
}
