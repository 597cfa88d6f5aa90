import { describe, expect, it } from 'vitest';
import { averageOf } from '../../../shared/gnss/average.ts';
import { seeded } from '../../fixtures/parcels.ts';
import { fixAt } from '../../fixtures/nmea/fixes.ts';

const OPTIONS = { weights: 'equal', frame: 'wgs84', antennaHeightM: 0 } as const;
/** Metres of a degree at 30 N on the CGCS2000 ellipsoid, from the tables of its radii. */
const [EAST_M, NORTH_M] = [96_486.28, 110_852.42];
const offset = (i: number, east: number, north: number, more = {}) =>
  fixAt(i, 110 + east / EAST_M, 30 + north / NORTH_M, more);

describe('the mean of positions', () => {
  it('is in their middle, with their spread, and on the ground', () => {
    // Corners of a square of two metres: each is the root of two from the middle.
    const corners = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([east, north], i) => offset(i, east!, north!, { heightGeoidM: 100 + (i % 2) }));
    const made = averageOf(corners, { ...OPTIONS, antennaHeightM: 1.8 })!;
    expect(made).toMatchObject({ count: 4, outliers: 0, otherQuality: 0, durationMs: 3000 });
    expect(made.record.lon).toBeCloseTo(110, 8);
    expect(made.record.lat).toBeCloseTo(30, 8);
    expect(made.spreadM!).toBeCloseTo(Math.sqrt((4 * 2) / 3), 4);
    expect(made.furthestM).toBeCloseTo(Math.SQRT2, 4);
    expect(made.heightSpreadM!).toBeCloseTo(Math.sqrt(1 / 3), 9);
    expect(made.record).toMatchObject({
      epsg: 4490,
      frame: 'wgs84',
      note: 'wgs84-taken',
      antennaHeightM: 1.8,
    });
    expect(made.record.heightGeoidM!).toBeCloseTo(98.7, 9);
    expect(made.record.heightEllipsoidM!).toBeCloseTo(78.2, 9);
  });

  it('follows the better ones where weights are asked for', () => {
    const good = { accuracy: { source: 'receiver', horizontalM: 1, verticalM: 1 } } as const;
    const poor = { accuracy: { source: 'receiver', horizontalM: 3, verticalM: 1 } } as const;
    const pair = [offset(0, 0, 0, good), offset(1, 10, 0, poor)];
    const at = averageOf(pair, { ...OPTIONS, weights: 'accuracy' })!.record.lon;
    expect((at - 110) * EAST_M).toBeCloseTo(1, 3);
    expect((averageOf(pair, OPTIONS)!.record.lon - 110) * EAST_M).toBeCloseTo(5, 3);
  });

  it('leaves outliers and other qualities out, and counts them', () => {
    const random = seeded(3);
    const around = Array.from({ length: 60 }, (_u, i) => offset(i, random() - 0.5, random() - 0.5));
    const far = [offset(60, 40, 0), offset(61, 0, -300)];
    const others = [offset(62, 2, 2, { quality: 4 }), offset(63, 2, 2, { quality: 6 })];
    const made = averageOf([...far, ...around, ...others], OPTIONS)!;
    expect(made).toMatchObject({ count: 60, outliers: 2, otherQuality: 2, record: { quality: 1 } });
    expect(made.furthestM).toBeLessThan(1);
  });

  it('of one position has no spread; of none that was measured there is none', () => {
    expect(averageOf([offset(0, 0, 0)], OPTIONS)).toMatchObject({
      count: 1,
      spreadM: null,
      heightSpreadM: null,
    });
    expect(averageOf([offset(0, 0, 0, { quality: 8 })], OPTIONS)).toBeNull();
    expect(averageOf([], OPTIONS)).toBeNull();
  });

  it('in the frame of a correction service needs no note', () => {
    expect(averageOf([offset(0, 0, 0)], { ...OPTIONS, frame: 'cgcs2000' })!.record.note).toBeNull();
  });
});
