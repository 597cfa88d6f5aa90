import type { Result } from '../result.ts';
import { boxContainsXY, expandBox } from './box.ts';
import { ringCount } from './counts.ts';
import { insertVertex, moveVertex, type VertexRef } from './edit-vertices.ts';
import { runsThrough } from './edge-points.ts';
import { edgeTreeOf } from './edge-tree.ts';
import { STEP_DEGREES, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';

/*
 * Neighbours share borders by having equal vertices. What puts a vertex on a border must put it into every
 * feature that shares the edge, and what moves a shared vertex moves it in all of them.
 */

/** A feature by whatever names it, with its geometry (on the grid). */
export interface Sharer<K> {
  readonly key: K;
  readonly geometry: Packed;
}

/** A place in one of the features; for edges the vertex the edge starts from. */
export interface SharedPlace<K> extends VertexRef {
  readonly key: K;
}

/** A feature with its new geometry. */
export interface Reshaped<K> {
  readonly key: K;
  readonly geometry: Packed;
}

function near(geometry: Packed, x: number, y: number): boolean {
  return boxContainsXY(expandBox(geometry.box, STEP_DEGREES), x, y);
}

function forEachEdge(
  geometry: Packed,
  visit: (ring: number, index: number, ax: number, ay: number, bx: number, by: number) => void,
): void {
  const { xy, rings } = geometry;
  for (let ring = 0; ring < ringCount(geometry); ring++) {
    const from = rings[ring]!;
    for (let i = from; i < rings[ring + 1]! - 1; i++) {
      visit(ring, i - from, xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!);
    }
  }
}

/** Every ring that has exactly the edge a-b, walked in either direction. Positions are canonical. */
export function ringsWithEdge<K>(
  features: readonly Sharer<K>[],
  a: readonly [number, number],
  b: readonly [number, number],
): SharedPlace<K>[] {
  const found: SharedPlace<K>[] = [];
  for (const { key, geometry } of features) {
    if (!near(geometry, a[0], a[1]) || !near(geometry, b[0], b[1])) continue;
    forEachEdge(geometry, (ring, index, ax, ay, bx, by) => {
      const forward = ax === a[0] && ay === a[1] && bx === b[0] && by === b[1];
      const backward = ax === b[0] && ay === b[1] && bx === a[0] && by === a[1];
      if (forward || backward) found.push({ key, ring, index });
    });
  }
  return found;
}

/** Every vertex at exactly this canonical position (the closing point of a ring does not count again). */
export function verticesAt<K>(
  features: readonly Sharer<K>[],
  at: readonly [number, number],
): SharedPlace<K>[] {
  const found: SharedPlace<K>[] = [];
  for (const { key, geometry } of features) {
    if (!boxContainsXY(geometry.box, at[0], at[1])) continue;
    const { xy, rings, kind } = geometry;
    for (let ring = 0; ring < ringCount(geometry); ring++) {
      const from = rings[ring]!;
      const to = rings[ring + 1]! - (kind === 'polygon' ? 1 : 0);
      for (let i = from; i < to; i++) {
        if (xy[2 * i] === at[0] && xy[2 * i + 1] === at[1]) found.push({ key, ring, index: i - from });
      }
    }
  }
  return found;
}

/**
 * Every edge that passes through a canonical position without having it as an end: exactly, or within the
 * half step by which a vertex made on the edge was rounded.
 */
export function edgesThrough<K>(
  features: readonly Sharer<K>[],
  at: readonly [number, number],
): SharedPlace<K>[] {
  const px = toSteps(at[0]);
  const py = toSteps(at[1]);
  const found: SharedPlace<K>[] = [];
  for (const { key, geometry } of features) {
    if (!near(geometry, at[0], at[1])) continue;
    forEachEdge(geometry, (ring, index, lonA, latA, lonB, latB) => {
      const isEnd = (lonA === at[0] && latA === at[1]) || (lonB === at[0] && latB === at[1]);
      if (isEnd) return;
      const [ax, ay, bx, by] = [toSteps(lonA), toSteps(latA), toSteps(lonB), toSteps(latB)];
      if (runsThrough(px, py, ax, ay, bx, by)) found.push({ key, ring, index });
    });
  }
  return found;
}

/** Applies edits to features; later places of a ring first, so that numbers stay true. */
function edited<K>(
  features: readonly Sharer<K>[],
  places: readonly SharedPlace<K>[],
  edit: (geometry: Packed, place: VertexRef) => Result<Packed>,
): Result<Reshaped<K>[]> {
  const out: Reshaped<K>[] = [];
  for (const { key, geometry } of features) {
    const own = places
      .filter((place) => place.key === key)
      .sort((p, q) => q.ring - p.ring || q.index - p.index);
    if (own.length === 0) continue;
    let shape = geometry;
    for (const place of own) {
      const result = edit(shape, place);
      if (!result.ok) return result;
      shape = result.value;
    }
    out.push({ key, geometry: shape });
  }
  return { ok: true, value: out };
}

/** From this many points on, the edges near a place are found by boxes and not one by one. */
const MANY_POINTS = 64;

/** Calls back with the first point (over all rings) of every edge that may pass a place. */
function forEachEdgeNear(geometry: Packed, x: number, y: number, visit: (first: number) => void): void {
  const { rings } = geometry;
  if (geometry.xy.length / 2 < MANY_POINTS) {
    for (let ring = 0; ring < ringCount(geometry); ring++)
      for (let i = rings[ring]!; i < rings[ring + 1]! - 1; i++) visit(i);
    return;
  }
  const tree = edgeTreeOf(geometry);
  const count = tree.query(x - 1, y - 1, x + 1, y + 1);
  const groups = tree.found.slice(0, count);
  for (const group of groups) for (let i = tree.groupStart(group); i < tree.groupEnd(group); i++) visit(i);
}

/** A vertex to be put into an edge: the first point of the edge, and how far along it lies. */
interface NodeOnEdge {
  readonly ring: number;
  readonly index: number;
  readonly along: number;
  readonly at: readonly [number, number];
}

function nodesOnEdges(geometry: Packed, positions: Iterable<readonly [number, number]>): NodeOnEdge[] {
  const { xy, rings } = geometry;
  const found: NodeOnEdge[] = [];
  for (const at of positions) {
    if (!near(geometry, at[0], at[1])) continue;
    const px = toSteps(at[0]);
    const py = toSteps(at[1]);
    forEachEdgeNear(geometry, px, py, (first) => {
      const [ax, ay] = [toSteps(xy[2 * first]!), toSteps(xy[2 * first + 1]!)];
      const [bx, by] = [toSteps(xy[2 * first + 2]!), toSteps(xy[2 * first + 3]!)];
      if ((ax === px && ay === py) || (bx === px && by === py)) return;
      if (!runsThrough(px, py, ax, ay, bx, by)) return;
      let ring = 0;
      while (rings[ring + 1]! <= first) ring++;
      const along = (px - ax) * (bx - ax) + (py - ay) * (by - ay);
      found.push({ ring, index: first - rings[ring]!, along, at });
    });
  }
  return found.sort((p, q) => p.ring - q.ring || p.index - q.index || p.along - q.along);
}

/**
 * Puts vertices into all edges of a feature that run through them, each judged by the edges as they are now: the first
 * vertex of an edge bends it by up to half a step, and what was made on the straight edge need no longer lie on that.
 * Gives the shape and which of the vertices it took; null when no edge runs through any.
 */
export function insertAllOnEdges(
  geometry: Packed,
  positions: Iterable<readonly [number, number]>,
): Result<{ readonly geometry: Packed; readonly taken: readonly (readonly [number, number])[] } | null> {
  const places = nodesOnEdges(geometry, positions);
  if (places.length === 0) return { ok: true, value: null };
  let shape = geometry;
  // Later places first, so that numbers stay true.
  for (const { ring, index, at } of [...places].reverse()) {
    const result = insertVertex(shape, { ring, index }, at);
    if (!result.ok) return result;
    shape = result.value;
  }
  return { ok: true, value: { geometry: shape, taken: [...new Set(places.map((place) => place.at))] } };
}

/** Inserts the vertex `at` into every feature that has exactly the edge a-b. Only changed ones come back. */
export function insertOnSharedEdge<K>(
  features: readonly Sharer<K>[],
  a: readonly [number, number],
  b: readonly [number, number],
  at: readonly [number, number],
): Result<Reshaped<K>[]> {
  return edited(features, ringsWithEdge(features, a, b), (geometry, place) =>
    insertVertex(geometry, place, at),
  );
}

/** Inserts the vertex `at` into every feature that has an edge through it. Only changed ones come back. */
export function insertOnEdgesThrough<K>(
  features: readonly Sharer<K>[],
  at: readonly [number, number],
): Result<Reshaped<K>[]> {
  return edited(features, edgesThrough(features, at), (geometry, place) => insertVertex(geometry, place, at));
}

/** Moves every vertex that stands at `from` to `to`. Only changed features come back. */
export function moveSharedVertex<K>(
  features: readonly Sharer<K>[],
  from: readonly [number, number],
  to: readonly [number, number],
): Result<Reshaped<K>[]> {
  return edited(features, verticesAt(features, from), (geometry, place) => moveVertex(geometry, place, to));
}
