import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { figuresMeter, summedFields } from '../../../shared/package/figures.ts';
import { hundredthsText, toHundredths } from '../../../shared/package/hundredths.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';

const cents = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });

describe('sums of areas', () => {
  it('are exact, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.array(cents, { maxLength: 200 }),
        fc.array(fc.nat(), { maxLength: 200 }),
        (values, keys) => {
          const add = (order: readonly number[]) => {
            const meter = figuresMeter(['area_m2']);
            for (const value of order) meter.add(() => value / 100, null);
            return meter.done().sums['area_m2'];
          };
          const other = values
            .map((value, i) => ({ value, key: keys[i] ?? 0 }))
            .sort((a, b) => a.key - b.key);
          const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
          expect(add(values)).toBe(hundredthsText(exact));
          expect(add(other.map(({ value }) => value))).toBe(hundredthsText(exact));
        },
      ),
    );
  });

  it.each([
    [0n, '0.00'],
    [5n, '0.05'],
    [-5n, '-0.05'],
    [-1230n, '-12.30'],
    [203640000007n, '2036400000.07'],
  ])('%s hundredths read %s', (hundredths, text) => {
    expect(hundredthsText(hundredths)).toBe(text);
  });

  it('take what is no figure for nothing', () => {
    for (const bad of [null, undefined, '12', NaN, Infinity]) expect(toHundredths(bad)).toBeNull();
  });

  it('count shapes with their points, extent and ellipsoid area, and leave empty ones out', () => {
    const square = packPolygon([
      [
        [110, 30],
        [110.01, 30],
        [110.01, 30.01],
        [110, 30.01],
      ],
    ]);
    const meter = figuresMeter(['area_m2']);
    meter.add(() => null, square);
    meter.add(() => 1.5, null);
    expect(meter.done()).toEqual({
      count: 2,
      vertices: 5,
      extent: [110, 30, 110.01, 30.01],
      areaM2: polygonAreaM2(square).toFixed(2),
      sums: { area_m2: '1.50' },
    });
    expect(figuresMeter([]).done()).toEqual({
      count: 0,
      vertices: 0,
      extent: null,
      areaM2: '0.00',
      sums: {},
    });
  });

  it('are made of the fields in square metres', () => {
    expect(summedFields(builtinLayer('land_use')!.fields)).toEqual([
      'area_m2',
      'deducted_area_m2',
      'net_area_m2',
    ]);
    expect(summedFields(builtinLayer('public_facility')!.fields)).toEqual([]);
  });
});
