import type { Packed } from './packed.ts';

/** A total order on geometries, so that symmetric operations see their operands in one order. */
export function compareOperands(a: Packed, b: Packed): number {
  for (let i = 0; i < 4; i++) {
    const d = a.box[i]! - b.box[i]!;
    if (d !== 0) return d;
  }
  if (a.xy.length !== b.xy.length) return a.xy.length - b.xy.length;
  for (let i = 0; i < a.xy.length; i++) {
    const d = a.xy[i]! - b.xy[i]!;
    if (d !== 0) return d;
  }
  return compareNumbers(a.rings, b.rings) || compareNumbers(a.parts, b.parts);
}

function compareNumbers(a: Int32Array, b: Int32Array): number {
  if (a.length !== b.length) return a.length - b.length;
  for (let i = 0; i < a.length; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d;
  }
  return 0;
}
