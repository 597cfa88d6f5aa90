import { packFlat } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import type { Packed } from './packed.ts';
import { VertexIndex } from './vertex-index.ts';

/*
 * Where a ring begins is what boundary points are numbered from, so a shape that is cut, redrawn or joined again keeps
 * the beginnings it had.
 */

/** Ranks from here on are of seams. */
const SEAM = 2 ** 40;

/** The closed ring turned round to begin at its vertex `index`. */
function turned(ring: Float64Array, index: number): Float64Array {
  if (index === 0) return ring;
  const n = ring.length / 2 - 1;
  const out = new Float64Array(ring.length);
  for (let i = 0; i <= n; i++) {
    const from = (index + i) % n;
    out[2 * i] = ring[2 * from]!;
    out[2 * i + 1] = ring[2 * from + 1]!;
  }
  return out;
}

/**
 * A polygon whose rings begin where those of older shapes did: at the first of their beginnings that a ring still has.
 * A ring that has none begins at one of `seams`, if it can.
 *
 * @param seams positions (canonical) of little meaning: ends of cuts, which go when the pieces are joined again
 */
export function keepStarts(
  packed: Packed,
  before: readonly Packed[],
  seams: Iterable<readonly [number, number]> = [],
): Packed {
  const places = new VertexIndex();
  const ranks: number[] = [];
  for (const [x, y] of seams) {
    const id = places.add(x, y);
    ranks[id] = 2 * SEAM;
  }
  let next = 0;
  for (const one of before) {
    for (let ring = 0; ring + 1 < one.rings.length; ring++) {
      const i = 2 * one.rings[ring]!;
      const id = places.add(one.xy[i]!, one.xy[i + 1]!);
      next += 1;
      // A beginning at a seam says nothing, where there is another.
      if (ranks[id] === undefined) ranks[id] = next;
      else if (ranks[id] === 2 * SEAM) ranks[id] = SEAM + next;
    }
  }
  const parts = Array.from({ length: partCount(packed) }, (_, part) =>
    partOf(packed, part).map((ring) => {
      let best = Infinity;
      let start = 0;
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const id = places.find(ring[i]!, ring[i + 1]!);
        const own = id < 0 ? Infinity : ranks[id]!;
        if (own >= best) continue;
        best = own;
        start = i / 2;
      }
      return turned(ring, start);
    }),
  );
  return packFlat('polygon', parts);
}
