import { boxOfXY } from './box.ts';
import { orientedRing, packFlat, turnOfRing } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import { canonicalXY } from './grid.ts';
import type { Packed } from './packed.ts';

/** Every coordinate rounded to the grid; structure and order as they are. */
export function canonicalPacked(packed: Packed): Packed {
  const xy = canonicalXY(packed.xy.slice());
  return { ...packed, xy, box: boxOfXY(xy) };
}

/** Rings closed and turned as the packed form asks (shells counter-clockwise, holes clockwise). */
export function orientedPacked(packed: Packed): Packed {
  if (packed.kind !== 'polygon' || isOriented(packed)) return packed;
  const parts: ArrayLike<number>[][] = [];
  let same = true;
  for (let part = 0; part < partCount(packed); part++) {
    parts.push(
      partOf(packed, part).map((ring, i) => {
        const turned = orientedRing(ring, i === 0);
        same &&= turned === ring && ring.length > 0;
        return turned;
      }),
    );
  }
  return same ? packed : packFlat('polygon', parts);
}

/** Whether every ring is closed and turned already, as it is in most of what comes in; nothing is made to see it. */
function isOriented({ xy, rings, parts }: Packed): boolean {
  for (let part = 0; part + 1 < parts.length; part++) {
    const first = parts[part]!;
    for (let ring = first; ring < parts[part + 1]!; ring++) {
      const from = rings[ring]!;
      const to = rings[ring + 1]!;
      const last = 2 * to - 2;
      if (to - from < 2 || xy[2 * from] !== xy[last] || xy[2 * from + 1] !== xy[last + 1]) return false;
      const turn = turnOfRing(xy, from, to);
      if (turn !== 0 && turn > 0 !== (ring === first)) return false;
    }
  }
  return true;
}

/**
 * The stored form of a geometry that came from outside: on the grid, rings closed and turned.
 * Says nothing about validity.
 */
export function normalisePacked(packed: Packed): Packed {
  return orientedPacked(canonicalPacked(packed));
}

/**
 * Every position through `map` (reprojection, shift); no rounding. The mapped position is written by
 * `map` as a pair.
 */
export function mapPacked(packed: Packed, map: (x: number, y: number) => readonly [number, number]): Packed {
  const xy = new Float64Array(packed.xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = map(packed.xy[i]!, packed.xy[i + 1]!);
    xy[i] = x;
    xy[i + 1] = y;
  }
  return { ...packed, xy, box: boxOfXY(xy) };
}
