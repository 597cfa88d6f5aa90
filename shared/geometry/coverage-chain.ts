import Flatbush from 'flatbush';
import type { Box } from './packed.ts';

/*
 * A chain: directed edges in whole grid steps, four numbers each, that arrive at every vertex as often as they
 * leave it. An edge may stand there several times.
 */

export const edgeCount = (edges: Float64Array): number => edges.length / 4;

/** Whether the box of an edge meets a box; both in steps, touching counts. */
export const edgeMeets = (edges: Float64Array, i: number, [x0, y0, x1, y1]: Box): boolean => {
  const ax = edges[4 * i]!;
  const ay = edges[4 * i + 1]!;
  const bx = edges[4 * i + 2]!;
  const by = edges[4 * i + 3]!;
  return (ax <= x1 || bx <= x1) && (ax >= x0 || bx >= x0) && (ay <= y1 || by <= y1) && (ay >= y0 || by >= y0);
};

export function boxOfEdges(edges: Float64Array): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < edges.length; i += 2) {
    const x = edges[i]!;
    const y = edges[i + 1]!;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
  }
  return [x0, y0, x1, y1];
}

/** Box of one edge, steps. */
export const boxOfEdge = (edges: Float64Array, i: number): Box =>
  boxOfEdges(edges.subarray(4 * i, 4 * i + 4));

/** Order of two edges, by first end and then second. */
export function compareEdges(a: Float64Array, i: number, b: Float64Array, j: number): number {
  for (let k = 0; k < 4; k++) {
    const d = a[4 * i + k]! - b[4 * j + k]!;
    if (d !== 0) return d;
  }
  return 0;
}

export function pickEdges(edges: Float64Array, places: ArrayLike<number>): Float64Array<ArrayBuffer> {
  const out = new Float64Array(4 * places.length);
  for (let n = 0; n < places.length; n++) {
    const from = 4 * places[n]!;
    for (let k = 0; k < 4; k++) out[4 * n + k] = edges[from + k]!;
  }
  return out;
}

/** The same edges in ascending order. */
export function sortedEdges(edges: Float64Array): Float64Array<ArrayBuffer> {
  const order = new Int32Array(edgeCount(edges)).map((_, i) => i);
  return pickEdges(
    edges,
    order.sort((i, j) => compareEdges(edges, i, edges, j)),
  );
}

export function joinEdges(lists: readonly Float64Array[]): Float64Array<ArrayBuffer> {
  const out = new Float64Array(lists.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const list of lists) {
    out.set(list, at);
    at += list.length;
  }
  return out;
}

/** What is in the one and not in the other of two ascending lists. */
export function differingEdges(
  before: Float64Array,
  after: Float64Array,
): { readonly removed: Float64Array; readonly added: Float64Array } {
  const removed: number[] = [];
  const added: number[] = [];
  let i = 0;
  let j = 0;
  const [m, n] = [edgeCount(before), edgeCount(after)];
  while (i < m || j < n) {
    const order = i === m ? 1 : j === n ? -1 : compareEdges(before, i, after, j);
    if (order < 0) removed.push(i);
    if (order > 0) added.push(j);
    if (order <= 0) i++;
    if (order >= 0) j++;
  }
  return { removed: pickEdges(before, removed), added: pickEdges(after, added) };
}

/** Edges up to this many are compared one with another. */
const FEW = 32;

/**
 * The edges in groups so that boxes of edges of different groups do not meet: each is a chain of its own, none
 * crosses another. Edges in a group ascend, and so do the groups by their first edge.
 */
export function clustersOf(unsorted: Float64Array): Float64Array[] {
  const edges = sortedEdges(unsorted);
  const n = edgeCount(edges);
  const parent = new Int32Array(n).map((_, i) => i);
  const rootOf = (i: number): number => {
    let root = i;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = i; at !== root;) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  const join = (i: number, j: number): void => {
    const [a, b] = [rootOf(i), rootOf(j)];
    if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
  };
  if (n <= FEW) {
    for (let i = 0; i < n; i++) {
      const box = boxOfEdge(edges, i);
      for (let j = 0; j < i; j++) if (edgeMeets(edges, j, box)) join(i, j);
    }
  } else {
    const index = indexOfEdges(edges);
    for (let i = 0; i < n; i++) {
      const [x0, y0, x1, y1] = boxOfEdge(edges, i);
      index.search(x0, y0, x1, y1, (j) => {
        if (j < i) join(i, j);
        return false;
      });
    }
  }
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i++) {
    const root = rootOf(i);
    const own = members.get(root);
    if (own === undefined) members.set(root, [i]);
    else own.push(i);
  }
  return [...members.values()].map((own) => pickEdges(edges, own));
}

/** An index over the boxes of edges; there must be some. */
export function indexOfEdges(edges: Float64Array): Flatbush {
  const n = edgeCount(edges);
  const index = new Flatbush(n);
  for (let i = 0; i < n; i++) {
    const [x0, y0, x1, y1] = boxOfEdge(edges, i);
    index.add(x0, y0, x1, y1);
  }
  index.finish();
  return index;
}
