import type { SnapPlace } from '../bridge/snap-contract.ts';
import { nearestOn, stepDistance, stepEdge } from '../geometry/edge-points.ts';
import { edgeTreeOf } from '../geometry/edge-tree.ts';
import { RADIANS } from '../geometry/ellipsoid.ts';
import { toSteps } from '../geometry/grid.ts';
import type { Box } from '../geometry/packed.ts';
import type { Around, At, NearEdge, NearVertex, OwnPart, SnapFeature } from './types.ts';

/** Smaller geometries are looked through point by point: that is faster than asking their boxes. */
const MANY_POINTS = 48;

/** The box around a place that reaches `tolerance` degrees of latitude in every direction on the ground. */
export function reachBox(at: At, tolerance: number): Box {
  const dx = tolerance / Math.max(Math.cos(at[1] * RADIANS), 0.01);
  return [at[0] - dx, at[1] - tolerance, at[0] + dx, at[1] + tolerance];
}

export const aroundPlace = (at: At, tolerance: number): Around => ({
  x: toSteps(at[0]),
  y: toSteps(at[1]),
  reach: toSteps(tolerance),
  shrink: Math.max(Math.cos(at[1] * RADIANS), 0.01),
});

/** Distance of a place from the middle, whole steps of latitude. */
export const distanceFrom = (around: Around, x: number, y: number): number =>
  Math.round(stepDistance(x, y, around.x, around.y, around.shrink));

export interface Surroundings {
  readonly vertices: readonly NearVertex[];
  readonly edges: readonly NearEdge[];
}

function ringAt(rings: Int32Array, point: number): number {
  let [low, high] = [0, rings.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (rings[middle]! <= point) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Every vertex and edge within reach, each once with all features that have it. Null when there are more than `most`
 * edges.
 */
export function surroundings(
  around: Around,
  features: readonly SnapFeature[],
  own: readonly OwnPart[],
  most: number,
): Surroundings | null {
  const { x: px, y: py, reach, shrink } = around;
  const dx = Math.ceil(reach / shrink) + 1;
  const [west, south, east, north] = [px - dx, py - reach - 1, px + dx, py + reach + 1];
  const vertices = new Map<string, NearVertex>();
  const edges = new Map<string, NearEdge>();

  const vertexAt = (x: number, y: number): NearVertex | undefined => {
    if (x < west || x > east || y < south || y > north) return undefined;
    const key = `${x},${y}`;
    let vertex = vertices.get(key);
    if (vertex === undefined) {
      if (distanceFrom(around, x, y) > reach) return undefined;
      vertex = { x, y, on: [], own: null };
      vertices.set(key, vertex);
    }
    return vertex;
  };
  const edgeAt = (x1: number, y1: number, x2: number, y2: number): NearEdge | undefined => {
    if ((x1 < west && x2 < west) || (x1 > east && x2 > east)) return undefined;
    if ((y1 < south && y2 < south) || (y1 > north && y2 > north)) return undefined;
    const edge = stepEdge(x1, y1, x2, y2);
    const key = `${edge.ax},${edge.ay},${edge.bx},${edge.by}`;
    let near = edges.get(key);
    if (near === undefined) {
      const nearest = nearestOn(px, py, edge, shrink);
      if (nearest === null || distanceFrom(around, nearest.x, nearest.y) > reach) return undefined;
      near = { ...edge, on: [], own: null };
      edges.set(key, near);
    }
    return near;
  };

  for (const { layer, uid, fid, geometry } of features) {
    const { xy, rings, kind } = geometry;
    const ref = { table: layer, uid };
    const place = (point: number): SnapPlace => {
      const ring = ringAt(rings, point);
      return { ref, fid, ring, index: point - rings[ring]! };
    };
    const visitPoint = (i: number): void => {
      vertexAt(toSteps(xy[2 * i]!), toSteps(xy[2 * i + 1]!))?.on.push(place(i));
    };
    const visitEdge = (i: number): void => {
      const [ax, ay] = [toSteps(xy[2 * i]!), toSteps(xy[2 * i + 1]!)];
      const [bx, by] = [toSteps(xy[2 * i + 2]!), toSteps(xy[2 * i + 3]!)];
      vertexAt(ax, ay)?.on.push(place(i));
      edgeAt(ax, ay, bx, by)?.on.push(place(i));
    };
    if (kind === 'point') {
      for (let i = 0; i < xy.length / 2; i++) visitPoint(i);
    } else if (xy.length / 2 < MANY_POINTS) {
      for (let ring = 0; ring + 1 < rings.length; ring++)
        for (let i = rings[ring]!; i < rings[ring + 1]! - 1; i++) visitEdge(i);
    } else {
      const tree = edgeTreeOf(geometry);
      const groups = tree.found.subarray(0, tree.query(west, south, east, north));
      for (const group of groups)
        for (let i = tree.groupStart(group); i < tree.groupEnd(group); i++) visitEdge(i);
    }
    // The last vertex of a line begins no edge; that of a ring is its first one.
    if (kind === 'line') for (let ring = 1; ring < rings.length; ring++) visitPoint(rings[ring]! - 1);
    if (edges.size > most) return null;
  }
  for (const { index, at, to } of own) {
    const [x, y] = [toSteps(at[0]), toSteps(at[1])];
    const vertex = vertexAt(x, y);
    if (vertex) vertex.own ??= index;
    const edge = to === null ? undefined : edgeAt(x, y, toSteps(to[0]), toSteps(to[1]));
    if (edge) edge.own ??= index;
  }
  return { vertices: [...vertices.values()], edges: [...edges.values()] };
}
