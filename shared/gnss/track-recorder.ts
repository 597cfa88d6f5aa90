import { distanceM } from '../geometry/distance.ts';
import type { GnssSettings } from './settings.ts';
import { createTrackColumns, segmentsOf, type TrackColumns, type TrackPoint } from './track-points.ts';
import { isMeasured, type Fix } from './types.ts';

export type TrackPhase = 'idle' | 'recording' | 'paused' | 'stopped';

export type TrackEvent =
  | { readonly kind: 'start' | 'pause' | 'resume' | 'stop' }
  | { readonly kind: 'fix'; readonly fix: Fix; readonly apart: boolean };

type TrackSettings = Pick<GnssSettings, 'minDistanceM' | 'minTimeS' | 'antennaHeightM'>;

/** A point and when it was, on a clock that goes on over midnight and without a date. */
interface Timed {
  readonly point: TrackPoint;
  readonly orderMs: number;
}

/** A track as far as it has come. Older states stay right, for columns are only added to; only the newest is stepped. */
export interface Track {
  readonly phase: TrackPhase;
  readonly columns: TrackColumns;
  /** Metres along the segments. */
  readonly distanceM: number;
  /** Time under way: between points that are further apart than standing makes them. */
  readonly movingMs: number;
  /** Last point kept of the open segment; null where the next point begins one. */
  readonly last: Timed | null;
  /** What was passed over since, and ends the segment should nothing follow. */
  readonly passed: Timed | null;
}

/** Metres a second below which a receiver stands: what its positions wander by. */
const MOVING_MPS = 0.5;

export const newTrack = (): Track => ({
  phase: 'idle',
  columns: createTrackColumns(),
  distanceM: 0,
  movingMs: 0,
  last: null,
  passed: null,
});

const between = (a: TrackPoint, b: TrackPoint): number => distanceM(a.lon, a.lat, b.lon, b.lat);

function keep(track: Track, timed: Timed): Track {
  const { last, columns } = track;
  columns.add(timed.point, last === null);
  if (last === null) return { ...track, last: timed, passed: null };
  const metres = between(last.point, timed.point);
  const ms = timed.orderMs - last.orderMs;
  return {
    ...track,
    distanceM: track.distanceM + metres,
    movingMs: track.movingMs + (metres * 1000 >= MOVING_MPS * ms ? ms : 0),
    last: timed,
    passed: null,
  };
}

/** The segment ends where its last position was, even if that was too near to be kept on the way. */
function breakOff(track: Track): Track {
  const ended = track.passed === null ? track : keep(track, track.passed);
  return { ...ended, last: null, passed: null };
}

function takeFix(track: Track, fix: Fix, apart: boolean, settings: TrackSettings): Track {
  if (track.phase !== 'recording' || !isMeasured(fix.quality)) return track;
  const height = fix.heightGeoidM;
  const timed: Timed = {
    orderMs: fix.orderMs,
    point: {
      timeMs: fix.timeMs,
      lon: fix.lon,
      lat: fix.lat,
      heightM: height === null ? null : height - settings.antennaHeightM,
      accuracyM: fix.accuracy.horizontalM,
      accuracySource: fix.accuracy.source,
      quality: fix.quality,
    },
  };
  const at = apart ? breakOff(track) : track;
  if (at.last === null) return keep(at, timed);
  const near = between(at.last.point, timed.point) < settings.minDistanceM;
  const soon = timed.orderMs - at.last.orderMs < 1000 * settings.minTimeS;
  return near || soon ? { ...at, passed: timed } : keep(at, timed);
}

/**
 * The next state of a track. Outages and jumps (`apart`), pauses and the end break its line; nothing is ever put
 * between two positions.
 */
export function stepTrack(track: Track, event: TrackEvent, settings: TrackSettings): Track {
  const { phase } = track;
  const runs = phase === 'recording';
  if (event.kind === 'fix') return takeFix(track, event.fix, event.apart, settings);
  if (event.kind === 'start') return phase === 'idle' ? { ...track, phase: 'recording' } : track;
  if (event.kind === 'resume') return phase === 'paused' ? { ...track, phase: 'recording' } : track;
  if (event.kind === 'pause') return runs ? { ...breakOff(track), phase: 'paused' } : track;
  return runs || phase === 'paused' ? { ...breakOff(track), phase: 'stopped' } : track;
}

/** A track from points that were kept before, as after a crash: paused. */
export function trackFromPoints(
  points: Iterable<{ readonly point: TrackPoint; readonly begins: boolean }>,
): Track {
  let track: Track = newTrack();
  for (const { point, begins } of points) {
    // Without a date, no time is counted.
    const orderMs = point.timeMs ?? track.last?.orderMs ?? 0;
    track = keep(begins ? { ...track, last: null } : track, { point, orderMs });
  }
  return { ...track, last: null, phase: 'paused' };
}

/** What a track comes to. */
export interface TrackSummary {
  readonly phase: TrackPhase;
  readonly points: number;
  readonly segments: number;
  readonly distanceM: number;
  readonly movingMs: number;
  /** Segments of two points or more none of which has a date: of what day they are nobody knows. */
  readonly undated: number;
  /** UTC, milliseconds, of the first and the last point with a date; null without one. */
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

export function summaryOf(track: Track): TrackSummary {
  const { columns, phase, distanceM: metres, movingMs } = track;
  const points = columns.view();
  const { time } = points;
  return {
    phase,
    points: columns.count,
    segments: columns.segments,
    distanceM: metres,
    movingMs,
    undated: segmentsOf(points).filter(
      ([from, to]) => to - from > 1 && !time.subarray(from, to).some(Number.isFinite),
    ).length,
    firstMs: time.find(Number.isFinite) ?? null,
    lastMs: time.findLast(Number.isFinite) ?? null,
  };
}
