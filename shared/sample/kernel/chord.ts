import { areaOf } from './ring.ts';

/** A straight cut through a simple ring, from edge `i` to edge `j` (`i < j`, edge k runs from point k to k+1). */
export interface Chord {
  readonly i: number;
  readonly j: number;
  readonly ux: number;
  readonly uy: number;
  readonly wx: number;
  readonly wy: number;
  /** Area of the part that holds points i+1 .. j. */
  readonly part: number;
  readonly length: number;
  /** Smallest sine of the angle between the cut and the edges it ends on. */
  readonly sine: number;
  /** Whether both ends lie on edges that may be cut, away from corners. */
  readonly fair: boolean;
}

/** A ring made ready for many cuts. */
export interface Prepared {
  readonly ring: readonly number[];
  readonly n: number;
  readonly area: number;
  /** Twice the running sums of the shoelace terms about the first point. */
  readonly sums: Float64Array;
  /** Edges a cut may end on. */
  readonly open: (edge: number) => boolean;
}

export function prepare(ring: readonly number[], open: (edge: number) => boolean = () => true): Prepared {
  const n = ring.length / 2;
  const sums = new Float64Array(n + 1);
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  for (let k = 0; k < n; k++) {
    const m = (k + 1) % n;
    sums[k + 1] =
      sums[k]! +
      (ring[2 * k]! - x0) * (ring[2 * m + 1]! - y0) -
      (ring[2 * m]! - x0) * (ring[2 * k + 1]! - y0);
  }
  return { ring, n, area: areaOf(ring), sums, open };
}

function partArea(p: Prepared, i: number, j: number, u: [number, number], w: [number, number]): number {
  const { ring, sums } = p;
  const x0 = ring[0]!;
  const y0 = ring[1]!;
  const cross = (ax: number, ay: number, bx: number, by: number): number =>
    (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  const a = (i + 1) % p.n;
  return (
    (cross(u[0], u[1], ring[2 * a]!, ring[2 * a + 1]!) +
      (sums[j]! - sums[i + 1]!) +
      cross(ring[2 * j]!, ring[2 * j + 1]!, w[0], w[1]) +
      cross(w[0], w[1], u[0], u[1])) /
    2
  );
}

/** All cuts of the line with normal (nx, ny) at offset t. */
export function chordsAt(p: Prepared, nx: number, ny: number, t: number): Chord[] {
  const { ring, n } = p;
  const hits: { edge: number; x: number; y: number; s: number; sine: number; ok: boolean }[] = [];
  let d = ring[0]! * nx + ring[1]! * ny - t;
  for (let k = 0; k < n; k++) {
    const m = k + 1 === n ? 0 : k + 1;
    const e = ring[2 * m]! * nx + ring[2 * m + 1]! * ny - t;
    if (d > 0 !== e > 0) {
      const f = d / (d - e);
      const dx = ring[2 * m]! - ring[2 * k]!;
      const dy = ring[2 * m + 1]! - ring[2 * k + 1]!;
      const length = Math.hypot(dx, dy);
      const x = ring[2 * k]! + f * dx;
      const y = ring[2 * k + 1]! + f * dy;
      const margin = Math.min(f, 1 - f) * length;
      hits.push({
        edge: k,
        x,
        y,
        s: -ny * x + nx * y,
        sine: Math.abs(dx * nx + dy * ny) / length,
        ok: p.open(k) && margin > Math.min(0.1 * length, 8) && length > 4,
      });
    }
    d = e;
  }
  hits.sort((a, b) => a.s - b.s);
  const chords: Chord[] = [];
  for (let k = 0; k + 1 < hits.length; k += 2) {
    let a = hits[k]!;
    let b = hits[k + 1]!;
    if (a.edge === b.edge) continue;
    if (a.edge > b.edge) [a, b] = [b, a];
    chords.push({
      i: a.edge,
      j: b.edge,
      ux: a.x,
      uy: a.y,
      wx: b.x,
      wy: b.y,
      part: partArea(p, a.edge, b.edge, [a.x, a.y], [b.x, b.y]),
      length: Math.hypot(a.x - b.x, a.y - b.y),
      sine: Math.min(a.sine, b.sine),
      fair: a.ok && b.ok,
    });
  }
  return chords;
}

/** Direction (radians) of the long axis by second moments of the ring's points. */
export function longAxis(ring: readonly number[]): number {
  const n = ring.length;
  let cx = 0;
  let cy = 0;
  let total = 0;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const l = Math.hypot(ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!);
    cx += (l * (ring[i]! + ring[j]!)) / 2;
    cy += (l * (ring[i + 1]! + ring[j + 1]!)) / 2;
    total += l;
  }
  cx /= total;
  cy /= total;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = 0, j = n - 2; i < n; j = i, i += 2) {
    const l = Math.hypot(ring[i]! - ring[j]!, ring[i + 1]! - ring[j + 1]!);
    const mx = (ring[i]! + ring[j]!) / 2 - cx;
    const my = (ring[i + 1]! + ring[j + 1]!) / 2 - cy;
    xx += l * mx * mx;
    xy += l * mx * my;
    yy += l * my * my;
  }
  return Math.atan2(2 * xy, xx - yy) / 2;
}

/** Smallest and largest offset of the ring along a normal. */
export function offsets(ring: readonly number[], nx: number, ny: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < ring.length; i += 2) {
    const d = ring[i]! * nx + ring[i + 1]! * ny;
    if (d < low) low = d;
    if (d > high) high = d;
  }
  return [low, high];
}
