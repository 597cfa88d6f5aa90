import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';

/**
 * Longest edge in metres that is carried from a plane to degrees as it is. A longer one gets points in
 * between first, because it is straight in the plane and not in longitude and latitude.
 * Practice of the land survey; see the citation of the ellipsoid area notice 国土调查办发〔2008〕32号.
 */
export const MAX_EDGE_M = 70;

/** More points than this in one ring are not made: the edge is left as it is (no real data is like that). */
const MAX_ADDED = 1_000_000;

/**
 * A flat run of positions with evenly spaced points put on every edge longer than `maxLength`. The points of an
 * edge are computed from its lower end, so that both neighbours of a shared edge get the same ones.
 */
export function densifyRing(ring: ArrayLike<number>, maxLength: number): ArrayLike<number> {
  let added = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const length = Math.hypot(ring[i + 2]! - ring[i]!, ring[i + 3]! - ring[i + 1]!);
    if (length > maxLength) added += Math.ceil(length / maxLength) - 1;
  }
  if (added === 0 || !(added <= MAX_ADDED)) return ring;
  const out = new Float64Array(ring.length + 2 * added);
  let at = 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x1 = ring[i]!;
    const y1 = ring[i + 1]!;
    out[at++] = x1;
    out[at++] = y1;
    if (i + 3 >= ring.length) break;
    const x2 = ring[i + 2]!;
    const y2 = ring[i + 3]!;
    const length = Math.hypot(x2 - x1, y2 - y1);
    const steps = length > maxLength ? Math.ceil(length / maxLength) : 1;
    const forward = x1 < x2 || (x1 === x2 && y1 <= y2);
    for (let k = 1; k < steps; k++) {
      const t = (forward ? k : steps - k) / steps;
      out[at++] = forward ? x1 + (x2 - x1) * t : x2 + (x1 - x2) * t;
      out[at++] = forward ? y1 + (y2 - y1) * t : y2 + (y1 - y2) * t;
    }
  }
  return out;
}

/** `densifyRing` for every ring and line of a geometry in a plane; points stay as they are. */
export function densify(packed: Packed, maxLength = MAX_EDGE_M): Packed {
  if (packed.kind === 'point') return packed;
  let changed = false;
  const parts: ArrayLike<number>[][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    parts.push(
      partOf(packed, part).map((ring) => {
        const dense = densifyRing(ring, maxLength);
        changed ||= dense !== ring;
        return dense;
      }),
    );
  }
  return changed ? packFlat(packed.kind, parts) : packed;
}
