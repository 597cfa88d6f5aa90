import type { Arrangement } from './arrange.ts';
import { orientation } from './predicates.ts';
import { edgeKey } from './snap-round.ts';
import type { VertexIndex } from './vertex-index.ts';

/** How often an input walks an edge from its lower to its higher node, less how often the other way. */
export type EdgeUses = ReadonlyMap<number, number>;

/**
 * The planar graph of an arrangement. Edge e has the half-edges 2e (low node to high node) and 2e + 1.
 */
export interface HalfEdges {
  readonly nodes: VertexIndex;
  /** Node a half-edge starts from. */
  readonly origin: Int32Array;
  /** The half-edges that leave a node, counter-clockwise. */
  readonly around: readonly (readonly number[])[];
  /** Place of each half-edge in `around` of its origin. */
  readonly place: Int32Array;
  readonly uses: readonly EdgeUses[];
}

export const twin = (halfEdge: number): number => halfEdge ^ 1;

/** The half-edge after `h` along the face on its left. */
export function nextAlongFace(graph: HalfEdges, h: number): number {
  const back = twin(h);
  const fan = graph.around[graph.origin[back]!]!;
  const place = graph.place[back]!;
  return fan[(place + fan.length - 1) % fan.length]!;
}

interface Edge {
  readonly low: number;
  readonly high: number;
  readonly uses: Map<number, number>;
  readonly line: boolean;
}

/**
 * Builds the graph from the walks of polygons and lines. Left out are edges that a polygon walks there
 * and back, and what is left dangling of lines: neither bounds an area.
 */
export function buildHalfEdges(arrangement: Arrangement): HalfEdges {
  const edges = withoutDangles(collectEdges(arrangement), arrangement.nodes.size);
  const origin = new Int32Array(2 * edges.length);
  const around: number[][] = Array.from({ length: arrangement.nodes.size }, () => []);
  edges.forEach(({ low, high }, e) => {
    origin[2 * e] = low;
    origin[2 * e + 1] = high;
    around[low]!.push(2 * e);
    around[high]!.push(2 * e + 1);
  });
  const { nodes } = arrangement;
  const place = new Int32Array(origin.length);
  around.forEach((fan, node) => {
    fan.sort((g, h) => compareAngle(nodes, node, origin[twin(g)]!, origin[twin(h)]!));
    fan.forEach((h, i) => {
      place[h] = i;
    });
  });
  return { nodes, origin, around, place, uses: edges.map((edge) => edge.uses) };
}

function collectEdges({ walks, noded }: Arrangement): Edge[] {
  const byKey = new Map<number, Edge>();
  walks.forEach((rings, input) => {
    const line = noded[input]!.kind === 'line';
    for (const walk of rings) {
      for (let i = 1; i < walk.length; i++) {
        const u = walk[i - 1]!;
        const v = walk[i]!;
        if (u === v) continue;
        const key = edgeKey(u, v);
        const known = byKey.get(key);
        const uses = known?.uses ?? new Map<number, number>();
        uses.set(input, (uses.get(input) ?? 0) + (u < v ? 1 : -1));
        byKey.set(key, {
          low: Math.min(u, v),
          high: Math.max(u, v),
          uses,
          line: line || known?.line === true,
        });
      }
    }
  });
  return [...byKey.values()].filter(({ uses, line }) => line || [...uses.values()].some((net) => net !== 0));
}

function withoutDangles(edges: readonly Edge[], nodeCount: number): readonly Edge[] {
  const degree = new Int32Array(nodeCount);
  const at = new Map<number, number[]>();
  edges.forEach(({ low, high }, e) => {
    for (const node of [low, high]) {
      degree[node]!++;
      const list = at.get(node);
      if (list === undefined) at.set(node, [e]);
      else list.push(e);
    }
  });
  const gone = new Uint8Array(edges.length);
  const queue = [...at.keys()].filter((node) => degree[node] === 1);
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const e of at.get(node)!) {
      if (gone[e]) continue;
      gone[e] = 1;
      for (const end of [edges[e]!.low, edges[e]!.high]) {
        if (--degree[end]! === 1) queue.push(end);
      }
    }
  }
  return edges.filter((_, e) => !gone[e]);
}

/** Counter-clockwise from the east, exact. */
function compareAngle(nodes: VertexIndex, node: number, a: number, b: number): number {
  const x = nodes.x(node);
  const y = nodes.y(node);
  const halfA = upper(nodes.x(a) - x, nodes.y(a) - y);
  const halfB = upper(nodes.x(b) - x, nodes.y(b) - y);
  if (halfA !== halfB) return halfA ? -1 : 1;
  return -orientation(x, y, nodes.x(a), nodes.y(a), nodes.x(b), nodes.y(b));
}

const upper = (dx: number, dy: number): boolean => dy > 0 || (dy === 0 && dx > 0);
