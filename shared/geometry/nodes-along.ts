import { expandBox } from './box.ts';
import { packFlat } from './build-packed.ts';
import { partCount, ringCount } from './counts.ts';
import { edgeTreeOf } from './edge-tree.ts';
import { STEP_DEGREES, toSteps } from './grid.ts';
import type { Box, Packed } from './packed.ts';
import { onSegment } from './predicates.ts';
import { passesNode } from './snap-round.ts';

/** Fewer edges than this are quicker looked through than sorted into boxes. */
const FEW_EDGES = 64;

interface Node {
  /** Point of the geometry that the edge begins in. */
  readonly edge: number;
  /** How far along the edge, for the order of several. */
  readonly along: number;
  readonly x: number;
  readonly y: number;
}

/** Positions (canonical pairs) in order from west to east, so that those in a box are found without looking at all. */
export class SortedPositions {
  readonly size: number;
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;

  constructor(positions: ArrayLike<number>) {
    this.size = positions.length / 2;
    const order = Uint32Array.from({ length: this.size }, (_, i) => i);
    order.sort(
      (i, j) => positions[2 * i]! - positions[2 * j]! || positions[2 * i + 1]! - positions[2 * j + 1]!,
    );
    this.xs = Float64Array.from(order, (i) => positions[2 * i]!);
    this.ys = Float64Array.from(order, (i) => positions[2 * i + 1]!);
  }

  /** Calls back for every position in a closed box, from west to east. */
  within([west, south, east, north]: Box, visit: (x: number, y: number) => void): void {
    let low = 0;
    for (let high = this.size; low < high;) {
      const middle = (low + high) >> 1;
      if (this.xs[middle]! < west) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < this.size && this.xs[i]! <= east; i++) {
      if (this.ys[i]! >= south && this.ys[i]! <= north) visit(this.xs[i]!, this.ys[i]!);
    }
  }
}

/**
 * The geometry with a vertex at each of the positions through which one of its edges passes: exactly, or within the
 * half step by which a vertex made on the edge was rounded. The same object when there is none. What such a vertex
 * makes invalid is for the caller to see.
 *
 * @param positions canonical; ends of an edge do not count
 */
export function withNodesAt(geometry: Packed, positions: SortedPositions): Packed {
  if (geometry.kind === 'point') return geometry;
  const nodes: Node[] = [];
  positions.within(expandBox(geometry.box, STEP_DEGREES), (x, y) => collect(geometry, x, y, nodes));
  return nodes.length === 0 ? geometry : inserted(geometry, nodes);
}

/**
 * The geometry with vertices put on edges that are named (by the point they begin in), in the order in which they come
 * along them; the same object when there is none.
 */
export function withGivenNodes(
  geometry: Packed,
  given: readonly { readonly edge: number; readonly at: readonly [number, number] }[],
): Packed {
  if (given.length === 0) return geometry;
  const nodes = given.map(({ edge, at }): Node => {
    const [ax, ay, bx, by] = geometry.xy.subarray(2 * edge, 2 * edge + 4) as unknown as Edge;
    return { edge, along: (at[0] - ax) * (bx - ax) + (at[1] - ay) * (by - ay), x: at[0], y: at[1] };
  });
  return inserted(geometry, nodes);
}

type Edge = readonly [number, number, number, number];

function collect(geometry: Packed, x: number, y: number, nodes: Node[]): void {
  const [px, py] = [toSteps(x), toSteps(y)];
  const visit = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      const ax = toSteps(geometry.xy[2 * i]!);
      const ay = toSteps(geometry.xy[2 * i + 1]!);
      const bx = toSteps(geometry.xy[2 * i + 2]!);
      const by = toSteps(geometry.xy[2 * i + 3]!);
      if ((ax === px && ay === py) || (bx === px && by === py)) continue;
      if (!onSegment(px, py, ax, ay, bx, by) && !passesNode(px, py, ax, ay, bx, by)) continue;
      const along = (px - ax) * (bx - ax) + (py - ay) * (by - ay);
      nodes.push({ edge: i, along, x, y });
    }
  };
  if (geometry.xy.length < 2 * FEW_EDGES) {
    for (let ring = 0; ring < ringCount(geometry); ring++) {
      visit(geometry.rings[ring]!, geometry.rings[ring + 1]! - 1);
    }
    return;
  }
  const tree = edgeTreeOf(geometry);
  const groups = tree.query(px - 1, py - 1, px + 1, py + 1);
  for (let k = 0; k < groups; k++) visit(tree.groupStart(tree.found[k]!), tree.groupEnd(tree.found[k]!));
}

function inserted(geometry: Packed, nodes: Node[]): Packed {
  nodes.sort((p, q) => p.edge - q.edge || p.along - q.along);
  let next = 0;
  const rings: number[][] = [];
  for (let ring = 0; ring < ringCount(geometry); ring++) {
    const out: number[] = [];
    for (let i = geometry.rings[ring]!; i < geometry.rings[ring + 1]!; i++) {
      out.push(geometry.xy[2 * i]!, geometry.xy[2 * i + 1]!);
      for (; nodes[next]?.edge === i; next++) out.push(nodes[next]!.x, nodes[next]!.y);
    }
    rings.push(out);
  }
  const parts = Array.from({ length: partCount(geometry) }, (_, part) =>
    rings.slice(geometry.parts[part], geometry.parts[part + 1]),
  );
  return packFlat(geometry.kind, parts);
}
