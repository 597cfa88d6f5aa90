import { describe, expect, it } from 'vitest';
import { computedFields, fillComputed } from '../../../shared/change/computed-fields.ts';
import { packLines, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';

const landUse = builtinLayer('land_use')!;
const square = packPolygon([
  [
    [110, 30],
    [110.01, 30],
    [110.01, 30.01],
    [110, 30.01],
  ],
]);

describe('computed fields', () => {
  it('give the ellipsoid area to a hundredth of a square metre', () => {
    // Truth: numerical integration of M N cos B over the rectangle (CGCS2000), 1069521.1733 m2.
    expect(computedFields(builtinLayer('industrial_park')!, {}, square)).toEqual({ area_m2: 1069521.17 });
  });

  it('follow from each other: deduction and net area', () => {
    const made = computedFields(landUse, { ridge_coefficient: 0.125, land_class: '0103' }, square);
    expect(made).toEqual({
      area_m2: 1069521.17,
      deducted_area_m2: 133690.15,
      net_area_m2: 935831.02,
      land_class_name: '旱地',
    });
  });

  it('leave what has nothing to do with the edit', () => {
    const stored = { area_m2: 1000, ridge_coefficient: 0.1, deducted_area_m2: 100, net_area_m2: 900 };
    expect(computedFields(landUse, { ...stored, land_class: '0201' }, square, ['land_class'])).toEqual({
      land_class_name: '果园',
    });
    expect(
      computedFields(landUse, { ...stored, ridge_coefficient: 0.2 }, square, ['ridge_coefficient']),
    ).toEqual({
      deducted_area_m2: 200,
      net_area_m2: 800,
    });
  });

  it('keep a name that the list does not know, and give a length to a track', () => {
    expect(computedFields(landUse, { land_class: 'zz' }, null, ['land_class'])).toEqual({});
    const track = computedFields(
      builtinLayer('track')!,
      {},
      packLines([
        [
          [110, 30],
          [110, 30.01],
        ],
      ]),
    );
    // One hundredth of a degree of meridian at 30 degrees north: 1108.52 m.
    expect(track.length_m).toBeCloseTo(1108.52, 0);
  });

  it('fill what a source lacks and keep what it brings', () => {
    expect(fillComputed(landUse, { area_m2: 5, land_class: '0101' }, square)).toMatchObject({
      area_m2: 5,
      net_area_m2: 5,
      land_class_name: '水田',
    });
  });
});
