import { boxOfXY } from './box.ts';
import { packFlat } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import { edgesTouch } from './exact-turn.ts';
import { toSteps } from './grid.ts';
import { labelPoint } from './label-point.ts';
import type { Packed } from './packed.ts';
import { onSegment, pointInPolygon, pointInRing, stepsOf, type Location } from './predicates.ts';
import type { RegionTree } from './region-tree.ts';

/** A region near something, in steps; locations are even-odd over all rings. */
interface Near {
  readonly steps: Float64Array;
  readonly rings: Int32Array;
}

const nearOf = (local: Packed): Near => ({ steps: stepsOf(local), rings: local.rings });

function locate({ steps, rings }: Near, x: number, y: number): Location {
  let inside = false;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const at = pointInRing(steps, x, y, rings[ring]!, rings[ring + 1]!);
    if (at === 'boundary') return at;
    if (at === 'inside') inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}

/** Calls back for each segment, in steps, until the answer is true; a point is a segment of no length. */
function someSegment(
  steps: Float64Array,
  { kind, rings }: Pick<Packed, 'kind' | 'rings'>,
  visit: (ax: number, ay: number, bx: number, by: number) => boolean,
): boolean {
  const step = kind === 'point' ? 0 : 1;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = rings[ring]!; i < rings[ring + 1]! - step; i++) {
      const j = i + step;
      if (visit(steps[2 * i]!, steps[2 * i + 1]!, steps[2 * j]!, steps[2 * j + 1]!)) return true;
    }
  }
  return false;
}

/** Whether a geometry and a region have a point in common; borders count. Exact. */
export function meetsRegion(tree: RegionTree, other: Packed): boolean {
  const lies = tree.classify(other.box);
  if (lies.kind !== 'part') return lies.kind === 'in';
  const near = nearOf(lies.local);
  const steps = stepsOf(other);
  if (locate(near, steps[0]!, steps[1]!) !== 'outside') return true;
  for (const start of other.rings.subarray(1, -1)) {
    if (locate(near, steps[2 * start]!, steps[2 * start + 1]!) !== 'outside') return true;
  }
  if (other.kind === 'polygon' && holdsAStart(other, tree.region)) return true;
  return edgesHaveContact(near, steps, other);
}

/** Whether the first point of any ring of the region lies in the polygon. */
function holdsAStart(polygon: Packed, region: Packed): boolean {
  for (const start of region.rings.subarray(0, -1)) {
    if (pointInPolygon(polygon, region.xy[2 * start]!, region.xy[2 * start + 1]!) !== 'outside') return true;
  }
  return false;
}

const between = (a: number, b: number, c: number, d: number): boolean =>
  Math.max(a, b) >= Math.min(c, d) && Math.max(c, d) >= Math.min(a, b);

/** Segments of the region that come near a geometry, in steps: four numbers each. */
function segmentsNear({ steps, rings }: Near, other: Float64Array): Float64Array {
  const [west, south, east, north] = boxOfXY(other);
  const kept: number[] = [];
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = 2 * rings[ring]!; i < 2 * (rings[ring + 1]! - 1); i += 2) {
      const [ax, ay, bx, by] = [steps[i]!, steps[i + 1]!, steps[i + 2]!, steps[i + 3]!];
      if (between(ax, bx, west, east) && between(ay, by, south, north)) kept.push(ax, ay, bx, by);
    }
  }
  return Float64Array.from(kept);
}

function edgesHaveContact(near: Near, steps: Float64Array, other: Packed): boolean {
  const edges = segmentsNear(near, steps);
  return someSegment(steps, other, (ax, ay, bx, by) => {
    for (let i = 0; i < edges.length; i += 4) {
      const [cx, cy, dx, dy] = [edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!];
      if (!between(ax, bx, cx, dx) || !between(ay, by, cy, dy)) continue;
      if (edgesTouch(ax, ay, bx, by, cx, cy, dx, dy)) return true;
    }
    return false;
  });
}

/** Whether a geometry lies in a region wholly, borders included. Exact. */
export function liesInRegion(tree: RegionTree, other: Packed): boolean {
  const lies = tree.classify(other.box);
  if (lies.kind !== 'part') return lies.kind === 'in';
  const near = nearOf(lies.local);
  const steps = stepsOf(other);
  const edges = segmentsNear(near, steps);
  // Where no edge of the region comes near, a way stays on the side where it began.
  let [x, y, known] = [NaN, NaN, false];
  const leaves = someSegment(steps, other, (ax, ay, bx, by) => {
    if (!(known && ax === x && ay === y) && locate(near, ax, ay) === 'outside') return true;
    [x, y, known] = [bx, by, true];
    return segmentLeaves(near, edges, ax, ay, bx, by);
  });
  if (leaves) return false;
  // What of the region's border lies inside the other has land outside the region beside it. Without any, the inside
  // of a part lies on one side altogether: one point of it says on which.
  if (other.kind !== 'polygon') return true;
  return !borderInside(edges, { steps, rings: other.rings }) && insidesLieIn(near, other);
}

/**
 * Whether some of a segment that begins in the region lies outside. It is cut where vertices of the region lie on it:
 * between those it cannot change sides without crossing an edge properly.
 */
function segmentLeaves(
  near: Near,
  edges: Float64Array,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean {
  const cuts: [number, number][] = [];
  for (let i = 0; i < edges.length; i += 4) {
    const [cx, cy, dx, dy] = [edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!];
    if (!between(ax, bx, cx, dx) || !between(ay, by, cy, dy)) continue;
    if (!edgesTouch(ax, ay, bx, by, cx, cy, dx, dy)) continue;
    const endOfEdge = onSegment(cx, cy, ax, ay, bx, by) || onSegment(dx, dy, ax, ay, bx, by);
    const ownEnd = onSegment(ax, ay, cx, cy, dx, dy) || onSegment(bx, by, cx, cy, dx, dy);
    if (!endOfEdge && !ownEnd) return true;
    cuts.push([cx, cy], [dx, dy]);
  }
  if (cuts.length === 0) return false;
  const on = cuts.filter(([x, y]) => onSegment(x, y, ax, ay, bx, by));
  const stops: [number, number][] = [[ax, ay], ...on, [bx, by]];
  stops.sort((p, q) => Math.abs(p[0] - ax) + Math.abs(p[1] - ay) - Math.abs(q[0] - ax) - Math.abs(q[1] - ay));
  return stops.some(([x, y], i) => {
    const next = stops[i + 1];
    if (next === undefined) return locate(near, x, y) === 'outside';
    // Half steps are exact.
    return (
      (next[0] !== x || next[1] !== y) && locate(near, (x + next[0]) / 2, (y + next[1]) / 2) === 'outside'
    );
  });
}

/** Whether some of the region's edges lies strictly inside a polygon; those of the polygon do not leave the region. */
function borderInside(edges: Float64Array, polygon: Near): boolean {
  for (let i = 0; i < edges.length; i += 4) {
    const [ax, ay, bx, by] = [edges[i]!, edges[i + 1]!, edges[i + 2]!, edges[i + 3]!];
    if (locate(polygon, ax, ay) === 'inside' || locate(polygon, bx, by) === 'inside') return true;
    const stops: [number, number][] = [
      [ax, ay],
      [bx, by],
    ];
    someSegment(polygon.steps, { kind: 'polygon', rings: polygon.rings }, (cx, cy) => {
      if (onSegment(cx, cy, ax, ay, bx, by)) stops.push([cx, cy]);
      return false;
    });
    stops.sort(
      (p, q) => Math.abs(p[0] - ax) + Math.abs(p[1] - ay) - Math.abs(q[0] - ax) - Math.abs(q[1] - ay),
    );
    const inside = stops.some(([x, y], k) => {
      const next = stops[k + 1];
      return next !== undefined && locate(polygon, (x + next[0]) / 2, (y + next[1]) / 2) === 'inside';
    });
    if (inside) return true;
  }
  return false;
}

/** Whether a point inside each part lies in the region. */
function insidesLieIn(near: Near, polygon: Packed): boolean {
  for (let part = 0; part < partCount(polygon); part++) {
    const point = labelPoint(packFlat('polygon', [partOf(polygon, part)]));
    if (point !== undefined && locate(near, toSteps(point[0]), toSteps(point[1])) === 'outside') return false;
  }
  return true;
}
