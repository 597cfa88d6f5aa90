import { DEFAULT_MAX_GAP_S, matchTrack, type Unplaced } from './match-track.ts';
import type { PhotoFacts, PhotoNote } from './photo-facts.ts';
import { photoTimeMs, takenAtWithZone } from './photo-time.ts';
import type { TimedTrack } from './timed-track.ts';

/** Who said where a photograph was taken. */
export const PLACED_BY = ['exif', 'track', 'receiver', 'hand', 'none'] as const;
export type PlacedBy = (typeof PLACED_BY)[number];

/** Where and when, as it is kept. */
export interface Placing {
  /** The camera's time with its zone; never shifted. */
  readonly takenAt: string | null;
  /** Seconds that were added to it for the track; null where no track was asked. */
  readonly timeShiftS: number | null;
  readonly placedBy: PlacedBy;
  /** Degrees. */
  readonly place: readonly [lon: number, lat: number] | null;
  readonly heightM: number | null;
  readonly accuracyM: number | null;
  /** Direction of view, degrees from true north. */
  readonly bearingDeg: number | null;
}

/** Why a photograph has no place: what is wrong with its own, or with the track. */
export type WhyUnplaced = Unplaced | PhotoNote;

export interface Placed extends Placing {
  readonly why: WhyUnplaced | null;
}

export interface PlaceOptions {
  readonly track: TimedTrack | null;
  readonly zoneMinutes: number;
  /** Seconds that the camera's clock was behind. */
  readonly shiftS: number;
  readonly maxGapS?: number;
  /** Degrees that magnetic north lies east of true north; null where unknown: then a magnetic direction is not kept. */
  readonly declinationDeg: number | null;
}

const POSITION_NOTES: readonly PhotoNote[] = [
  'no-hemisphere',
  'bad-position',
  'zero-position',
  'other-datum',
];

function trueBearing({ directionDeg, directionFrom }: PhotoFacts, declination: number | null): number | null {
  if (directionDeg === null || directionFrom === null) return null;
  if (directionFrom === 'true') return directionDeg;
  return declination === null ? null : (((directionDeg + declination) % 360) + 360) % 360;
}

/**
 * Where a photograph was taken: by its own position where it has one that can be trusted, else by the track at its
 * time, else nowhere, with the reason.
 */
export function placePhoto(facts: PhotoFacts, options: PlaceOptions): Placed {
  const { track, zoneMinutes, shiftS, maxGapS = DEFAULT_MAX_GAP_S, declinationDeg } = options;
  const common = {
    takenAt: takenAtWithZone(facts, zoneMinutes),
    bearingDeg: trueBearing(facts, declinationDeg),
  };
  const { place, heightM, accuracyM } = facts;
  if (place !== null)
    return { ...common, timeShiftS: null, placedBy: 'exif', place, heightM, accuracyM, why: null };
  const nowhere = { placedBy: 'none', place: null, heightM: null, accuracyM: null } as const;
  if (track === null) {
    const why = facts.notes.find((note) => POSITION_NOTES.includes(note)) ?? 'no-track';
    return { ...common, ...nowhere, timeShiftS: null, why };
  }
  const match = matchTrack(track, photoTimeMs(facts, zoneMinutes, shiftS), maxGapS);
  if (match.placed === null) return { ...common, ...nowhere, timeShiftS: shiftS, why: match.why };
  const { lon, lat, accuracyM: near } = match.placed;
  return {
    ...common,
    timeShiftS: shiftS,
    placedBy: 'track',
    place: [lon, lat],
    heightM: null,
    accuracyM: near,
    why: null,
  };
}
