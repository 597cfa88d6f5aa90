import type { Chord, Prepared } from './chord.ts';
import type { Random } from './prng.ts';
import { segmentsMeet } from './ring.ts';

/** How a cut may run. */
export interface CutStyle {
  /** Greatest bend of the cut, as a share of its length; 0 for straight. */
  readonly bend: number;
  /** Distance between the points of a bent cut, metres. */
  readonly step: number;
}

/** Fractal points between two places, without the ends. */
function wander(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  style: CutStyle,
  rng: Random,
  scale: number,
  minimum: number,
): [number, number][] {
  const length = Math.hypot(bx - ax, by - ay);
  let depth = minimum;
  while (length / 2 ** depth > style.step && depth < 7) depth++;
  const n = 2 ** depth;
  const off = new Float64Array(n + 1);
  for (let size = n; size >= 2; size /= 2) {
    const amplitude = style.bend * scale * length * (size / n);
    for (let k = size / 2; k < n; k += size) {
      off[k] = (off[k - size / 2]! + off[k + size / 2]!) / 2 + amplitude * (rng.next() - 0.5);
    }
  }
  const nx = -(by - ay) / length;
  const ny = (bx - ax) / length;
  const out: [number, number][] = [];
  for (let k = 1; k < n; k++) {
    const t = k / n;
    out.push([ax + (bx - ax) * t + nx * off[k]!, ay + (by - ay) * t + ny * off[k]!]);
  }
  return out;
}

/** Whether the path (ends included) stays clear of the ring but for the edges it ends on, with fair angles. */
export function clear(p: Prepared, c: Chord, path: readonly [number, number][]): boolean {
  const { ring, n } = p;
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (const [x, y] of path) {
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  for (let k = 0; k < n; k++) {
    const m = (k + 1) % n;
    const ax = ring[2 * k]!;
    const ay = ring[2 * k + 1]!;
    const bx = ring[2 * m]!;
    const by = ring[2 * m + 1]!;
    if (
      Math.max(ax, bx) < minX ||
      Math.min(ax, bx) > maxX ||
      Math.max(ay, by) < minY ||
      Math.min(ay, by) > maxY
    )
      continue;
    for (let s = 0; s + 1 < path.length; s++) {
      if ((k === c.i && s === 0) || (k === c.j && s === path.length - 2)) continue;
      const [px, py] = path[s]!;
      const [qx, qy] = path[s + 1]!;
      if (segmentsMeet(px, py, qx, qy, ax, ay, bx, by)) return false;
    }
  }
  for (let s = 0; s + 2 < path.length; s++) {
    for (let t = s + 2; t + 1 < path.length; t++) {
      if (segmentsMeet(...path[s]!, ...path[s + 1]!, ...path[t]!, ...path[t + 1]!)) return false;
    }
  }
  const sine = (edge: number, from: [number, number], to: [number, number]): number => {
    const m = (edge + 1) % n;
    const ex = ring[2 * m]! - ring[2 * edge]!;
    const ey = ring[2 * m + 1]! - ring[2 * edge + 1]!;
    const dx = to[0] - from[0];
    const dy = to[1] - from[1];
    return Math.abs(ex * dy - ey * dx) / Math.hypot(ex, ey) / Math.hypot(dx, dy);
  };
  return (
    sine(c.i, path[0]!, path[1]!) > 0.4 && sine(c.j, path[path.length - 1]!, path[path.length - 2]!) > 0.4
  );
}

export function between(
  style: CutStyle,
  c: Chord,
  p: Prepared,
  rng: Random,
  minimum: number,
): [number, number][] {
  for (let scale = 1; scale > 0.1; scale /= 2) {
    const inner = style.bend === 0 ? [] : wander(c.ux, c.uy, c.wx, c.wy, style, rng, scale, minimum);
    if (clear(p, c, [[c.ux, c.uy], ...inner, [c.wx, c.wy]])) return inner;
    if (style.bend === 0) break;
  }
  if (minimum === 0) return [];
  return [[(c.ux + c.wx) / 2, (c.uy + c.wy) / 2]];
}
