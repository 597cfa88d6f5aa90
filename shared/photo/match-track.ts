import { distanceM } from '../geometry/distance.ts';
import type { Run, TimedPoints, TimedTrack } from './timed-track.ts';

/** Seconds between two points of a track that a photograph may be placed between, where nothing else is said. */
export const DEFAULT_MAX_GAP_S = 30;

export interface TrackPlace {
  /** Degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Metres: the worse of the two points and how far the nearer of them is; null where the track says none. */
  readonly accuracyM: number | null;
  /** Seconds between the two points; 0 on a point. */
  readonly gapS: number;
}

/** Why a photograph has no place on a track. */
export const UNPLACED = [
  /** It has no time, or the track has none. */
  'no-time',
  'no-track',
  /** Before its beginning or after its end. */
  'outside-track',
  /** While the track was interrupted. */
  'track-break',
  /** The points beside it lie too far apart in time. */
  'track-gap',
] as const;
export type Unplaced = (typeof UNPLACED)[number];

export type Match =
  | { readonly placed: TrackPlace }
  | { readonly placed: null; readonly why: Unplaced; readonly gapS: number | null };

/** The place in `run.points` of the last point not after a time within the run. */
function lastBefore({ points }: Run, { time }: TimedPoints, timeMs: number): number {
  let low = 0;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (time[points[middle]!]! <= timeMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Between two neighbouring points of a run, whatever their gap. */
function between(run: Run, points: TimedPoints, timeMs: number): TrackPlace {
  const at = lastBefore(run, points, timeMs);
  const a = run.points[at]!;
  const { time, lon, lat, accuracy } = points;
  const exact = time[a] === timeMs || at + 1 === run.points.length;
  const b = exact ? a : run.points[at + 1]!;
  const spanMs = time[b]! - time[a]!;
  const share = exact ? 0 : (timeMs - time[a]!) / spanMs;
  const worse = Math.max(accuracy[a]!, accuracy[b]!);
  const aside = exact ? 0 : Math.min(share, 1 - share) * distanceM(lon[a]!, lat[a]!, lon[b]!, lat[b]!);
  return {
    lon: lon[a]! + share * (lon[b]! - lon[a]!),
    lat: lat[a]! + share * (lat[b]! - lat[a]!),
    accuracyM: Number.isFinite(worse) ? worse + aside : null,
    gapS: spanMs / 1000,
  };
}

const unplaced = (why: Unplaced, gapS: number | null = null): Match => ({ placed: null, why, gapS });

/**
 * Where one was at a time by a track: on the line between two neighbouring points of one segment that lie no more than
 * `maxGapS` seconds apart. Never over an interruption nor beyond an end. Of several tracks that run at that time the
 * one whose points are closest in time is taken.
 */
export function matchTrack(track: TimedTrack, timeMs: number, maxGapS = DEFAULT_MAX_GAP_S): Match {
  if (Number.isNaN(timeMs)) return unplaced('no-time');
  const { runs, points } = track;
  if (runs.length === 0) return unplaced('no-track');
  let best: TrackPlace | null = null;
  let [isBefore, isAfter] = [false, false];
  for (const run of runs) {
    if (run.fromMs > timeMs) isAfter = true;
    else if (run.toMs < timeMs) isBefore = true;
    else {
      const place = between(run, points, timeMs);
      if (best === null || place.gapS < best.gapS) best = place;
    }
  }
  if (best !== null) return best.gapS <= maxGapS ? { placed: best } : unplaced('track-gap', best.gapS);
  return unplaced(isBefore && isAfter ? 'track-break' : 'outside-track');
}
