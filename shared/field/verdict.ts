import { z } from 'zod';
import { finite, lonLat } from '../bridge/schemas.ts';
import { frameNote, type PositionRecord } from '../gnss/position-record.ts';

/** What was found at a task: as said, not as said, or no longer so. */
export const VERDICTS = ['confirmed', 'refuted', 'changed'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** How the position of an observer was got: by a receiver, or set on the map by hand. */
export const POSITION_WAYS = ['receiver', 'hand'] as const;

/** Where somebody stood when noting something, and what that rests on. */
export const observerPosition = z.strictObject({
  how: z.enum(POSITION_WAYS),
  /** Degrees, on the grid. */
  place: lonLat,
  /** Metres; null where nobody knows. */
  accuracyM: finite.nonnegative().max(1_000_000).nullable(),
  /** Whether the receiver states the accuracy or it is estimated from the geometry of the satellites. */
  accuracyFrom: z.enum(['receiver', 'estimated', 'unknown']),
  /** Quality as GGA numbers it; null where no receiver measured it. */
  quality: z.number().int().min(0).max(8).nullable(),
  /** Metres above the geoid, of the ground. */
  heightM: finite.nullable(),
  /** UTC, milliseconds. */
  timeMs: finite.nullable(),
  /** What has to be said of the reference system. */
  note: z.enum(['wgs84-taken']).nullable(),
});
export type ObserverPosition = Readonly<z.infer<typeof observerPosition>>;

/** A measured position as that of an observer. */
export const measuredPosition = (record: PositionRecord): ObserverPosition => ({
  how: 'receiver',
  place: [record.lon, record.lat],
  accuracyM: record.accuracy.horizontalM,
  accuracyFrom: record.accuracy.source,
  quality: record.quality,
  heightM: record.heightGeoidM,
  timeMs: record.timeMs,
  note: frameNote(record.frame),
});

export const handPosition = (place: readonly [number, number]): ObserverPosition => ({
  how: 'hand',
  place: [place[0], place[1]],
  accuracyM: null,
  accuracyFrom: 'unknown',
  quality: null,
  heightM: null,
  timeMs: null,
  note: null,
});

/** A kept position; null for a text that is none. */
export function readPosition(kept: string | null): ObserverPosition | null {
  if (kept === null) return null;
  try {
    const read = observerPosition.safeParse(JSON.parse(kept));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
