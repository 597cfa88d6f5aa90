import type { Box, Packed } from './packed.ts';

/** A total order on geometries, so that symmetric operations see their operands in one order. */
export function compareOperands(a: Packed, b: Packed): number {
  const boxes = compareBoxes(a.box, b.box);
  if (boxes !== 0) return boxes;
  if (a.xy.length !== b.xy.length) return a.xy.length - b.xy.length;
  for (let i = 0; i < a.xy.length; i++) {
    const d = a.xy[i]! - b.xy[i]!;
    if (d !== 0) return d;
  }
  return compareNumbers(a.rings, b.rings) || compareNumbers(a.parts, b.parts);
}

function compareBoxes(a: Box, b: Box): number {
  for (let i = 0; i < 4; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d;
  }
  return 0;
}

/** How many points a geometry has, by powers of two: an edit seldom changes it. */
export const magnitude = ({ xy }: Packed): number => 32 - Math.clz32(xy.length >> 1);

/**
 * A total order on geometries by size: as long as neither magnitude nor box changes, an edit away from another
 * geometry's box leaves the order of the two as it is.
 */
export const compareSizes = (a: Packed, b: Packed): number =>
  magnitude(a) - magnitude(b) || compareOperands(a, b);

function compareNumbers(a: Int32Array, b: Int32Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d;
  }
  return 0;
}
