import { orient2d } from 'robust-predicates';
import { STEP_DEGREES, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';

/*
 * Exact decisions. Products of grid steps exceed 2^53, so orientation uses adaptive arithmetic.
 * Functions that take bare numbers are exact for whole or half grid steps; pass steps, not degrees:
 * three points in line on the grid need not be in line as binary fractions of a degree.
 */

/** Where a point lies with respect to an area. */
export type Location = 'inside' | 'outside' | 'boundary';

/** Positive when c lies left of the way from a to b, negative when right, zero exactly when in line. */
export function orientation(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  // The library looks at the plane with y downwards. (A subtraction, so that zero is never -0.)
  return 0 - orient2d(ax, ay, bx, by, cx, cy);
}

/** Whether p lies on the closed segment a-b. */
export function onSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): boolean {
  return (
    px >= Math.min(ax, bx) &&
    px <= Math.max(ax, bx) &&
    py >= Math.min(ay, by) &&
    py <= Math.max(ay, by) &&
    orient2d(ax, ay, bx, by, px, py) === 0
  );
}

/**
 * How two segments of some length meet: in one point inside both (`cross`), in one point that is an
 * end of at least one of them (`touch`), along a length (`overlap`), or not at all.
 */
export type SegmentRelation = 'disjoint' | 'cross' | 'touch' | 'overlap';

export function segmentRelation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): SegmentRelation {
  if (
    Math.max(ax, bx) < Math.min(cx, dx) ||
    Math.max(cx, dx) < Math.min(ax, bx) ||
    Math.max(ay, by) < Math.min(cy, dy) ||
    Math.max(cy, dy) < Math.min(ay, by)
  ) {
    return 'disjoint';
  }
  const c = orient2d(ax, ay, bx, by, cx, cy);
  const d = orient2d(ax, ay, bx, by, dx, dy);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return 'disjoint';
  if (c === 0 && d === 0) return collinearRelation(ax, ay, bx, by, cx, cy, dx, dy);
  const a = orient2d(cx, cy, dx, dy, ax, ay);
  const b = orient2d(cx, cy, dx, dy, bx, by);
  if ((a > 0 && b > 0) || (a < 0 && b < 0)) return 'disjoint';
  return a === 0 || b === 0 || c === 0 || d === 0 ? 'touch' : 'cross';
}

function collinearRelation(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): SegmentRelation {
  // The boxes meet; along the line the common part is a length, or one point.
  const byX = Math.abs(bx - ax) >= Math.abs(by - ay);
  const [a, b, c, d] = byX ? [ax, bx, cx, dx] : [ay, by, cy, dy];
  const from = Math.max(Math.min(a, b), Math.min(c, d));
  const to = Math.min(Math.max(a, b), Math.max(c, d));
  return to > from ? 'overlap' : to === from ? 'touch' : 'disjoint';
}

/**
 * Where a position lies with respect to the closed ring of points `from` to `to` (exclusive), by
 * crossing parity, so that rings that cross themselves have an answer too. All in steps.
 */
export function pointInRing(
  steps: ArrayLike<number>,
  x: number,
  y: number,
  from = 0,
  to = steps.length / 2,
): Location {
  let inside = false;
  for (let i = 2 * from; i < 2 * (to - 1); i += 2) {
    const ax = steps[i]!;
    const ay = steps[i + 1]!;
    const bx = steps[i + 2]!;
    const by = steps[i + 3]!;
    if (ay > y !== by > y) {
      const side = orient2d(ax, ay, bx, by, x, y);
      if (side === 0) return 'boundary';
      if (by > ay === side < 0) inside = !inside;
    } else if (ay === y && by === y) {
      if (x >= Math.min(ax, bx) && x <= Math.max(ax, bx)) return 'boundary';
    } else if ((bx === x && by === y) || (ax === x && ay === y)) {
      return 'boundary';
    }
  }
  return inside ? 'inside' : 'outside';
}

/** The coordinates of a geometry in grid steps. */
export function stepsOf(packed: Packed): Float64Array {
  return packed.xy.map(toSteps);
}

/**
 * Where a position (degrees, taken to the grid) lies with respect to a polygon: inside an odd number
 * of its rings, or on one of them.
 */
export function pointInPolygon(packed: Packed, longitude: number, latitude: number): Location {
  const [minX, minY, maxX, maxY] = packed.box;
  if (!(longitude >= minX && longitude <= maxX && latitude >= minY && latitude <= maxY)) {
    return 'outside';
  }
  const x = toSteps(longitude);
  const y = toSteps(latitude);
  const south = latitude - 2 * STEP_DEGREES;
  const north = latitude + 2 * STEP_DEGREES;
  const { xy, rings } = packed;
  let inside = false;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = 2 * rings[ring]!; i < 2 * rings[ring + 1]! - 2; i += 2) {
      const latA = xy[i + 1]!;
      const latB = xy[i + 3]!;
      // Only the few edges at this latitude are worth taking to the grid.
      if ((latA > north && latB > north) || (latA < south && latB < south)) continue;
      edge[0] = toSteps(xy[i]!);
      edge[1] = toSteps(latA);
      edge[2] = toSteps(xy[i + 2]!);
      edge[3] = toSteps(latB);
      const location = pointInRing(edge, x, y);
      if (location === 'boundary') return location;
      if (location === 'inside') inside = !inside;
    }
  }
  return inside ? 'inside' : 'outside';
}

const edge = new Float64Array(4);
