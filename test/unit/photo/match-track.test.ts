import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrackColumns } from '../../../shared/gnss/track-points.ts';
import { distanceM } from '../../../shared/geometry/distance.ts';
import { matchTrack } from '../../../shared/photo/match-track.ts';
import { placePhoto } from '../../../shared/photo/place-photo.ts';
import { photoTimeMs, readZone, takenAtWithZone } from '../../../shared/photo/photo-time.ts';
import { readPhoto } from '../../../shared/photo/read-photo.ts';
import { shiftFromClock, shiftsFromPlace } from '../../../shared/photo/suggest-shift.ts';
import { timedTrack, type TimedPoints } from '../../../shared/photo/timed-track.ts';
import { bytesOf, photoOf } from '../../fixtures/photo/make-photo.ts';

/** 10:00:00 in China. */
const TEN = Date.UTC(2026, 4, 1, 2);
type Row = readonly [seconds: number, lon: number, lat: number, accuracy?: number];

/** Segments of rows by seconds after ten. */
function pointsOf(...segments: readonly (readonly Row[])[]): TimedPoints {
  const rows = segments.flat();
  let begin = 0;
  const starts = segments.map(({ length }) => (begin += length) - length);
  return {
    count: rows.length,
    time: Float64Array.from(rows, ([seconds]) => TEN + seconds * 1000),
    lon: Float64Array.from(rows, ([, lon]) => lon),
    lat: Float64Array.from(rows, ([, , lat]) => lat),
    accuracy: Float32Array.from(rows, ([, , , accuracy]) => accuracy ?? NaN),
    starts: Int32Array.from(starts),
  };
}

/** East by a ten thousandth of a degree each ten seconds; an outage of a minute after a minute; a gap of 40 s at the end. */
const walk = (from: number, to: number): Row[] =>
  Array.from({ length: (to - from) / 10 + 1 }, (_, i) => {
    const seconds = from + 10 * i;
    return [seconds, 110 + seconds * 1e-5, 30, 4];
  });
const track = timedTrack(pointsOf(walk(0, 60), [...walk(120, 180), [220, 110.0022, 30, 8]]));
const at = (seconds: number, gap?: number) => matchTrack(track, TEN + seconds * 1000, gap);

describe('a time on a track', () => {
  it('is on the line between two points, as far along as the time', () => {
    const { placed } = at(25);
    expect(placed!.lon).toBeCloseTo(110.000_25, 12);
    expect(placed!.lat).toBe(30);
    expect(placed!.gapS).toBe(10);
    // Half way between two points that are 9.65 m apart, each good to 4 m.
    expect(placed!.accuracyM).toBeCloseTo(4 + distanceM(110, 30, 110.000_05, 30), 6);
    expect(at(30).placed).toEqual({ lon: 110.0003, lat: 30, accuracyM: 4, gapS: 0 });
    expect(at(0).placed?.lon).toBe(110);
    expect(at(60).placed?.lon).toBe(110.0006);
  });

  it('has no place over an interruption, in a gap, before or after', () => {
    expect(at(61)).toEqual({ placed: null, why: 'track-break', gapS: null });
    expect(at(90, 1000)).toEqual({ placed: null, why: 'track-break', gapS: null });
    expect(at(200)).toEqual({ placed: null, why: 'track-gap', gapS: 40 });
    expect(at(200, 40).placed?.lon).toBeCloseTo(110.002, 12);
    expect(at(-1)).toMatchObject({ why: 'outside-track' });
    expect(at(221)).toMatchObject({ why: 'outside-track' });
    expect(matchTrack(track, NaN)).toMatchObject({ why: 'no-time' });
    expect(matchTrack(timedTrack(pointsOf([])), TEN)).toMatchObject({ why: 'no-track' });
  });

  it('does not run back: where the clock of the receiver jumped, the track is broken', () => {
    const jumped = timedTrack(
      pointsOf([
        [0, 110, 30],
        [10, 110.1, 30],
        [5, 120, 40],
        [15, 120.1, 40],
      ]),
    );
    expect(jumped.runs).toHaveLength(2);
    // Both stretches run at that time; neither line goes from one to the other.
    expect([110.07, 120.02]).toContainEqual(Number(matchTrack(jumped, TEN + 7000).placed!.lon.toFixed(6)));
    expect(matchTrack(jumped, TEN + 12_000).placed!.lon).toBeCloseTo(120.07, 9);
  });

  it('says no accuracy where the track says none, and passes over points without time or place', () => {
    const holes = timedTrack(
      pointsOf([
        [0, 110, 30],
        [NaN, 111, 31],
        [8, NaN, 30],
        [10, 110.001, 30],
      ]),
    );
    expect(matchTrack(holes, TEN + 5000).placed).toMatchObject({ accuracyM: null, gapS: 10 });
    expect(matchTrack(holes, TEN + 5000).placed!.lon).toBeCloseTo(110.0005, 12);
  });

  it('is asked of the track of a receiver as it is recorded', () => {
    const recorded = createTrackColumns();
    for (const [seconds, begins] of [
      [0, true],
      [10, false],
      [50, true],
    ] as const)
      recorded.add(
        {
          timeMs: TEN + seconds * 1000,
          lon: 110 + seconds * 1e-5,
          lat: 30,
          heightM: null,
          accuracyM: 2,
          accuracySource: 'receiver',
          quality: 1,
        },
        begins,
      );
    const there = timedTrack(recorded.view());
    expect(matchTrack(there, TEN + 5000).placed!.lon).toBeCloseTo(110.000_05, 12);
    expect(matchTrack(there, TEN + 30_000)).toMatchObject({ why: 'track-break' });
  });

  it('is between the two points that a search from the beginning finds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 12 }), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: -20, max: 1500 }),
        (steps, seconds) => {
          let now = 0;
          const segments = steps.map((some) => {
            now += 100;
            return some.map((step): Row => [(now += step), 110 + now * 1e-5, 30 - now * 1e-5, 3]);
          });
          const { placed } = matchTrack(timedTrack(pointsOf(...segments)), TEN + seconds * 1000);
          const wanted = segments.some((rows) =>
            rows.some(
              ([to], i) =>
                to === seconds ||
                (i > 0 && rows[i - 1]![0] < seconds && seconds < to && to - rows[i - 1]![0] <= 30),
            ),
          );
          expect(placed !== null).toBe(wanted);
          // Everybody walks at one speed: the place tells the time.
          expect(placed === null ? seconds : Math.round((placed.lon - 110) * 1e5)).toBe(seconds);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

const options = { track, zoneMinutes: 480, shiftS: 0, declinationDeg: null };
const photo = (taken: string | null, place: readonly [number, number] | null = null) =>
  readPhoto(bytesOf(photoOf(taken, place)));

describe('a photograph', () => {
  it('is placed by its own position first, then by the track, else not and why is said', () => {
    expect(placePhoto(photo('2026:05:01 10:00:25', [111, 31]), options)).toMatchObject({
      placedBy: 'exif',
      place: [111, 31],
      timeShiftS: null,
      takenAt: '2026-05-01T10:00:25+08:00',
    });
    const placed = placePhoto(photo('2026:05:01 10:00:25'), options);
    expect(placed).toMatchObject({ placedBy: 'track', timeShiftS: 0, why: null });
    expect(placed.place![0]).toBeCloseTo(110.000_25, 12);
    expect(placePhoto(photo('2026:05:01 10:01:30'), options)).toMatchObject({
      placedBy: 'none',
      place: null,
      why: 'track-break',
    });
    expect(placePhoto(photo(null), options)).toMatchObject({ why: 'no-time' });
    expect(placePhoto(photo(null), { ...options, track: null })).toMatchObject({
      why: 'no-track',
      timeShiftS: null,
    });
    expect(placePhoto(photo(null, [0, 0]), { ...options, track: null })).toMatchObject({
      why: 'zero-position',
    });
  });

  it('of a clock that is hours wrong is placed with the shift, and in another zone with the zone', () => {
    const late = photo('2026:05:01 13:00:25');
    expect(placePhoto(late, options).why).toBe('outside-track');
    expect(placePhoto(late, { ...options, shiftS: -3 * 3600 }).place![0]).toBeCloseTo(110.000_25, 12);
    expect(placePhoto(late, { ...options, zoneMinutes: 660 }).place![0]).toBeCloseTo(110.000_25, 12);
  });

  it('of a magnetic direction is turned by the declination, or has none', () => {
    const facts = { ...photo('2026:05:01 10:00:25'), directionDeg: 2, directionFrom: 'magnetic' as const };
    expect(placePhoto(facts, options).bearingDeg).toBeNull();
    expect(placePhoto(facts, { ...options, declinationDeg: -4.5 }).bearingDeg).toBe(357.5);
    expect(placePhoto({ ...facts, directionFrom: 'true' }, options).bearingDeg).toBe(2);
    expect(placePhoto({ ...facts, directionFrom: null }, options).bearingDeg).toBeNull();
  });
});

describe('the shift of a clock', () => {
  const camera = { takenAt: '2026-05-01T13:00:25', offsetMinutes: null };

  it('is what a clock in the picture shows, less what the camera says', () => {
    expect(shiftFromClock(photoTimeMs(camera, 480, 0), TEN + 25_000)).toBe(-10_800);
  });

  it('is the time that the track passed a place, nearest first', () => {
    const found = shiftsFromPlace(track, [110.000_25, 30.000_01], photoTimeMs(camera, 480, 0), 5);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ shiftS: -10_800 });
    expect(found[0]!.distanceM).toBeCloseTo(1.109, 2);
    expect(shiftsFromPlace(track, [110.000_25, 30.01], TEN)).toEqual([]);
  });

  it('is offered for each pass, and never over an interruption', () => {
    const there = timedTrack(
      pointsOf([...walk(0, 60), ...walk(0, 60).map(([s, , lat]): Row => [s + 70, 110.0006 - s * 1e-5, lat])]),
    );
    const found = shiftsFromPlace(there, [110.0002, 30], TEN, 5);
    expect(found.map(({ shiftS }) => shiftS)).toEqual([20, 110]);
    // The middle of the outage of a minute is 30 m from both of its ends.
    expect(shiftsFromPlace(track, [110.0009, 30], TEN, 5)).toEqual([]);
  });

  it('with the place it came from puts the photograph at that place', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: -90_000, max: 90_000 }),
        (seconds, wrong) => {
          const place: readonly [number, number] = [110 + seconds * 1e-5, 30];
          const cameraMs = TEN + (seconds + wrong) * 1000;
          const [best] = shiftsFromPlace(track, place, cameraMs);
          expect(best?.shiftS).toBe(wrong === 0 ? 0 : -wrong);
          expect(matchTrack(track, cameraMs + best!.shiftS * 1000).placed!.lon).toBeCloseTo(place[0], 9);
        },
      ),
    );
  });
});

describe('zones', () => {
  it.each([
    ['+8', 480],
    ['8', 480],
    ['+08:00', 480],
    ['-3:30', -210],
    ['Z', 0],
    ['-0', 0],
    ['+15', null],
    ['east', null],
  ])('are read: %s', (text, minutes) => {
    expect(readZone(text)).toBe(minutes);
  });

  it('of the file come before the stated one', () => {
    const facts = { takenAt: '2026-05-01T10:00:00', offsetMinutes: -210 };
    expect(takenAtWithZone(facts, 480)).toBe('2026-05-01T10:00:00-03:30');
    expect(photoTimeMs(facts, 480, 2)).toBe(Date.UTC(2026, 4, 1, 13, 30, 2));
  });
});
