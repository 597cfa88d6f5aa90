import { describe, expect, it } from 'vitest';
import { authalicQ, polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { meterAt } from '../../../shared/geometry/area-meters.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { RADIANS } from '../../../shared/geometry/ellipsoid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** A star of so many vertices about a place, so tall and half as wide, degrees. */
function star(x: number, y: number, height: number, count: number, random: () => number): Packed {
  const ring = Array.from({ length: count }, (_, i): [number, number] => {
    const turn = (2 * Math.PI * i) / count;
    const reach = (height / 2) * (i % 2 === 0 ? 1 : 0.3 + 0.5 * random());
    return [x + (reach / 2) * Math.cos(turn), y + reach * Math.sin(turn)];
  });
  return packPolygon([[...ring, ring[0]!]]);
}

describe('meters by place', () => {
  const random = seeded(21);

  it('agree with the closed form from parcels to provinces, at every latitude of the country', () => {
    for (const height of [0.001, 0.04, 0.3, 0.6, 1.2, 2.5, 3.9, 9]) {
      let [total, exact] = [0, 0];
      for (let n = 0; n < 60; n++) {
        const polygon = star(100 + 20 * random(), 18 + 35 * random(), height, 60, random);
        const own = meterAt(polygon.box).polygonAreaM2(polygon);
        const closed = polygonAreaM2(polygon);
        expect(Math.abs(own / closed - 1)).toBeLessThan(1e-8);
        total += own;
        exact += closed;
      }
      expect(Math.abs(total / exact - 1)).toBeLessThan(height < 0.01 ? 1e-9 : 1e-11);
    }
  });

  it('serve what is tall or lies across a border of bands by a polynomial', () => {
    const seen = new Set<unknown>();
    for (const [south, north] of [
      [29.9, 30.9],
      [31.99, 32.6],
      [28.1, 31.9],
    ] as const) {
      const meter = meterAt([110, south, 111, north]);
      seen.add(meter);
      // Between a meridian and the next, from latitude to latitude, the closed form is the last digit.
      const box = packPolygon([
        [
          [110, south],
          [111, south],
          [111, north],
          [110, north],
          [110, south],
        ],
      ]);
      const exact = RADIANS * (authalicQ(north) - authalicQ(south));
      const own = meter.polygonAreaM2(box);
      expect(Math.abs(own / exact - 1)).toBeLessThan(1e-12);
      // Not the closed form: the digits differ somewhere.
      const odd = star(110, (south + north) / 2, 0.9 * (north - south), 400, random);
      expect(meterAt(odd.box).polygonAreaM2(odd)).not.toBe(polygonAreaM2(odd));
    }
    expect(seen.size).toBe(3);
  });

  it('depend on the box alone', () => {
    expect(meterAt([1, 30.02, 2, 30.03])).toBe(meterAt([111, 30.1, 113, 30.4]));
    expect(meterAt([1, 29.9, 2, 30.8])).toBe(meterAt([9, 29.9, 12, 30.8]));
    expect(meterAt([1, 29.9, 2, 30.8])).not.toBe(meterAt([1, 29.9, 2, 30.5]));
  });
});
