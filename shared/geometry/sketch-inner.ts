import { fromSteps } from './grid.ts';
import { boxContainsXY } from './box.ts';
import type { Packed } from './packed.ts';
import { pointInRing } from './predicates.ts';
import { edgeKey } from './snap-round.ts';
import type { SketchNodes } from './sketch-nodes.ts';

/** A stretch of a drawn line inside a polygon. */
export interface InnerEdge {
  readonly a: number;
  readonly b: number;
  /** Edges between the same two meetings with the border have the same number. */
  readonly run: number;
}

/** Whether a place (steps, halves allowed) lies inside a polygon, holes not counted in. */
export function isInside(polygon: Packed, steps: Float64Array, x: number, y: number): boolean {
  if (!boxContainsXY(polygon.box, fromSteps(x), fromSteps(y))) return false;
  let inside = false;
  for (let ring = 0; ring + 1 < polygon.rings.length; ring++) {
    const location = pointInRing(steps, x, y, polygon.rings[ring], polygon.rings[ring + 1]);
    if (location === 'boundary') return false;
    if (location === 'inside') inside = !inside;
  }
  return inside;
}

/**
 * The edges of drawn lines that lie inside a polygon, each once; not those along its border, nor what is left dangling.
 */
export function innerEdges(
  polygon: Packed,
  steps: Float64Array,
  { nodes, paths }: SketchNodes,
  edges: ReadonlyMap<number, readonly number[]>,
): InnerEdge[] {
  const border = new Set<number>();
  const onBorder = new Set<number>();
  for (const ids of edges.values()) {
    ids.forEach((id, i) => {
      onBorder.add(id);
      if (i > 0) border.add(edgeKey(ids[i - 1]!, id));
    });
  }
  const found = new Map<number, InnerEdge>();
  let run = 0;
  for (const path of paths) {
    let inside: boolean | undefined;
    for (let i = 1; i < path.length; i++) {
      const [a, b] = [path[i - 1]!, path[i]!];
      if (onBorder.has(a)) inside = undefined;
      const key = edgeKey(a, b);
      if (border.has(key)) continue;
      if (inside === undefined) {
        inside = isInside(polygon, steps, (nodes.x(a) + nodes.x(b)) / 2, (nodes.y(a) + nodes.y(b)) / 2);
        run += 1;
      }
      if (inside && !found.has(key)) found.set(key, { a, b, run });
    }
  }
  return withoutDangles([...found.values()], onBorder);
}

function withoutDangles(edges: readonly InnerEdge[], anchored: ReadonlySet<number>): InnerEdge[] {
  const at = new Map<number, Set<InnerEdge>>();
  const list = (node: number): Set<InnerEdge> => {
    const known = at.get(node) ?? new Set();
    at.set(node, known);
    return known;
  };
  for (const edge of edges) {
    list(edge.a).add(edge);
    list(edge.b).add(edge);
  }
  const queue = [...at.keys()];
  const gone = new Set<InnerEdge>();
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    const here = list(node);
    if (here.size !== 1 || anchored.has(node)) continue;
    for (const edge of here) {
      gone.add(edge);
      const other = edge.a === node ? edge.b : edge.a;
      list(other).delete(edge);
      queue.push(other);
    }
    here.clear();
  }
  return edges.filter((edge) => !gone.has(edge));
}
