import type { CutStyle } from './kernel/bend.ts';
import type { Land } from './divide.ts';
import type { Face } from './label.ts';

/** Bend of cuts through open country and through built land. */
export const NATURAL: CutStyle = { bend: 0.22, step: 110 };
export const FIELD: CutStyle = { bend: 0.07, step: 60 };
export const STRAIGHT: CutStyle = { bend: 0.004, step: 200 };

/** How a quantity of land is measured: gross, or net of ridges. */
export type Measure = (face: number) => number;

/**
 * Takes faces in the given order until their measure is exactly `total` (m2), cutting one of them.
 * `share` gives measure per m2 of a face (1 for gross area). Returns what was taken.
 */
export function take(
  land: Land,
  candidates: readonly number[],
  total: number,
  style: CutStyle,
  share: (face: number) => number = () => 1,
): number[] {
  const taken: number[] = [];
  const left = [...candidates];
  let sum = 0;
  const least = Math.min(4000, total * 0.2);
  const size = (f: number): number => land.area(f) * share(f);
  let at = 0;
  while (at < left.length && sum + size(left[at]!) <= total + 0.001) {
    sum += size(left[at]!);
    taken.push(left[at]!);
    at++;
  }
  let missing = total - sum;
  if (missing < 0.01) return taken;
  // Too little missing for a parcel of its own: give one back and cut a larger piece.
  while (missing < least && taken.length > 0) {
    const back = taken.pop()!;
    left.push(back);
    missing += size(back);
  }
  const hosts = left
    .slice(at)
    .filter((f) => size(f) > missing * 1.15)
    .slice(0, 60);
  for (const host of hosts) {
    const cut = land.cutOff(host, missing / share(host), style);
    if (cut) {
      taken.push(cut.piece);
      return taken;
    }
  }
  // No single face is large enough: take smaller ones first.
  for (let k = at; k < left.length; k++) {
    const f = left[k]!;
    if (size(f) < missing - least) {
      taken.push(f);
      missing -= size(f);
      left.splice(k, 1);
      k--;
    }
  }
  for (const host of left.slice(at)) {
    if (size(host) < missing * 1.05) continue;
    const cut = land.cutOff(host, missing / share(host), style);
    if (cut) {
      taken.push(cut.piece);
      return taken;
    }
  }
  throw new Error(`${(missing / 1e4).toFixed(4)} ha of ${(total / 1e4).toFixed(2)} found no face`);
}

/**
 * Cuts pieces of a given size (m2) off hosts in turn until they sum to exactly `total`. A host keeps
 * at least `keep` of its area. Returns the pieces.
 */
export function carve(
  land: Land,
  hosts: readonly number[],
  total: number,
  size: () => number,
  style: CutStyle,
  keep = 0.5,
): number[] {
  const pieces: number[] = [];
  let missing = total;
  let stuck = 0;
  for (let k = 0; missing > 0.01; k++) {
    if (stuck > 3 * hosts.length) throw new Error(`${(missing / 1e4).toFixed(3)} ha left to carve`);
    const host = hosts[k % hosts.length]!;
    let wanted = size();
    if (wanted > missing * 0.75) wanted = missing;
    stuck++;
    if (land.area(host) * (1 - keep) < wanted) continue;
    const cut = land.cutOff(host, wanted, style);
    if (!cut) continue;
    let piece = cut.piece;
    if (piece === host) {
      // The host must stay the host: exchange the labels' roles by keeping the rest as host number.
      piece = host;
      hosts = hosts.map((h) => (h === host ? cut.rest : h));
    }
    pieces.push(piece);
    missing -= land.area(piece);
    stuck = 0;
  }
  return pieces;
}

/** Sets the same label values on faces. */
export function assign(land: Land, faces: readonly number[], values: Partial<Face>): void {
  for (const f of faces) Object.assign(land.faces[f]!, values);
}

/** Sum of areas in m2. */
export function totalArea(land: Land, faces: readonly number[]): number {
  return faces.reduce((sum, f) => sum + land.area(f), 0);
}
