/** A stretch of a line by its parameter, 0 at the beginning and 1 at the end. */
export type Interval = readonly [from: number, to: number];

/**
 * The stretch of the line from the origin to (dx, dy) that lies within `reach` of the segment e-f. What lies within
 * a distance of a segment is convex, so it is one stretch: the union of what lies by its side and at its two ends.
 */
export function nearInterval(
  dx: number,
  dy: number,
  ex: number,
  ey: number,
  fx: number,
  fy: number,
  reach: number,
): Interval | null {
  let from = Infinity;
  let to = -Infinity;
  const take = (a: number, b: number): void => {
    const low = Math.max(a, 0);
    const high = Math.min(b, 1);
    if (low > high) return;
    from = Math.min(from, low);
    to = Math.max(to, high);
  };
  const length2 = dx * dx + dy * dy;
  const disc = (cx: number, cy: number): void => {
    const along = dx * cx + dy * cy;
    const root = along * along - length2 * (cx * cx + cy * cy - reach * reach);
    if (root < 0) return;
    take((along - Math.sqrt(root)) / length2, (along + Math.sqrt(root)) / length2);
  };
  disc(ex, ey);
  disc(fx, fy);
  const wx = fx - ex;
  const wy = fy - ey;
  const w2 = wx * wx + wy * wy;
  // Beside the segment: both the way along it and the way off it are linear in the parameter.
  const along = clip(-(ex * wx + ey * wy), dx * wx + dy * wy, 0, w2);
  const limit = reach * Math.sqrt(w2);
  const aside = clip(-(wx * ey - wy * ex), wx * dy - wy * dx, -limit, limit);
  if (along !== null && aside !== null) take(Math.max(along[0], aside[0]), Math.min(along[1], aside[1]));
  return from > to ? null : [from, to];
}

/** Where `start + slope * t` lies between two values; null for nowhere. */
function clip(start: number, slope: number, low: number, high: number): Interval | null {
  if (slope === 0) return start >= low && start <= high ? [0, 1] : null;
  const a = (low - start) / slope;
  const b = (high - start) / slope;
  return a <= b ? [a, b] : [b, a];
}

/** Distance of the point p from the segment e-f. */
export function segmentDistance(
  px: number,
  py: number,
  ex: number,
  ey: number,
  fx: number,
  fy: number,
): number {
  const wx = fx - ex;
  const wy = fy - ey;
  const w2 = wx * wx + wy * wy;
  const t = w2 === 0 ? 0 : Math.min(1, Math.max(0, ((px - ex) * wx + (py - ey) * wy) / w2));
  return Math.hypot(ex + t * wx - px, ey + t * wy - py);
}

/** Intervals put together where they meet, in order. */
export function merged(intervals: Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const next of intervals.sort((a, b) => a[0] - b[0])) {
    const last = out.at(-1);
    if (last !== undefined && next[0] <= last[1]) out[out.length - 1] = [last[0], Math.max(last[1], next[1])];
    else out.push(next);
  }
  return out;
}

/** What of ordered, separate intervals lies in none of others that are ordered and separate. */
export function without(intervals: readonly Interval[], others: readonly Interval[]): Interval[] {
  const out: Interval[] = [];
  for (const [from, to] of intervals) {
    let at = from;
    for (const [start, end] of others) {
      if (end <= at || start >= to) continue;
      if (start > at) out.push([at, start]);
      at = Math.max(at, end);
    }
    if (at < to) out.push([at, to]);
  }
  return out;
}
