import type { Box } from './packed.ts';

/** The box of nothing: the neutral element of `unionBox`; it intersects and contains no box. */
export const EMPTY_BOX: Box = [Infinity, Infinity, -Infinity, -Infinity];

/** Whether the box holds no point. */
export function isEmptyBox(box: Box): boolean {
  return !(box[0] <= box[2] && box[1] <= box[3]);
}

/** Smallest box around the points `from` to `to` (exclusive, counted in points) of a flat coordinate array. */
export function boxOfXY(xy: ArrayLike<number>, from = 0, to = xy.length / 2): Box {
  let minX = Infinity;
  let minY = Infinity;
  let maxX = -Infinity;
  let maxY = -Infinity;
  for (let i = 2 * from; i < 2 * to; i += 2) {
    const x = xy[i]!;
    const y = xy[i + 1]!;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return [minX, minY, maxX, maxY];
}

/** Smallest box around both. */
export function unionBox(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Smallest box around all; the empty box for none. */
export function unionBoxes(boxes: Iterable<Box>): Box {
  let all = EMPTY_BOX;
  for (const box of boxes) all = unionBox(all, box);
  return all;
}

/** What both have in common; possibly an empty box. */
export function intersectionBox(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

/** Whether the boxes share a point; touching counts. */
export function boxesIntersect(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Whether `inner` lies in `outer`, borders included. An empty box lies in nothing. */
export function boxContains(outer: Box, inner: Box): boolean {
  return (
    !isEmptyBox(inner) &&
    outer[0] <= inner[0] &&
    outer[1] <= inner[1] &&
    outer[2] >= inner[2] &&
    outer[3] >= inner[3]
  );
}

/** Whether the position lies in the box, border included. */
export function boxContainsXY(box: Box, x: number, y: number): boolean {
  return box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3];
}

/** The box widened by `dx` degrees on the west and east and `dy` on the south and north. */
export function expandBox(box: Box, dx: number, dy = dx): Box {
  return isEmptyBox(box) ? box : [box[0] - dx, box[1] - dy, box[2] + dx, box[3] + dy];
}

/** The middle of the box. */
export function boxCentre(box: Box): readonly [number, number] {
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
}
