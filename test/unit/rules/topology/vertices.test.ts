import { describe, expect, it } from 'vitest';
import { packFlat } from '../../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../../shared/geometry/packed.ts';
import { at, rect } from '../../../fixtures/check/shapes.ts';
import { type Setting } from '../../../fixtures/rules/bound.ts';
import { check, placesOf, raw } from './parcel.ts';

describe('duplicate and near vertices', () => {
  const MM = 0.001;
  const withVertex = (...extra: (readonly [number, number])[]): Packed =>
    raw([[0, 0], [100, 0], ...extra, [100, 100], [0, 100], [0, 0]]);

  it('counts vertices that stand on the one before, each place once', () => {
    const found = check('duplicate-vertex', withVertex([100, 0], [100, 0]));
    expect(found?.pieces[0]).toMatchObject({ severity: 'warning', areaM2: 0 });
    expect(placesOf(found)).toEqual([at(100, 0), at(100, 0)]);
    expect(found?.text).toEqual([
      '规划用地用海要素GH7有重复节点2个。',
      'Planned land use feature GH7 has 2 duplicate vertices.',
    ]);
    expect(check('near-vertex', withVertex([100, 0]))).toBeNull();
  });

  it('does not take the closing point of a ring for a duplicate', () => {
    expect(check('duplicate-vertex', rect(0, 0, 100, 100))).toBeNull();
    expect(check('near-vertex', rect(0, 0, 100, 100))).toBeNull();
  });

  it('finds vertices within a millimetre, in metres at that latitude', () => {
    const found = check('near-vertex', withVertex([100, 0.3 * MM]));
    expect(placesOf(found)).toEqual([at(100, 0.3 * MM)]);
    expect(found?.text).toEqual([
      '规划用地用海要素GH7有1处节点间距小于1.0毫米。',
      'Planned land use feature GH7 has 1 vertices closer than 1.0 mm.',
    ]);
    expect(check('duplicate-vertex', withVertex([100, 0.3 * MM]))).toBeNull();
    expect(check('near-vertex', withVertex([100, 1.2 * MM]))).toBeNull();
    // One grid step is 0.111 mm north and 0.096 mm east at 30 degrees, half of that at 60.
    const eastward = (latitude: number): Packed =>
      packFlat('polygon', [
        [
          [
            110,
            latitude,
            110.001,
            latitude,
            110.00100001,
            latitude,
            110.001,
            latitude + 0.001,
            110,
            latitude,
          ],
        ],
      ]);
    expect(check('near-vertex', eastward(30), { thresholds: { max_distance_m: 0.0009 } })).toBeNull();
    expect(check('near-vertex', eastward(60), { thresholds: { max_distance_m: 0.0009 } })).not.toBeNull();
  });

  it('treats the limits as they are written: up to the one, below the other', () => {
    // 9 steps north: 0.9976 mm.
    const nine = packFlat('polygon', [[[110, 30, 110, 30.000000009, 109.9, 30.1, 110, 30]]]);
    const metres = 9e-9 * 110_852.43;
    const limit = (max_distance_m: number): Setting => ({ thresholds: { max_distance_m } });
    expect(check('near-vertex', nine, limit(metres * 1.00001))).not.toBeNull();
    expect(check('near-vertex', nine, limit(metres * 0.99999))).toBeNull();
    expect(check('duplicate-vertex', nine, limit(metres * 1.00001))).not.toBeNull();
    expect(check('duplicate-vertex', nine, limit(metres * 0.99999))).toBeNull();
  });
});

describe('acute angle', () => {
  /** A tooth of the given angle, symmetric about a meridian, on a base of 1,000 m. */
  const tooth = (degrees: number): Packed => {
    const half = 200 * Math.tan((degrees * Math.PI) / 360);
    return raw([
      [0, 0],
      [1000, 0],
      [1000, 500],
      [500 + half, 500],
      [500, 700],
      [500 - half, 500],
      [0, 500],
      [0, 0],
    ]);
  };

  it('finds an angle below ten degrees, with its size and place', () => {
    const found = check('acute-angle', tooth(3.1));
    expect(found?.pieces[0]).toMatchObject({ severity: 'notice', areaM2: 0 });
    expect(placesOf(found)).toEqual([at(500, 700)]);
    expect(found?.text).toEqual([
      '规划用地用海要素GH7有3.1°的尖角。',
      'Planned land use feature GH7 has an angle of 3.1 degrees.',
    ]);
  });

  it('draws the line at the limit', () => {
    expect(check('acute-angle', tooth(9.9))).not.toBeNull();
    expect(check('acute-angle', tooth(10.1))).toBeNull();
    expect(check('acute-angle', tooth(10.1), { thresholds: { min_angle_deg: 10.3 } })).not.toBeNull();
  });

  it('finds it at the first vertex of a ring, in a hole, and with vertices that stand twice', () => {
    const first = raw([
      [0, 0],
      [1000, -20],
      [1000, 20],
      [0, 0],
    ]);
    expect(placesOf(check('acute-angle', first))).toEqual([at(0, 0)]);
    const hole = raw(
      [
        [-100, -100],
        [1100, -100],
        [1100, 100],
        [-100, 100],
        [-100, -100],
      ],
      [
        [0, 0],
        [1000, 20],
        [1000, -20],
        [0, 0],
      ],
    );
    expect(placesOf(check('acute-angle', hole))).toEqual([at(0, 0)]);
    const twice = raw([
      [0, 0],
      [0, 0],
      [1000, -20],
      [1000, 20],
      [0, 0],
    ]);
    expect(placesOf(check('acute-angle', twice))).toHaveLength(1);
  });

  it('leaves a spike of no width to the rule on crossing', () => {
    const spike = raw([
      [0, 0],
      [100, 0],
      [100, 200],
      [100, 100],
      [0, 100],
      [0, 0],
    ]);
    expect(check('acute-angle', spike)).toBeNull();
    expect(check('self-intersection', spike)).not.toBeNull();
  });

  it('takes no direction from edges shorter than a millimetre', () => {
    const [x, y] = at(100, 100);
    const hair = packFlat('polygon', [
      [[...at(0, 0), ...at(100, 0), x, y, x - 1e-9, y - 2e-9, ...at(0, 100), ...at(0, 0)]],
    ]);
    expect(check('acute-angle', hair)).toBeNull();
  });
});
