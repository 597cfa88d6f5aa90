/** Distance of a point from the straight way between two others, plane coordinates. */
function away(
  p: readonly [number, number],
  a: readonly [number, number],
  b: readonly [number, number],
): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const along = length2 === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

/**
 * Which points of a line are enough for it to stay within `tolerance` of what it was (Douglas and Peucker 1973), in
 * order. Plane coordinates; first and last always stay.
 */
export function thinned(points: readonly (readonly [number, number])[], tolerance: number): number[] {
  const last = points.length - 1;
  if (last < 2) return points.map((_, i) => i);
  const keep = new Set([0, last]);
  const open: [number, number][] = [[0, last]];
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span;
    let farthest = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const distance = away(points[i]!, points[from]!, points[to]!);
      if (distance > most) [farthest, most] = [i, distance];
    }
    if (farthest < 0) continue;
    keep.add(farthest);
    open.push([from, farthest], [farthest, to]);
  }
  return [...keep].sort((a, b) => a - b);
}
