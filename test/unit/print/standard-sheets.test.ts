import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { boxPolygon } from '../../../shared/print/atlas.ts';
import { SHEET_SCALES, standardSheet, standardSheets } from '../../../shared/print/standard-sheets.ts';

describe('standard sheets', () => {
  it('are numbered as in GB/T 13989-2012', () => {
    // Examples that textbooks give.
    expect(standardSheet(116 + 28 / 60 + 15 / 3600, 39 + 54 / 60 + 30 / 3600, 50_000).number).toBe(
      'J50E001010',
    );
    expect(standardSheet(112.8, 32.9, 50_000).number).toBe('I49E019020');
    // The first and the last sheet of a 1:1,000,000 sheet: rows count from the north, columns from the west.
    expect(standardSheet(108.01, 31.99, 10_000).number).toBe('H49G001001');
    expect(standardSheet(113.99, 28.01, 5000).number).toBe('H49H192192');
  });

  it('hold the place they are asked for, and are as large as the standard says', () => {
    const sizes = { 5000: [1.875, 1.25], 10_000: [3.75, 2.5], 25_000: [7.5, 5], 50_000: [15, 10] } as const;
    const place = fc.tuple(
      fc.double({ min: 73, max: 135, noNaN: true }),
      fc.double({ min: 18, max: 53.9, noNaN: true }),
    );
    fc.assert(
      fc.property(place, fc.constantFrom(...SHEET_SCALES), ([lon, lat], scale) => {
        const { box } = standardSheet(lon, lat, scale);
        expect(box[0] <= lon && lon <= box[2] && box[1] <= lat && lat <= box[3]).toBe(true);
        expect((box[2] - box[0]) * 60).toBeCloseTo(sizes[scale][0], 9);
        expect((box[3] - box[1]) * 60).toBeCloseTo(sizes[scale][1], 9);
      }),
    );
  });

  it('cover a box without gap: neighbours share their borders exactly', () => {
    const sheets = standardSheets([109.63, 29.75, 110.38, 30.26], 10_000);
    const wests = new Set(sheets.map(({ box }) => box[0]));
    const easts = new Set(sheets.map(({ box }) => box[2]));
    for (const west of wests) expect(west === Math.min(...wests) || easts.has(west)).toBe(true);
    expect(new Set(sheets.map(({ number }) => number)).size).toBe(sheets.length);
    // From the north, each row from the west.
    expect(sheets[0]!.box[3]).toBeGreaterThanOrEqual(30.26);
    expect(sheets[0]!.box[0]).toBeLessThanOrEqual(109.63);
    expect(sheets.at(-1)!.box[1]).toBeLessThanOrEqual(29.75);
  });

  it('have the area of the official table, 1:10000 at 30 degrees north', () => {
    // 国土调查办发〔2008〕32号: see the ellipsoid area.
    const sheet = standardSheet(110.01, 30.01, 10_000);
    expect(sheet.box[1]).toBe(30);
    expect(polygonAreaM2(boxPolygon(sheet.box))).toBeCloseTo(27_847_757.03, 0);
  });
});
