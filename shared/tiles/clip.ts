import type { Box } from '../geometry/packed.ts';

/*
 * Clipping of flat coordinate lists [x, y, x, y ...] to a window, in degrees: edges are straight there.
 * Where an edge crosses the border of the window, the crossing is computed from its ends in one fixed
 * order, so that the two features sharing the edge get the same point whichever way their rings run.
 */

const outcode = (x: number, y: number, w: Box): number =>
  (x < w[0] ? 1 : x > w[2] ? 2 : 0) | (y < w[1] ? 4 : y > w[3] ? 8 : 0);

/**
 * The points `from` to `to` (exclusive) of a closed ring without those whose neighbours lie beyond the same
 * side of the window: nothing inside changes, and a polygon of 40,000 vertices becomes a few hundred.
 */
function decimate(xy: ArrayLike<number>, from: number, to: number, window: Box): number[] {
  const out: number[] = [];
  let previous = 0;
  let current = 0;
  for (let i = from; i < to; i++) {
    const x = xy[2 * i]!;
    const y = xy[2 * i + 1]!;
    const next = outcode(x, y, window);
    // The last point kept lies between two points beyond the same side: the way there is not seen.
    if (out.length >= 4 && (previous & current & next) !== 0) {
      out[out.length - 2] = x;
      out[out.length - 1] = y;
    } else {
      out.push(x, y);
      previous = current;
    }
    current = next;
  }
  return out;
}

/** Where the edge a-b meets the line `coordinate[axis] = k`; the other coordinate. */
function crossing(axis: 0 | 1, k: number, ax: number, ay: number, bx: number, by: number): number {
  const ordered = ax < bx || (ax === bx && ay < by);
  const [px, py, qx, qy] = ordered ? [ax, ay, bx, by] : [bx, by, ax, ay];
  return axis === 0 ? py + ((qy - py) * (k - px)) / (qx - px) : px + ((qx - px) * (k - py)) / (qy - py);
}

/** Sutherland-Hodgman against one side: keeps `sign * coordinate >= sign * k`. */
function clipSide(ring: number[], axis: 0 | 1, k: number, sign: 1 | -1): number[] {
  const out: number[] = [];
  const n = ring.length;
  if (n < 6) return out;
  let ax = ring[n - 2]!;
  let ay = ring[n - 1]!;
  let aIn = sign * ((axis === 0 ? ax : ay) - k) >= 0;
  for (let i = 0; i < n; i += 2) {
    const bx = ring[i]!;
    const by = ring[i + 1]!;
    const bIn = sign * ((axis === 0 ? bx : by) - k) >= 0;
    if (aIn !== bIn) {
      const other = crossing(axis, k, ax, ay, bx, by);
      if (axis === 0) out.push(k, other);
      else out.push(other, k);
    }
    if (bIn) out.push(bx, by);
    ax = bx;
    ay = by;
    aIn = bIn;
  }
  return out;
}

/**
 * The part of a closed ring inside the window, as an open ring; empty when none. Parts that the window
 * separates stay joined along its border, which lies in the buffer of a tile and is never seen.
 */
export function clipRing(xy: ArrayLike<number>, from: number, to: number, window: Box): number[] {
  let ring = decimate(xy, from, to, window);
  const n = ring.length;
  if (n >= 4 && ring[0] === ring[n - 2] && ring[1] === ring[n - 1]) ring.length = n - 2;
  ring = clipSide(ring, 0, window[0], 1);
  ring = clipSide(ring, 0, window[2], -1);
  ring = clipSide(ring, 1, window[1], 1);
  return clipSide(ring, 1, window[3], -1);
}

/** The parts of a line inside the window, each a flat list of at least two points. */
export function clipLine(xy: ArrayLike<number>, from: number, to: number, window: Box): number[][] {
  const out: number[][] = [];
  let open: number[] | null = null;
  for (let i = from; i + 1 < to; i++) {
    const segment = clipSegment(xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!, window);
    if (segment === null) {
      open = null;
      continue;
    }
    const [ax, ay, bx, by] = segment;
    if (open === null || open[open.length - 2] !== ax || open[open.length - 1] !== ay) {
      open = [ax, ay];
      out.push(open);
    }
    open.push(bx, by);
  }
  return out;
}

/** Liang-Barsky; the ends of a segment inside the window come back as they are. */
function clipSegment(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  w: Box,
): readonly [number, number, number, number] | null {
  let t0 = 0;
  let t1 = 1;
  const dx = bx - ax;
  const dy = by - ay;
  for (const [p, q] of [
    [-dx, ax - w[0]],
    [dx, w[2] - ax],
    [-dy, ay - w[1]],
    [dy, w[3] - ay],
  ] as const) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) {
      t0 = Math.max(t0, q / p);
    } else {
      t1 = Math.min(t1, q / p);
    }
  }
  if (t0 > t1) return null;
  return [
    t0 === 0 ? ax : ax + t0 * dx,
    t0 === 0 ? ay : ay + t0 * dy,
    t1 === 1 ? bx : ax + t1 * dx,
    t1 === 1 ? by : ay + t1 * dy,
  ];
}
