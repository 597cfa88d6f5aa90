import { boxOfXY } from './box.ts';
import { orientedRing, packFlat } from './build-packed.ts';
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
  if (packed.kind !== 'polygon') return packed;
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
