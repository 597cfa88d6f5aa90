import { boxOfXY, unionBox } from '../geometry/box.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Fields } from '../model/record.ts';

/** A shape being drawn, as the page last told it. */
export interface Sketch {
  readonly layer: string;
  readonly fields: Fields;
  readonly geometry: Packed;
}

/** A vertex of the sketch at its new place; `point` counts positions in `geometry.xy`. */
export interface MovedVertex {
  readonly point: number;
  readonly to: readonly [number, number];
}

interface RingSpan {
  readonly from: number;
  /** Index of the last point, which repeats the first. */
  readonly last: number;
}

function ringOf({ rings }: Packed, point: number): RingSpan | undefined {
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const from = rings[ring]!;
    const end = rings[ring + 1]!;
    if (point >= from && point < end) return { from, last: end - 1 };
  }
  return undefined;
}

/** Box of a vertex with its two edges. */
function reachOf(xy: Float64Array, { from, last }: RingSpan, point: number): Box {
  const before = point === from ? last - 1 : point - 1;
  const after = point === last ? from + 1 : point + 1;
  const at = (i: number): Box => boxOfXY(xy, i, i + 1);
  return unionBox(unionBox(at(Math.max(before, from)), at(point)), at(Math.min(after, last)));
}

const touchesSide = ([west, south, east, north]: Box, x: number, y: number): boolean =>
  x === west || x === east || y === south || y === north;

/** The box that held all vertices, none of its sides left by a moved one, and those moved as well. */
const boxAround = (box: Box, xy: Float64Array, moved: readonly MovedVertex[]): Box =>
  moved.reduce((all, { point }) => unionBox(all, boxOfXY(xy, point, point + 1)), box);

/**
 * The geometry with vertices moved, and the box in which it changed: the edges at each moved vertex before and
 * after. The first and the last point of a ring are one vertex. Undefined when a vertex does not exist.
 */
export function moveVertices(
  geometry: Packed,
  moved: readonly MovedVertex[],
): { readonly geometry: Packed; readonly changed: Box | null } | undefined {
  const xy = geometry.xy.slice();
  let changed: Box | null = null;
  // All vertices are only looked through where one that may have made a side of the box leaves it.
  let isAtSide = moved.length === 0;
  const note = (box: Box): void => {
    changed = changed === null ? box : unionBox(changed, box);
  };
  for (const { point, to } of moved) {
    const span = ringOf(geometry, point);
    if (span === undefined) return undefined;
    note(reachOf(xy, span, point));
    isAtSide ||= touchesSide(geometry.box, xy[2 * point]!, xy[2 * point + 1]!);
    const ends = point === span.from || point === span.last ? [span.from, span.last] : [point];
    for (const end of ends) xy.set(to, 2 * end);
    note(reachOf(xy, span, point));
  }
  return {
    geometry: { ...geometry, xy, box: isAtSide ? boxOfXY(xy) : boxAround(geometry.box, xy, moved) },
    changed,
  };
}
