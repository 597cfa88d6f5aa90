import type { Rect } from './taken-space.ts';

/** Whether the edge a-b has a point inside the rectangle (Cohen and Sutherland's codes, then Liang and Barsky). */
function edgeMeets(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  [left, top, right, bottom]: Rect,
): boolean {
  if ((ax < left && bx < left) || (ax > right && bx > right)) return false;
  if ((ay < top && by < top) || (ay > bottom && by > bottom)) return false;
  let [from, to] = [0, 1];
  for (const [p, q] of [
    [ax - bx, ax - left],
    [bx - ax, right - ax],
    [ay - by, ay - top],
    [by - ay, bottom - ay],
  ] as const) {
    if (p === 0 && q < 0) return false;
    if (p < 0) from = Math.max(from, q / p);
    if (p > 0) to = Math.min(to, q / p);
  }
  return from <= to;
}

/** Whether a rectangle lies wholly inside a polygon: its middle does, and no border enters it. Rings flat and open. */
export function liesInside(rings: readonly ArrayLike<number>[], rect: Rect): boolean {
  const x = (rect[0] + rect[2]) / 2;
  const y = (rect[1] + rect[3]) / 2;
  let inside = false;
  for (const ring of rings) {
    const n = ring.length;
    let [ax, ay] = [ring[n - 2]!, ring[n - 1]!];
    for (let i = 0; i < n; i += 2) {
      const [bx, by] = [ring[i]!, ring[i + 1]!];
      if (edgeMeets(ax, ay, bx, by, rect)) return false;
      if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
      [ax, ay] = [bx, by];
    }
  }
  return inside;
}
