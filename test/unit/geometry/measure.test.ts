import { describe, expect, it } from 'vitest';
import { packLines, packMultiPolygon, packPolygon } from '../../../shared/geometry/build-packed.ts';
import {
  averageWidthM,
  distanceM,
  lineLengthM,
  metresPerDegree,
  perimeterM,
} from '../../../shared/geometry/measure.ts';
import { orientedBox } from '../../../shared/geometry/oriented-box.ts';
import { isSliver, type SliverThresholds } from '../../../shared/geometry/sliver.ts';

/** Computed with `geod` of PROJ 9.1 on this ellipsoid: lon, lat, lon, lat, metres. */
const DISTANCES: readonly (readonly [number, number, number, number, number])[] = [
  [110, 30, 110.000001, 30.000001, 0.146962],
  [110, 30, 110.01, 30.002, 989.997288],
  [110, 53, 110.0123, 53.01, 1385.724917],
  [110, 30, 111, 31, 146647.199418],
  [116.4, 39.9, 121.5, 31.2, 1069819.450779],
  [110, 18, 110, 53, 3883638.440875],
  [0, 0, 90, 0, 10018754.171395],
  [-70, -33, 151, -34, 11444168.193356],
];

describe('distance', () => {
  it.each(DISTANCES)('%f %f to %f %f', (lon1, lat1, lon2, lat2, metres) => {
    expect(Math.abs(distanceM(lon1, lat1, lon2, lat2) - metres)).toBeLessThan(0.0002);
    expect(Math.abs(distanceM(lon2, lat2, lon1, lat1) - metres)).toBeLessThan(0.0002);
  });

  it('is zero for one place and near the truth for opposite ends of the Earth', () => {
    expect(distanceM(110, 30, 110, 30)).toBe(0);
    expect(distanceM(0, 0, 179.5, 0.2) / 19964921.476448).toBeCloseTo(1, 2);
  });
});

describe('lengths', () => {
  it('add up over lines, rings and holes', () => {
    const line = packLines([
      [
        [110, 30],
        [110.01, 30.002],
        [110, 30],
      ],
      [
        [110, 53],
        [110.0123, 53.01],
      ],
    ]);
    expect(lineLengthM(line)).toBeCloseTo(2 * 989.997288 + 1385.724917, 3);
    const { lon, lat } = metresPerDegree(30);
    const frame = packPolygon([
      [
        [110, 30],
        [110.001, 30],
        [110.001, 30.001],
        [110, 30.001],
      ],
      [
        [110.0002, 30.0002],
        [110.0003, 30.0002],
        [110.0003, 30.0003],
        [110.0002, 30.0003],
      ],
    ]);
    expect(perimeterM(frame)).toBeCloseTo(0.0022 * (lon + lat), 2);
    expect(perimeterM(line)).toBe(0);
    expect(lineLengthM(frame)).toBe(0);
  });

  it('metres of a degree follow the ellipsoid', () => {
    expect(metresPerDegree(30).lat).toBeCloseTo(distanceM(110, 29.95, 110, 30.05) * 10, 1);
    expect(metresPerDegree(30).lon).toBeCloseTo(distanceM(109.9995, 30, 110.0005, 30) * 1000, 2);
  });
});

/** A rectangle of so many metres, turned by an angle. */
function plot(length: number, width: number, angle = 0) {
  const { lon, lat } = metresPerDegree(30);
  const corner = (u: number, v: number): [number, number] => [
    110 + (u * Math.cos(angle) - v * Math.sin(angle)) / lon,
    30 + (u * Math.sin(angle) + v * Math.cos(angle)) / lat,
  ];
  return packPolygon([[corner(0, 0), corner(length, 0), corner(length, width), corner(0, width)]]);
}

const LIMITS: SliverThresholds = {
  maxAreaM2: 1000,
  maxBoxWidthM: 5,
  maxAverageWidthM: 5,
  minElongation: 5,
  maxCompactness: 0.25,
  minShapeIndex: 2,
  minPerimeterRatio: 40,
  shapeTests: 2,
};

describe('slivers', () => {
  it('finds the rectangle of least area whatever way it lies', () => {
    for (const angle of [0, 0.3, 1.2, 2.9]) {
      const { lengthM, widthM } = orientedBox(plot(400, 30, angle));
      expect(lengthM).toBeCloseTo(400, 1);
      expect(widthM).toBeCloseTo(30, 1);
    }
  });

  it('average width of a long strip is nearly its width', () => {
    expect(averageWidthM(plot(1000, 2))).toBeCloseTo((2 * 2000) / 2004, 3);
  });

  it.each([
    ['a strip 400 m by 2 m', plot(400, 2, 0.7), true],
    ['a road 2 km by 12 m: stretched but not small', plot(2000, 12), false],
    ['a small yard 20 m by 15 m: small but not stretched', plot(20, 15), false],
    ['a field', plot(200, 150), false],
  ])('%s', (_name, packed, expected) => {
    expect(isSliver(packed, LIMITS)).toBe(expected);
  });

  it('asks for the number of shape tests it is told', () => {
    // 8 to 1: elongated, but P^2/A is 40.5 and 4 pi A/P^2 0.31: two of four hold.
    const packed = plot(80, 10);
    expect(isSliver(packed, LIMITS)).toBe(true);
    expect(isSliver(packed, { ...LIMITS, shapeTests: 3 })).toBe(false);
  });

  it('takes a geometry without area for one', () => {
    expect(
      isSliver(
        packMultiPolygon([
          [
            [
              [0, 0],
              [1, 0],
              [0, 0],
            ],
          ],
        ]),
        LIMITS,
      ),
    ).toBe(true);
  });
});
