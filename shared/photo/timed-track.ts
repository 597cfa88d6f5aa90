/** What a track has to say for photographs to be placed by it; columns of one length. */
export interface TimedPoints {
  readonly count: number;
  /** UTC, milliseconds since 1970; NaN where unknown. */
  readonly time: Float64Array;
  /** Degrees. */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** Metres; NaN where unknown. */
  readonly accuracy: Float32Array | Float64Array;
  /** Number of the first point of each segment. Between segments nothing is known. */
  readonly starts: Int32Array;
}

/** A stretch of points of one segment whose times never go back: numbers of points, in order. */
export interface Run {
  readonly points: Int32Array;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface TimedTrack {
  readonly points: TimedPoints;
  /** In order of time. */
  readonly runs: readonly Run[];
}

const isPlace = ({ lon, lat, time }: TimedPoints, i: number): boolean =>
  Number.isFinite(time[i]!) && Math.abs(lon[i]!) <= 180 && Math.abs(lat[i]!) <= 90;

/** A track made ready for questions by time. Where the time goes back within a segment, the track is broken there. */
export function timedTrack(points: TimedPoints): TimedTrack {
  const begins = new Set(points.starts);
  const runs: Run[] = [];
  let open: number[] = [];
  const end = (): void => {
    if (open.length > 0)
      runs.push({
        points: Int32Array.from(open),
        fromMs: points.time[open[0]!]!,
        toMs: points.time[open.at(-1)!]!,
      });
    open = [];
  };
  for (let i = 0; i < points.count; i++) {
    if (begins.has(i)) end();
    if (!isPlace(points, i)) continue;
    if (open.length > 0 && points.time[i]! < points.time[open.at(-1)!]!) end();
    open.push(i);
  }
  end();
  return { points, runs: runs.sort((a, b) => a.fromMs - b.fromMs) };
}
