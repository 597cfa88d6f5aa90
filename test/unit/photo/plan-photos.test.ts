import { describe, expect, it } from 'vitest';
import { filteredEvidence } from '../../../shared/photo/evidence-filter.ts';
import type { PhotoFacts } from '../../../shared/photo/photo-facts.ts';
import { placePhoto } from '../../../shared/photo/place-photo.ts';
import {
  factsOfKept,
  NOWHERE,
  partsOfShift,
  planPhotos,
  shiftOfParts,
  shiftText,
  toldShifts,
} from '../../../shared/photo/plan-photos.ts';
import { timedTrack } from '../../../shared/photo/timed-track.ts';

const BEGIN = Date.UTC(2026, 10, 30, 2);
/** A way to the east, a point each ten seconds, a thousandth of a degree apart. */
const track = timedTrack({
  count: 61,
  time: Float64Array.from({ length: 61 }, (_, i) => BEGIN + 10_000 * i),
  lon: Float64Array.from({ length: 61 }, (_, i) => 110 + i / 1000),
  lat: new Float64Array(61).fill(30),
  accuracy: new Float32Array(61).fill(4),
  starts: Int32Array.from([0]),
});
const facts = (patch: Partial<PhotoFacts>): PhotoFacts => ({
  ...factsOfKept({ takenAt: null, bearingDeg: null }),
  ...patch,
});
const options = { track, zoneMinutes: 480, shiftS: 0, declinationDeg: null };

describe('a plan of places', () => {
  it('is by the position of each, else by the track at its time with the shift, in the order of the files', () => {
    const files = [
      { name: 'own', facts: facts({ place: [111, 31], takenAt: '2026-11-30T10:00:25' }) },
      { name: 'late', facts: facts({ takenAt: '2026-11-30T10:03:25' }) },
      { name: 'sound', facts: null },
    ];
    const [own, late, sound] = planPhotos(files, { ...options, shiftS: -180 });
    expect([own!.placedBy, own!.place]).toEqual(['exif', [111, 31]]);
    expect(late!.placedBy).toBe('track');
    // 25 seconds from the begin, a thousandth of a degree each ten.
    expect(late!.place![0]).toBeCloseTo(110.0025, 9);
    expect(late!.timeShiftS).toBe(-180);
    expect(sound).toBe(NOWHERE);
  });

  it('has shifts that photographs tell: by their receiver before by their place, one a photograph', () => {
    const files = [
      // At 110.03 the track is 300 seconds after its begin; the camera says 200.
      { name: 'place', facts: facts({ place: [110.03, 30], takenAt: '2026-11-30T10:03:20' }) },
      { name: 'far', facts: facts({ place: [112, 30], takenAt: '2026-11-30T10:03:20' }) },
      {
        name: 'clock',
        facts: facts({ place: [110.01, 30], gpsTimeMs: BEGIN + 97_000, takenAt: '2026-11-30T10:00:00' }),
      },
      { name: 'stale', facts: facts({ gpsTimeMs: Date.UTC(2011, 0, 1), takenAt: '2026-11-30T10:00:00' }) },
      { name: 'no time', facts: facts({ place: [110.01, 30] }) },
    ];
    const told = toldShifts(files, track, 480, 30);
    expect(told.map(({ name, by, shiftS }) => [name, by, shiftS])).toEqual([
      ['clock', 'receiver', 97],
      ['place', 'place', 100],
    ]);
    expect(toldShifts(files, null, 480, 30).map(({ name }) => name)).toEqual(['clock']);
  });

  it('places what is kept at its own time and zone, without losing its direction', () => {
    for (const [takenAt, offset] of [
      ['2026-11-30T10:00:25+08:00', 480],
      ['2026-11-29T22:30:25-03:30', -210],
      ['2026-11-30T02:00:25.000Z', 0],
    ] as const) {
      const kept = factsOfKept({ takenAt, bearingDeg: 45 });
      expect(kept.offsetMinutes).toBe(offset);
      const placed = placePhoto(kept, { ...options, zoneMinutes: 0 });
      expect(placed.bearingDeg).toBe(45);
      expect(placed.place![0]).toBeCloseTo(110.0025, 9);
    }
    expect(factsOfKept({ takenAt: 'yesterday', bearingDeg: null }).takenAt).toBeNull();
  });
});

describe('a shift in parts', () => {
  it('comes back from its parts, either way', () => {
    for (const shiftS of [0, 1, -1, 59, -60, 3599, -3600, 3 * 3600 + 125, -86_400 * 3 - 7])
      expect(shiftOfParts(partsOfShift(shiftS))).toBe(shiftS);
    expect(Object.is(shiftOfParts({ behind: false, hours: 0, minutes: 0, seconds: 0 }), 0)).toBe(true);
    expect([shiftText(200), shiftText(-3725), shiftText(0)]).toEqual(['+0:03:20', '-1:02:05', '+0:00:00']);
  });
});

describe('the filter of evidence', () => {
  const one = (name: string, kind: 'photo' | 'audio', at: string | null, place = false, subject = false) => ({
    name,
    kind,
    takenAt: at,
    place: place ? [1, 2] : null,
    subject: subject ? {} : null,
  });
  const all = [
    one('none', 'photo', null),
    one('second', 'photo', '2026-11-30T10:00:00+08:00', true),
    // Earlier, though its text comes later.
    one('first', 'audio', '2026-11-30T01:00:00.000Z', true, true),
  ];
  const names = (...of: Parameters<typeof filteredEvidence<(typeof all)[number]>>): string[] =>
    filteredEvidence(...of).map(({ name }) => name);

  it('lists by time whatever the zone, what has none last', () => {
    expect(names(all, { kind: 'all', place: 'all', link: 'all' })).toEqual(['first', 'second', 'none']);
  });
  it('takes kind, place and link together', () => {
    expect(names(all, { kind: 'photo', place: 'all', link: 'all' })).toEqual(['second', 'none']);
    expect(names(all, { kind: 'all', place: 'unplaced', link: 'all' })).toEqual(['none']);
    expect(names(all, { kind: 'all', place: 'placed', link: 'unlinked' })).toEqual(['second']);
    expect(names(all, { kind: 'photo', place: 'all', link: 'linked' })).toEqual([]);
  });
});
