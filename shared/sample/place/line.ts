import { noise } from '../kernel/prng.ts';
import type { Flat } from '../kernel/ring.ts';

/** A smooth line through waypoints (kilometres), a point about every `spacing` metres, with small bends. */
export function course(
  waypoints: readonly (readonly [number, number])[],
  spacing: number,
  seed: number,
  bend: number,
): Flat {
  const p = waypoints.map(([x, y]) => [x * 1000, y * 1000] as const);
  const at = (k: number): readonly [number, number] => p[Math.max(0, Math.min(p.length - 1, k))]!;
  const out: Flat = [];
  for (let k = 0; k + 1 < p.length; k++) {
    const [a, b, c, d] = [at(k - 1), at(k), at(k + 1), at(k + 2)];
    const steps = Math.max(2, Math.round(Math.hypot(c[0] - b[0], c[1] - b[1]) / spacing));
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const spline = (i: 0 | 1): number =>
        0.5 *
        (2 * b[i] +
          (c[i] - a[i]) * t +
          (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t * t +
          (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t * t * t);
      const x = spline(0);
      const y = spline(1);
      out.push(x + bend * noise(seed, x, y, 900), y + bend * noise(seed + 7, x, y, 900));
    }
  }
  const last = p[p.length - 1]!;
  out.push(
    last[0] + bend * noise(seed, last[0], last[1], 900),
    last[1] + bend * noise(seed + 7, last[0], last[1], 900),
  );
  return out;
}

/** The strip of a line: its ring, half as wide on either side as told (metres), counter-clockwise or not. */
export function strip(line: Flat, half: (k: number, x: number, y: number) => number): Flat {
  const left: Flat = [];
  const right: Flat = [];
  const n = line.length / 2;
  for (let k = 0; k < n; k++) {
    const a = Math.max(0, k - 1);
    const b = Math.min(n - 1, k + 1);
    const dx = line[2 * b]! - line[2 * a]!;
    const dy = line[2 * b + 1]! - line[2 * a + 1]!;
    const l = Math.hypot(dx, dy);
    const x = line[2 * k]!;
    const y = line[2 * k + 1]!;
    const w = half(k, x, y);
    left.push(x - (dy / l) * w, y + (dx / l) * w);
    right.unshift(x + (dy / l) * w, y - (dx / l) * w);
  }
  return [...left, ...right];
}

/** Length of a line in metres. */
export function lengthOf(line: Flat): number {
  let sum = 0;
  for (let i = 0; i + 3 < line.length; i += 2) {
    sum += Math.hypot(line[i + 2]! - line[i]!, line[i + 3]! - line[i + 1]!);
  }
  return sum;
}

/** A line without its small bends: each point is the mean of those about it. */
export function calmed(line: Flat, reach: number): Flat {
  const n = line.length / 2;
  const out: Flat = [];
  for (let k = 0; k < n; k++) {
    const r = Math.min(reach, k, n - 1 - k);
    let x = 0;
    let y = 0;
    for (let m = k - r; m <= k + r; m++) {
      x += line[2 * m]!;
      y += line[2 * m + 1]!;
    }
    out.push(x / (2 * r + 1), y / (2 * r + 1));
  }
  return out;
}
