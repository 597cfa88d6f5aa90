import { boxesIntersect, boxOfXY } from '../geometry/box.ts';
import { emptyPacked, packFlat } from '../geometry/build-packed.ts';
import { ringCount } from '../geometry/counts.ts';
import { distanceM } from '../geometry/distance.ts';
import { toSteps } from '../geometry/grid.ts';
import { metresPerDegree } from '../geometry/local-frame.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { pointInPolygon, segmentRelation } from '../geometry/predicates.ts';
import { boxDistanceM } from './reach.ts';

/** How far two geometries are apart on the ellipsoid, and where: a line from the first to the second. */
export interface ShortestLine {
  /** Metres; 0 where they touch, cross or one lies in the other. */
  readonly distanceM: number;
  /** Packed line of two points; empty where the distance is 0. */
  readonly line: Packed;
}

const TOUCHING: ShortestLine = { distanceM: 0, line: emptyPacked('line') };

/** Segments that are looked at together or passed over together. */
const RUN = 16;
/** A pair of segments is measured on the ellipsoid when it is nearer in the plane, or as near up to this. */
const PLANE_ERROR = 1e-5;

/** Segments `from` to `to` (exclusive) of a geometry, each from one point to the next; points stand alone. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly box: Box;
}

/** A point is a segment of no length. */
const stepOf = ({ kind }: Packed): 0 | 1 => (kind === 'point' ? 0 : 1);

function runsOf(geometry: Packed): Run[] {
  const runs: Run[] = [];
  const step = stepOf(geometry);
  for (let ring = 0; ring < ringCount(geometry); ring++) {
    const last = geometry.rings[ring + 1]! - step;
    for (let from = geometry.rings[ring]!; from < last; from += RUN) {
      const to = Math.min(last, from + RUN);
      runs.push({ from, to, box: boxOfXY(geometry.xy, from, to + step) });
    }
  }
  return runs;
}

/** Whether the first point of any ring, line or point lies in the polygon or on its border. */
function anyStartWithin(polygon: Packed, other: Packed): boolean {
  for (let ring = 0; ring < ringCount(other); ring++) {
    const at = 2 * other.rings[ring]!;
    if (pointInPolygon(polygon, other.xy[at]!, other.xy[at + 1]!) !== 'outside') return true;
  }
  return false;
}

interface Best {
  metres: number;
  line: readonly [number, number, number, number];
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Nearest points of two segments in the plane: how far along each they lie. They do not cross. */
function nearestAlong(
  ax: number,
  ay: number,
  ux: number,
  uy: number,
  cx: number,
  cy: number,
  vx: number,
  vy: number,
): readonly [s: number, t: number, squared: number] {
  let best: readonly [number, number, number] = [0, 0, Infinity];
  const onto = (px: number, py: number, ox: number, oy: number, dx: number, dy: number): number => {
    const length = dx * dx + dy * dy;
    return length === 0 ? 0 : clamp(((px - ox) * dx + (py - oy) * dy) / length);
  };
  const take = (s: number, t: number): void => {
    const dx = ax + s * ux - cx - t * vx;
    const dy = ay + s * uy - cy - t * vy;
    const squared = dx * dx + dy * dy;
    if (squared < best[2]) best = [s, t, squared];
  };
  // Where segments do not cross, an end of one of them is nearest.
  take(0, onto(ax, ay, cx, cy, vx, vy));
  take(1, onto(ax + ux, ay + uy, cx, cy, vx, vy));
  take(onto(cx, cy, ax, ay, ux, uy), 0);
  take(onto(cx + vx, cy + vy, ax, ay, ux, uy), 1);
  return best;
}

/** Whether two segments of two geometries have a point in common, decided on the grid. */
function meet(a: Packed, i: number, b: Packed, j: number): boolean {
  const [p, q] = [2 * i, 2 * j];
  const [toA, toB] = [2 * stepOf(a), 2 * stepOf(b)];
  const relation = segmentRelation(
    toSteps(a.xy[p]!),
    toSteps(a.xy[p + 1]!),
    toSteps(a.xy[p + toA]!),
    toSteps(a.xy[p + toA + 1]!),
    toSteps(b.xy[q]!),
    toSteps(b.xy[q + 1]!),
    toSteps(b.xy[q + toB]!),
    toSteps(b.xy[q + toB + 1]!),
  );
  return relation !== 'disjoint';
}

/** Compares one segment of each; true when they meet. */
function compare(a: Packed, i: number, b: Packed, j: number, best: Best): boolean {
  const [stepA, stepB] = [2 * stepOf(a), 2 * stepOf(b)];
  const [ax, ay] = [a.xy[2 * i]!, a.xy[2 * i + 1]!];
  const [bx, by] = [a.xy[2 * i + stepA]!, a.xy[2 * i + stepA + 1]!];
  const [cx, cy] = [b.xy[2 * j]!, b.xy[2 * j + 1]!];
  const [dx, dy] = [b.xy[2 * j + stepB]!, b.xy[2 * j + stepB + 1]!];
  const apart =
    Math.max(ax, bx) < Math.min(cx, dx) ||
    Math.max(cx, dx) < Math.min(ax, bx) ||
    Math.max(ay, by) < Math.min(cy, dy) ||
    Math.max(cy, dy) < Math.min(ay, by);
  if (!apart && meet(a, i, b, j)) return true;
  // The plane of metres in the middle between the two: right to a millionth over some kilometres.
  const { lon, lat } = metresPerDegree((ay + by + cy + dy) / 4);
  const [s, t, squared] = nearestAlong(
    0,
    0,
    (bx - ax) * lon,
    (by - ay) * lat,
    (cx - ax) * lon,
    (cy - ay) * lat,
    (dx - cx) * lon,
    (dy - cy) * lat,
  );
  const limit = best.metres * (1 + PLANE_ERROR);
  if (squared > limit * limit) return false;
  const from = [ax + s * (bx - ax), ay + s * (by - ay)] as const;
  const to = [cx + t * (dx - cx), cy + t * (dy - cy)] as const;
  const metres = distanceM(...from, ...to);
  if (metres < best.metres) {
    best.metres = metres;
    best.line = [...from, ...to];
  }
  return false;
}

/**
 * The shortest line from a polygon to a polygon, line or point: its ends found in local planes of metres, its length
 * taken on the ellipsoid. Right to 1e-6 over some kilometres. A pure function of the two; neither may be empty.
 *
 * @param withinM farther than this need not be found; then the distance is Infinity
 */
export function shortestLine(polygon: Packed, other: Packed, withinM = Infinity): ShortestLine {
  if (boxesIntersect(polygon.box, other.box)) {
    if (anyStartWithin(polygon, other)) return TOUCHING;
    if (other.kind === 'polygon' && anyStartWithin(other, polygon)) return TOUCHING;
  }
  const best: Best = { metres: withinM * (1 + PLANE_ERROR), line: [0, 0, 0, 0] };
  const others = runsOf(other);
  const ordered = runsOf(polygon)
    .map((run) => ({ run, least: boxDistanceM(run.box, other.box) }))
    .sort((a, b) => a.least - b.least || a.run.from - b.run.from);
  let found = false;
  for (const { run, least } of ordered) {
    if (least > best.metres) break;
    for (const facing of others) {
      if (boxDistanceM(run.box, facing.box) > best.metres) continue;
      for (let i = run.from; i < run.to; i++) {
        for (let j = facing.from; j < facing.to; j++) {
          const before = best.metres;
          if (compare(polygon, i, other, j, best)) return TOUCHING;
          found ||= best.metres < before;
        }
      }
    }
  }
  if (!found) return { distanceM: Infinity, line: emptyPacked('line') };
  return { distanceM: best.metres, line: packFlat('line', [[Float64Array.from(best.line)]]) };
}
