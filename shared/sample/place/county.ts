import { cutOff } from '../kernel/cut.ts';
import { xOf, yOf } from '../kernel/frame.ts';
import { arrange } from '../kernel/arrange.ts';
import { random, type Random } from '../kernel/prng.ts';
import { areaOf, boxOf, type Flat } from '../kernel/ring.ts';
import { COUNTY, TOWNSHIPS } from '../figures.ts';

/** Rough shape of the county, kilometres east and north of its middle, clockwise from the west. */
const SHAPE: readonly (readonly [number, number])[] = [
  [-27, 13.3],
  [-23.6, 16.6],
  [-23.6, 20.4],
  [-21.5, 22.1],
  [-17.3, 24.2],
  [-12.1, 22.5],
  [-7.2, 22.5],
  [-5.1, 19.8],
  [-3.2, 19.3],
  [-2.4, 21.2],
  [3.9, 21.5],
  [6.8, 22.7],
  [9.2, 21.3],
  [15.3, 21.2],
  [19.1, 20.4],
  [19.9, 17.6],
  [21.2, 16.4],
  [21.4, 12.4],
  [23.1, 10.1],
  [22.5, 8.4],
  [23.1, 6.2],
  [26, 4.4],
  [27, 2.1],
  [25.4, -0.1],
  [25.7, -1.8],
  [23.9, -4.7],
  [22.8, -10],
  [20.3, -11.7],
  [18.9, -14.9],
  [13.4, -16.6],
  [9.4, -19.5],
  [6.5, -20.1],
  [4.8, -22.9],
  [3.3, -24.4],
  [-0.9, -22.3],
  [-3.2, -22.9],
  [-8.9, -22.7],
  [-12.4, -21.2],
  [-15.2, -21.8],
  [-17.5, -20.1],
  [-19.8, -17.2],
  [-23, -16.6],
  [-25.5, -12.1],
  [-26.3, -8.1],
  [-27, -6.4],
  [-25.5, -4.1],
  [-26.3, -1.3],
  [-25.5, 1.6],
  [-26.1, 5.6],
  [-24.9, 9],
];

/** Bends a closed line at all scales down to `step` metres. */
export function roughened(ring: Flat, step: number, bend: number, rng: Random): Flat {
  let points = ring;
  for (;;) {
    let longest = 0;
    const next: Flat = [];
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length;
      const dx = points[j]! - points[i]!;
      const dy = points[j + 1]! - points[i + 1]!;
      const length = Math.hypot(dx, dy);
      longest = Math.max(longest, length);
      next.push(points[i]!, points[i + 1]!);
      if (length > step) {
        const off = (rng.next() - 0.5) * 2 * bend;
        next.push(points[i]! + dx / 2 - dy * off, points[i + 1]! + dy / 2 + dx * off);
      }
    }
    points = next;
    if (longest <= step) return points;
  }
}

/** The county line: fills its box of longitude and latitude and has its exact area. Counter-clockwise. */
export function countyOutline(seed: number): Flat {
  const rough = roughened(
    SHAPE.flatMap(([x, y]) => [x * 1000, y * 1000]),
    260,
    0.16,
    random(seed, 'outline'),
  );
  const box = boxOf(rough);
  const west = xOf(COUNTY.box[0]);
  const east = xOf(COUNTY.box[2]);
  const south = yOf(COUNTY.box[1]);
  const north = yOf(COUNTY.box[3]);
  const warped = (g: number): Flat => {
    const out: Flat = [];
    for (let i = rough.length - 2; i >= 0; i -= 2) {
      const u = (2 * (rough[i]! - box[0])) / (box[2] - box[0]) - 1;
      const v = (2 * (rough[i + 1]! - box[1])) / (box[3] - box[1]) - 1;
      const x = Math.sign(u) * Math.abs(u) ** g;
      const y = Math.sign(v) * Math.abs(v) ** g;
      out.push(west + ((x + 1) / 2) * (east - west), south + ((y + 1) / 2) * (north - south));
    }
    return out;
  };
  let low = 0.4;
  let high = 2;
  for (let k = 0; k < 60; k++) {
    const g = (low + high) / 2;
    if (areaOf(warped(g)) > COUNTY.areaM2) low = g;
    else high = g;
  }
  return warped((low + high) / 2);
}

/** Rings of the twelve townships in the order of their codes, each with its exact area. */
export function townshipRings(outline: Flat, seed: number): Flat[] {
  const rng = random(seed, 'townships');
  const mesh = arrange([[...outline, outline[0]!, outline[1]!]]);
  const area = (codes: readonly number[]): number =>
    codes.reduce((sum, c) => sum + TOWNSHIPS[c - 1]!.km2 * 1e6, 0);
  const style = { bend: 0.22, step: 260 };
  const cut = (face: number, codes: readonly number[], angle: number): { piece: number; rest: number } => {
    const made = cutOff(mesh, face, area(codes), style, rng, undefined, (angle * Math.PI) / 180);
    if (!made) throw new Error(`no township border for ${codes.join(',')}`);
    return made;
  };
  const of = new Map<number, number>();
  const north = cut(1, [7, 9, 5], -94);
  const south = cut(north.rest, [11, 4, 8, 12], 87);
  const columns = (face: number, codes: readonly number[], angles: readonly number[]): void => {
    let rest = face;
    codes.forEach((code, k) => {
      if (k === codes.length - 1) {
        of.set(code, rest);
        return;
      }
      const made = cut(rest, [code], angles[k]!);
      of.set(code, made.piece);
      rest = made.rest;
    });
  };
  columns(north.piece, [7, 9, 5], [-4, 5]);
  columns(south.rest, [10, 3, 1, 2, 6], [12, -6, 4, -3]);
  columns(south.piece, [11, 4, 8, 12], [8, -4, 6]);
  return TOWNSHIPS.map((_, k) => mesh.ring(of.get(k + 1)!));
}
