import { boxOfXY, EMPTY_BOX, isEmptyBox, unionBox } from './box.ts';
import { sameNumbers } from './counts.ts';
import { magnitude } from './operand-order.ts';
import type { Box, Packed } from './packed.ts';

/**
 * Where the borders of a polygon before and after an edit differ: every edge that is not in both, or follows
 * another one, lies in the box.
 *
 * Null where more than a part of it has changed: its box, its rings, or its magnitude (operand-order.ts).
 */
export function changedPart(before: Packed, after: Packed): Box | null {
  if (before.kind !== 'polygon' || after.kind !== 'polygon') return null;
  if (!before.box.every((side, i) => side === after.box[i]) || magnitude(before) !== magnitude(after)) {
    return null;
  }
  if (!sameNumbers(before.parts, after.parts) || before.rings.length !== after.rings.length) return null;
  let box: Box = EMPTY_BOX;
  for (let ring = 0; ring + 1 < before.rings.length; ring++) {
    box = unionBox(box, differenceOf(ringOf(before, ring), ringOf(after, ring)));
  }
  return isEmptyBox(box) ? null : box;
}

const ringOf = ({ xy, rings }: Packed, ring: number): Float64Array =>
  xy.subarray(2 * rings[ring]!, 2 * rings[ring + 1]!);

const samePoint = (a: Float64Array, i: number, b: Float64Array, j: number): boolean =>
  a[2 * i] === b[2 * j] && a[2 * i + 1] === b[2 * j + 1];

/** Box of what lies between the points that two rings have in common at their beginning and at their end. */
function differenceOf(a: Float64Array, b: Float64Array): Box {
  const [n, m] = [a.length / 2, b.length / 2];
  const shorter = Math.min(n, m);
  let first = 0;
  while (first < shorter && samePoint(a, first, b, first)) first++;
  if (first === n && first === m) return EMPTY_BOX;
  let last = 0;
  while (last < shorter - first && samePoint(a, n - 1 - last, b, m - 1 - last)) last++;
  // The edges to and from what differs differ, too.
  const between = (xy: Float64Array, count: number): Box =>
    boxOfXY(xy.subarray(2 * Math.max(0, first - 1), 2 * Math.min(count, count - last + 1)));
  return unionBox(between(a, n), between(b, m));
}
