import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { trackFromPoints, type Track } from '../../shared/gnss/track-recorder.ts';
import { ACCURACY_SOURCES, type TrackPoint } from '../../shared/gnss/track-points.ts';
import type { Quality } from '../../shared/gnss/types.ts';

/*
 * A track on the disk: a line a point, each with its checksum. The first line says whose it is, the last one of a track
 * that was ended says so; what a crash has cut off ends the reading.
 */

const headSchema = z.strictObject({
  v: z.literal(1),
  id: z.string(),
  name: z.string(),
  frame: z.enum(['wgs84', 'cgcs2000']),
  antennaHeightM: z.number(),
});
export type TrackHead = z.infer<typeof headSchema>;

const sealed = (text: string): string => `${text} ${crc32(text).toString(16).padStart(8, '0')}\n`;

export const headLine = (head: TrackHead): string => sealed(`h ${JSON.stringify(head)}`);
export const END_LINE = sealed('e');

const numberOrDash = (value: number | null): string => (value === null ? '-' : String(value));

/** `b` for a point that begins a segment, `p` for one that goes on. */
export const pointLine = (point: TrackPoint, begins: boolean): string =>
  sealed(
    [
      begins ? 'b' : 'p',
      numberOrDash(point.timeMs),
      point.lon,
      point.lat,
      numberOrDash(point.heightM),
      numberOrDash(point.accuracyM),
      ACCURACY_SOURCES.indexOf(point.accuracySource),
      point.quality,
    ].join(' '),
  );

export interface ReadTrack {
  readonly head: TrackHead;
  /** Paused; or stopped, where it was ended. */
  readonly track: Track;
  readonly ended: boolean;
  /** Bytes that hold: what is behind them was cut off while it was written. */
  readonly bytes: number;
}

function readPoint(words: readonly string[]): TrackPoint | null {
  const orNull = (word: string | undefined): number | null => (word === '-' ? null : Number(word));
  const [, time, lon, lat, height, accuracy, source, quality] = words;
  const point: TrackPoint = {
    timeMs: orNull(time),
    lon: Number(lon),
    lat: Number(lat),
    heightM: orNull(height),
    accuracyM: orNull(accuracy),
    accuracySource: ACCURACY_SOURCES[Number(source)] ?? 'unknown',
    quality: Number(quality) as Quality,
  };
  return words.length === 8 && Number.isFinite(point.lon) && Number.isFinite(point.lat) ? point : null;
}

function readHead(text: string): TrackHead | null {
  try {
    const parsed = headSchema.safeParse(JSON.parse(text.slice(2)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The track of a file as far as its lines hold; null where not even its head does. */
export function readTrack(content: Buffer): ReadTrack | null {
  let head: TrackHead | null = null;
  let ended = false;
  let bytes = 0;
  const points: { point: TrackPoint; begins: boolean }[] = [];
  while (bytes < content.length && !ended) {
    const end = content.indexOf(10, bytes);
    if (end < 0) break;
    const line = content.toString('utf8', bytes, end);
    const text = line.slice(0, -9);
    if (`${line}\n` !== sealed(text)) break;
    if (head === null) {
      head = readHead(text);
      if (head === null) return null;
    } else if (text === 'e') {
      ended = true;
    } else {
      const point = readPoint(text.split(' '));
      if (point === null) break;
      points.push({ point, begins: text.startsWith('b') });
    }
    bytes = end + 1;
  }
  if (head === null) return null;
  const track = trackFromPoints(points);
  return { head, track: ended ? { ...track, phase: 'stopped' } : track, ended, bytes };
}
