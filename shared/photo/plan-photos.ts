import { placePhoto, type Placed, type PlaceOptions } from './place-photo.ts';
import type { PhotoFacts } from './photo-facts.ts';
import { photoTimeMs } from './photo-time.ts';
import { shiftFromClock, shiftsFromPlace, type SuggestedShift } from './suggest-shift.ts';
import type { TimedTrack } from './timed-track.ts';

/** A file that is to be placed; what it says of itself is null for what is no photograph. */
export interface Placeable {
  readonly name: string;
  readonly facts: PhotoFacts | null;
}

/** Evidence that is no photograph has no place of its own. */
export const NOWHERE: Placed = {
  takenAt: null,
  timeShiftS: null,
  placedBy: 'none',
  place: null,
  heightM: null,
  accuracyM: null,
  bearingDeg: null,
  why: null,
};

/** Where each file was made, in their order. */
export const planPhotos = (files: readonly Placeable[], options: PlaceOptions): readonly Placed[] =>
  files.map(({ facts }) => (facts === null ? NOWHERE : placePhoto(facts, options)));

/** A shift of the camera's clock, and the photograph that tells it. */
export interface ToldShift extends SuggestedShift {
  readonly name: string;
  /** By the time of its receiver, which needs no track, or by where it was taken on the track. */
  readonly by: 'receiver' | 'place';
}

/** Whatever is longer is no slip of a clock: the receiver's time is an old one. */
const MOST_SHIFT_S = 366 * 86_400;
/** A receiver's time is whole seconds, often some seconds old. */
const RECEIVER_S = 2;

/**
 * Shifts that the photographs themselves tell, one a photograph: by the time of its receiver where it has one, else by
 * its place where the track passed it. Those of receivers come first, then the nearest to the track.
 *
 * @param zoneMinutes of the camera, where a file does not say one
 */
export function toldShifts(
  files: readonly Placeable[],
  track: TimedTrack | null,
  zoneMinutes: number,
  maxGapS: number,
): readonly ToldShift[] {
  const told: ToldShift[] = [];
  for (const { name, facts } of files) {
    if (facts === null) continue;
    const cameraMs = photoTimeMs(facts, zoneMinutes, 0);
    if (Number.isNaN(cameraMs)) continue;
    if (facts.gpsTimeMs !== null) {
      const shiftS = shiftFromClock(cameraMs, facts.gpsTimeMs);
      if (Math.abs(shiftS) <= MOST_SHIFT_S)
        told.push({
          name,
          by: 'receiver',
          shiftS,
          distanceM: 0,
          fromS: shiftS - RECEIVER_S,
          toS: shiftS + RECEIVER_S,
        });
    } else if (track !== null && facts.place !== null) {
      const [best] = shiftsFromPlace(track, facts.place, cameraMs, undefined, maxGapS);
      if (best !== undefined) told.push({ ...best, name, by: 'place' });
    }
  }
  return told.sort(
    (a, b) => Number(a.by === 'place') - Number(b.by === 'place') || a.distanceM - b.distanceM,
  );
}

/** A shift in parts, as people say it: the clock is behind (its shift is added) or ahead. */
export interface ShiftParts {
  readonly behind: boolean;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

export function partsOfShift(shiftS: number): ShiftParts {
  const all = Math.abs(shiftS);
  return {
    behind: shiftS >= 0,
    hours: Math.floor(all / 3600),
    minutes: Math.floor(all / 60) % 60,
    seconds: all % 60,
  };
}

/** Seconds to be added to the camera's clock. */
export function shiftOfParts({ behind, hours, minutes, seconds }: ShiftParts): number {
  const all = hours * 3600 + minutes * 60 + seconds;
  return behind || all === 0 ? all : -all;
}

/** `+0:03:20` */
export function shiftText(shiftS: number): string {
  const { behind, hours, minutes, seconds } = partsOfShift(shiftS);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${behind ? '+' : '-'}${hours}:${two(minutes)}:${two(seconds)}`;
}

/** What is kept of a photograph's time and direction, to place it anew. The place that it has is not its own. */
export function factsOfKept(kept: {
  readonly takenAt: string | null;
  readonly bearingDeg: number | null;
}): PhotoFacts {
  const [, local = null, zone = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?)(Z|[+-]\d\d:\d\d)?$/.exec(kept.takenAt ?? '') ?? [];
  const minutes =
    zone === '' ? null : zone === 'Z' ? 0 : Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return {
    takenAt: local,
    offsetMinutes: minutes !== null && zone.startsWith('-') && minutes !== 0 ? -minutes : minutes,
    place: null,
    heightM: null,
    accuracyM: null,
    datum: null,
    gpsTimeMs: null,
    directionDeg: kept.bearingDeg,
    directionFrom: kept.bearingDeg === null ? null : 'true',
    orientation: null,
    width: null,
    height: null,
    camera: null,
    notes: [],
  };
}
