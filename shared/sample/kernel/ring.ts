/*
 * Plane geometry of open rings (no closing point), flat as [x, y, x, y ...], metres of the drawing frame.
 */

/** A ring or line: x and y by turns. */
export type Flat = number[];

/** Signed area, positive when counter-clockwise. */
export function areaOf(ring: ArrayLike<number>): number {
  const n = ring.length;
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let sum = 0;
  for (let i = 2; i + 3 < n; i += 2) {
    sum += (ring[i]! - x0) * (ring[i + 3]! - y0) - (ring[i + 2]! - x0) * (ring[i + 1]! - y0);
  }
  return sum / 2;
}

/** Centre of gravity. */
export function centroidOf(ring: ArrayLike<number>): [number, number] {
  const n = ring.length;
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  let a = 0;
  let cx = 0;
  let cy = 0;
  for (let i = 2; i + 3 < n; i += 2) {
    const ax = ring[i]! - x0;
    const ay = ring[i + 1]! - y0;
    const bx = ring[i + 2]! - x0;
    const by = ring[i + 3]! - y0;
    const w = ax * by - bx * ay;
    a += w;
    cx += w * (ax + bx);
    cy += w * (ay + by);
  }
  return a === 0 ? [x0, y0] : [x0 + cx / (3 * a), y0 + cy / (3 * a)];
}

/** Whether a point lies inside (even-odd). */
export function inside(ring: ArrayLike<number>, x: number, y: number): boolean {
  let odd = false;
  const n = ring.length;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const yi = ring[i + 1]!;
    const yj = ring[j + 1]!;
    if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) odd = !odd;
  }
  return odd;
}

/** West, south, east, north. */
export type FrameBox = [number, number, number, number];

export function boxOf(ring: ArrayLike<number>): FrameBox {
  const box: FrameBox = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i]!;
    const y = ring[i + 1]!;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

/** A point well inside: the middle of the widest stretch of several horizontal lines. */
export function insidePoint(ring: ArrayLike<number>): [number, number] {
  const box = boxOf(ring);
  let best: [number, number] = centroidOf(ring);
  let width = 0;
  for (let k = 1; k < 16; k++) {
    const y = box[1] + ((box[3] - box[1]) * (k + 0.137)) / 16.3;
    const cuts: number[] = [];
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const yi = ring[i + 1]!;
      const yj = ring[j + 1]!;
      if (yi > y !== yj > y) cuts.push(((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!);
    }
    cuts.sort((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const w = cuts[i + 1]! - cuts[i]!;
      if (w > width) {
        width = w;
        best = [(cuts[i]! + cuts[i + 1]!) / 2, y];
      }
    }
  }
  return best;
}

/** The ring scaled about a centre until its area is the given one (m2). */
export function scaledTo(ring: Flat, area: number, cx: number, cy: number): Flat {
  const s = Math.sqrt(area / Math.abs(areaOf(ring)));
  return ring.map((v, i) => (i % 2 === 0 ? cx + (v - cx) * s : cy + (v - cy) * s));
}

/** Distance of a point from a segment. */
export function distanceToSegment(
  px: number,
  py: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): number {
  const dx = bx - ax;
  const dy = by - ay;
  const l2 = dx * dx + dy * dy;
  const t = l2 === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / l2));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/** Distance of a point from a line or (closed) ring. */
export function distanceTo(line: ArrayLike<number>, px: number, py: number, closed = false): number {
  let best = Infinity;
  const n = line.length;
  for (let i = 0; i + 3 < n; i += 2) {
    best = Math.min(best, distanceToSegment(px, py, line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!));
  }
  if (closed && n > 2) {
    best = Math.min(best, distanceToSegment(px, py, line[n - 2]!, line[n - 1]!, line[0]!, line[1]!));
  }
  return best;
}

/** Whether two segments cross or touch, ends included. */
export function segmentsMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const o1 = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const o2 = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const o3 = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const o4 = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return o1 * o2 <= 0 && o3 * o4 <= 0;
}
