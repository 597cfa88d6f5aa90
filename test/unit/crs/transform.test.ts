import { describe, expect, it } from 'vitest';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { densify } from '../../../shared/crs/densify.ts';
import { transformOf } from '../../../shared/crs/transform.ts';
import { formatZoneXY, toZoneXY } from '../../../shared/crs/zone-xy.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../fixtures/import/must.ts';
import { GDAL_MISSING, gdalTransform, hasGdal } from '../../fixtures/import/gdal.ts';
import { seeded } from '../../fixtures/import/random.ts';

/** A tenth of a millimetre in degrees of latitude. */
const TENTH_MM = 1e-4 / 111_000;

/** Four corners with their zone 37 coordinates (northing, easting), worked out outside this product. */
const CORNERS = [
  [110.0, 30.0, 3320534.4364, 37403511.2519],
  [110.01, 30.002, 3320747.7786, 37404478.1038],
  [110.012, 30.011, 3321743.8604, 37404679.6921],
  [110.004, 30.013, 3321972.2674, 37403909.7568],
] as const;

describe('zone coordinates', () => {
  const zone37 = must(crsByEpsg(4525));

  it.each(CORNERS)('of %d, %d', (longitude, latitude, north, east) => {
    const xy = must(toZoneXY(longitude, latitude, zone37));
    expect(xy.x).toBeCloseTo(north, 4);
    expect(xy.y).toBeCloseTo(east, 4);
  });

  it('come back from the plane', () => {
    for (const [longitude, latitude, north, east] of CORNERS) {
      const point = Float64Array.of(east, north);
      transformOf(zone37).toDegrees(point, 0);
      expect(Math.abs(point[0]! - longitude)).toBeLessThan(TENTH_MM * 1.2);
      expect(Math.abs(point[1]! - latitude)).toBeLessThan(TENTH_MM);
    }
  });

  it('are shown north first, with the zone in the easting', () => {
    expect(formatZoneXY(110, 30, zone37)).toBe('X 3320534.436  Y 37403511.252');
    expect(formatZoneXY(-110, 30, zone37)).toBe('');
    expect(formatZoneXY(NaN, 30, zone37)).toBe('');
  });

  it('give the area of a polygon drawn in the plane when its edges are densified first', () => {
    const ring = CORNERS.flatMap(([, , north, east]) => [east, north]);
    const plane = packFlat('polygon', [[Float64Array.from([...ring, ring[0]!, ring[1]!])]]);
    const area = (from: typeof plane): number => {
      const xy = from.xy.slice();
      for (let i = 0; i < xy.length; i += 2) transformOf(zone37).toDegrees(xy, i);
      return polygonAreaM2({ ...from, xy });
    };
    // Figures of an independent computation: points every 70 m, and vertices only.
    expect(area(densify(plane, 70))).toBeCloseTo(1058817.0582, 1);
    expect(area(plane)).toBeCloseTo(1058806.7895, 1);
  });
});

describe.skipIf(!hasGdal)(`agreement with GDAL (${hasGdal ? 'running' : GDAL_MISSING})`, () => {
  it.each([4513, 4525, 4533, 4534, 4546, 4554, 4491, 4501, 4502, 4512])('EPSG:%d to 0.1 mm', (epsg) => {
    const crs = must(crsByEpsg(epsg));
    const random = seeded(epsg);
    const degrees = Array.from({ length: 200 }, (): [number, number] => [
      crs.centralMeridian + (random() - 0.5) * 8,
      3 + random() * 51,
    ]);
    const planes = gdalTransform(4490, epsg, degrees);
    const back = gdalTransform(epsg, 4490, planes);
    planes.forEach(([east, north], i) => {
      const point = Float64Array.of(...degrees[i]!);
      transformOf(crs).fromDegrees(point, 0);
      expect(Math.hypot(point[0]! - east, point[1]! - north)).toBeLessThan(1e-4);
      point.set([east, north]);
      transformOf(crs).toDegrees(point, 0);
      expect(Math.hypot(point[0]! - back[i]![0], point[1]! - back[i]![1])).toBeLessThan(TENTH_MM);
    });
  });
});
