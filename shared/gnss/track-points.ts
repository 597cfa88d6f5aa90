import type { Accuracy, Quality } from './types.ts';

/** Points of a track in flat columns, and where its segments begin. A point takes 42 bytes. */
export interface TrackPoints {
  readonly count: number;
  /** UTC, milliseconds since 1970; NaN where the receiver told no date. */
  readonly time: Float64Array;
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Metres above the geoid, of the ground; NaN where unknown. */
  readonly height: Float64Array;
  /** Metres; NaN where unknown. */
  readonly accuracy: Float32Array;
  /** Where the accuracy comes from: a place in `ACCURACY_SOURCES`. */
  readonly source: Uint8Array;
  readonly quality: Uint8Array;
  /** Number of the first point of each segment. Nothing is drawn from one segment to the next. */
  readonly starts: Int32Array;
}

export const ACCURACY_SOURCES: readonly Accuracy['source'][] = ['unknown', 'receiver', 'estimated'];

export interface TrackPoint {
  readonly timeMs: number | null;
  readonly lon: number;
  readonly lat: number;
  readonly heightM: number | null;
  readonly accuracyM: number | null;
  readonly accuracySource: Accuracy['source'];
  readonly quality: Quality;
}

/** Columns that grow. Nothing in them ever changes, so that a view stays right while more is added. */
export interface TrackColumns {
  readonly count: number;
  readonly segments: number;
  /** @param begins true where the point begins a segment; the first always does */
  add(point: TrackPoint, begins: boolean): void;
  /** Points from `from` on, without copying; `starts` of all segments that begin there, counted from `from`. */
  view(from?: number): TrackPoints;
  /** Bytes taken. */
  bytes(): number;
}

const FIRST_ROOM = 1024;

type Column = Float64Array | Float32Array | Uint8Array | Int32Array;
function grown<T extends Column>(column: T, room: number): T {
  const next = new (column.constructor as new (length: number) => T)(room);
  next.set(column);
  return next;
}

export function createTrackColumns(): TrackColumns {
  let room = FIRST_ROOM;
  let [count, segments] = [0, 0];
  let time = new Float64Array(room);
  let lon = new Float64Array(room);
  let lat = new Float64Array(room);
  let height = new Float64Array(room);
  let accuracy = new Float32Array(room);
  let source = new Uint8Array(room);
  let quality = new Uint8Array(room);
  let starts = new Int32Array(16);

  const grow = (): void => {
    room *= 2;
    [time, lon, lat, height] = [grown(time, room), grown(lon, room), grown(lat, room), grown(height, room)];
    [accuracy, source, quality] = [grown(accuracy, room), grown(source, room), grown(quality, room)];
  };

  return {
    get count() {
      return count;
    },
    get segments() {
      return segments;
    },
    add: (point, begins) => {
      if (count === room) grow();
      if (begins || count === 0) {
        if (segments === starts.length) starts = grown(starts, 2 * segments);
        starts[segments++] = count;
      }
      time[count] = point.timeMs ?? NaN;
      lon[count] = point.lon;
      lat[count] = point.lat;
      height[count] = point.heightM ?? NaN;
      accuracy[count] = point.accuracyM ?? NaN;
      source[count] = ACCURACY_SOURCES.indexOf(point.accuracySource);
      quality[count] = point.quality;
      count++;
    },
    view: (from = 0) => {
      let first = 0;
      while (first < segments && starts[first]! < from) first++;
      return {
        count: count - from,
        time: time.subarray(from, count),
        lon: lon.subarray(from, count),
        lat: lat.subarray(from, count),
        height: height.subarray(from, count),
        accuracy: accuracy.subarray(from, count),
        source: source.subarray(from, count),
        quality: quality.subarray(from, count),
        starts: starts.slice(first, segments).map((start) => start - from),
      };
    },
    bytes: () =>
      [time, lon, lat, height, accuracy, source, quality, starts].reduce(
        (sum, { byteLength }) => sum + byteLength,
        0,
      ),
  };
}

/** The point of a place in the columns. */
export function trackPointAt(points: TrackPoints, i: number): TrackPoint {
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    timeMs: orNull(points.time[i]!),
    lon: points.lon[i]!,
    lat: points.lat[i]!,
    heightM: orNull(points.height[i]!),
    accuracyM: orNull(points.accuracy[i]!),
    accuracySource: ACCURACY_SOURCES[points.source[i]!] ?? 'unknown',
    quality: points.quality[i]! as Quality,
  };
}

/** First and last (exclusive) point of each segment. */
export const segmentsOf = ({ starts, count }: TrackPoints): (readonly [number, number])[] =>
  Array.from(starts, (start, i) => [start, starts[i + 1] ?? count] as const);
