import type { Result } from '../result.ts';
import { boxContainsXY, expandBox } from './box.ts';
import { packFlat } from './build-packed.ts';
import { partCount, ringCount } from './counts.ts';
import { insertVertex, moveVertex, type VertexRef } from './edit-vertices.ts';
import { STEP_DEGREES, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import { onSegment } from './predicates.ts';
import { touchesNode } from './snap-round.ts';

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

/** Whether a position is worth comparing exactly with an edge, degrees. */
const nearEdge = (
  [x, y]: readonly [number, number],
  ax: number,
  ay: number,
  bx: number,
  by: number,
): boolean =>
  x >= Math.min(ax, bx) - STEP_DEGREES &&
  x <= Math.max(ax, bx) + STEP_DEGREES &&
  y >= Math.min(ay, by) - STEP_DEGREES &&
  y <= Math.max(ay, by) + STEP_DEGREES;

/** Whether an edge passes through a position, exactly or within the half step of rounding, and does not end there. */
function passesThrough(
  at: readonly [number, number],
  lonA: number,
  latA: number,
  lonB: number,
  latB: number,
): boolean {
  if ((lonA === at[0] && latA === at[1]) || (lonB === at[0] && latB === at[1])) return false;
  const [px, py] = [toSteps(at[0]), toSteps(at[1])];
  const [ax, ay, bx, by] = [toSteps(lonA), toSteps(latA), toSteps(lonB), toSteps(latB)];
  return onSegment(px, py, ax, ay, bx, by) || touchesNode(px, py, ax, ay, bx, by);
}

/**
 * Every edge that passes through a canonical position without having it as an end: exactly, or within the
 * half step by which a vertex made on the edge was rounded.
 */
export function edgesThrough<K>(
  features: readonly Sharer<K>[],
  at: readonly [number, number],
): SharedPlace<K>[] {
  const found: SharedPlace<K>[] = [];
  for (const { key, geometry } of features) {
    if (!near(geometry, at[0], at[1])) continue;
    forEachEdge(geometry, (ring, index, ax, ay, bx, by) => {
      if (nearEdge(at, ax, ay, bx, by) && passesThrough(at, ax, ay, bx, by)) found.push({ key, ring, index });
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

/**
 * Puts vertices on all edges of a geometry that pass through them, as `edgesThrough` says. All of them are held against
 * the edges as they were, so that the order does not matter: an edge that got one vertex is bent by half a step.
 *
 * @param positions canonical
 * @returns the geometry and the positions that it took; the same object when there is none
 */
export function insertAllOnEdges(
  geometry: Packed,
  positions: readonly (readonly [number, number])[],
): { readonly geometry: Packed; readonly taken: readonly (readonly [number, number])[] } {
  const taken = new Set<readonly [number, number]>();
  const sorted = positions.toSorted((p, q) => p[0] - q[0]);
  const firstFrom = (x: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]![0] < x) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const rings: number[][] = Array.from({ length: ringCount(geometry) }, () => []);
  const { xy } = geometry;
  for (let ring = 0; ring < rings.length; ring++) {
    const out = rings[ring]!;
    const last = geometry.rings[ring + 1]! - 1;
    for (let i = geometry.rings[ring]!; i <= last; i++) {
      const [ax, ay] = [xy[2 * i]!, xy[2 * i + 1]!];
      out.push(ax, ay);
      if (i === last) continue;
      const [bx, by] = [xy[2 * i + 2]!, xy[2 * i + 3]!];
      const east = Math.max(ax, bx) + STEP_DEGREES;
      const on: (readonly [number, number])[] = [];
      for (
        let k = firstFrom(Math.min(ax, bx) - STEP_DEGREES);
        k < sorted.length && sorted[k]![0] <= east;
        k++
      ) {
        const at = sorted[k]!;
        if (!nearEdge(at, ax, ay, bx, by) || !passesThrough(at, ax, ay, bx, by)) continue;
        on.push(at);
        taken.add(at);
      }
      const far = (at: readonly [number, number]): number =>
        (at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay);
      for (const at of on.toSorted((p, q) => far(p) - far(q))) out.push(...at);
    }
  }
  if (taken.size === 0) return { geometry, taken: [] };
  const parts = Array.from({ length: partCount(geometry) }, (_, part) =>
    rings.slice(geometry.parts[part], geometry.parts[part + 1]),
  );
  return { geometry: packFlat(geometry.kind, parts), taken: positions.filter((at) => taken.has(at)) };
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
