import { forEachOverlap, segmentBoxes } from './edge-sweep.ts';
import { orientation, segmentRelation } from './predicates.ts';
import type { VertexIndex } from './vertex-index.ts';

/** More rounds than any input can need; each round only ever subdivides. */
const MAX_ROUNDS = 200;

/** Divides towards the nearest whole number, halves upwards; `denominator` positive. */
function roundedDivision(numerator: bigint, denominator: bigint): bigint {
  const twice = 2n * numerator + denominator;
  const quotient = twice / (2n * denominator);
  return twice < 0n && twice % (2n * denominator) !== 0n ? quotient - 1n : quotient;
}

/** Where two properly crossing segments meet, rounded to whole steps; exact whatever the angle. */
export function crossingNode(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): readonly [number, number] {
  const rx = BigInt(bx - ax);
  const ry = BigInt(by - ay);
  const sx = BigInt(dx - cx);
  const sy = BigInt(dy - cy);
  let denominator = rx * sy - ry * sx;
  let t = BigInt(cx - ax) * sy - BigInt(cy - ay) * sx;
  if (denominator < 0n) {
    denominator = -denominator;
    t = -t;
  }
  return [
    ax + Number(roundedDivision(rx * t, denominator)),
    ay + Number(roundedDivision(ry * t, denominator)),
  ];
}

/** Whether a segment passes through the open square of half a step around a node. */
export function passesNode(nx: number, ny: number, ax: number, ay: number, bx: number, by: number): boolean {
  if (
    Math.max(ax, bx) <= nx - 0.5 ||
    Math.min(ax, bx) >= nx + 0.5 ||
    Math.max(ay, by) <= ny - 0.5 ||
    Math.min(ay, by) >= ny + 0.5
  ) {
    return false;
  }
  let left = false;
  let right = false;
  for (const x of [nx - 0.5, nx + 0.5]) {
    for (const y of [ny - 0.5, ny + 0.5]) {
      const side = orientation(ax, ay, bx, by, x, y);
      if (side > 0) left = true;
      else if (side < 0) right = true;
    }
  }
  return left && right;
}

/** The same for the closed square: a crossing may have been rounded from exactly half a step away. */
export function touchesNode(nx: number, ny: number, ax: number, ay: number, bx: number, by: number): boolean {
  if (
    Math.max(ax, bx) < nx - 0.5 ||
    Math.min(ax, bx) > nx + 0.5 ||
    Math.max(ay, by) < ny - 0.5 ||
    Math.min(ay, by) > ny + 0.5
  ) {
    return false;
  }
  let [left, right] = [false, false];
  for (const x of [nx - 0.5, nx + 0.5]) {
    for (const y of [ny - 0.5, ny + 0.5]) {
      const side = orientation(ax, ay, bx, by, x, y);
      if (side >= 0) left = true;
      if (side <= 0) right = true;
    }
  }
  return left && right;
}

const FACTOR = 2 ** 26;

/** One number for an undirected edge between two nodes. */
export function edgeKey(u: number, v: number): number {
  return u < v ? u * FACTOR + v : v * FACTOR + u;
}

/** Refinement of undirected edges: the nodes an edge was led through, both ends included, low id first. */
export type Splits = Map<number, readonly number[]>;

/** The nodes from u to v after all refinements, u excluded and v included. */
export function expandEdge(splits: Splits, u: number, v: number, out: number[]): void {
  const chain = splits.get(edgeKey(u, v));
  if (chain === undefined) {
    out.push(v);
    return;
  }
  const n = chain.length;
  for (let i = 1; i < n; i++) {
    if (u < v) expandEdge(splits, chain[i - 1]!, chain[i]!, out);
    else expandEdge(splits, chain[n - i]!, chain[n - 1 - i]!, out);
  }
}

/**
 * Leads edges through nodes until no two cross and none passes within half a step of a node that is not
 * its end (iterated snap rounding). Crossing points are computed once for an undirected pair, exactly,
 * rounded to whole steps and added to `nodes`. Nodes never move.
 */
export function snapRound(nodes: VertexIndex, edges: readonly (readonly [number, number])[]): Splits {
  const splits: Splits = new Map();
  const known = new Set(edges.map(([u, v]) => edgeKey(u, v)));
  // Settled edges have been compared with each other and with the nodes before `firstNew`.
  let settled: Edge[] = [];
  let fresh: Edge[] = edges.map(([u, v]) => (u < v ? [u, v] : [v, u]));
  let firstNew = 0;
  for (let round = 0; round < MAX_ROUNDS && fresh.length > 0; round++) {
    const through: Through = new Map();
    const all = [...fresh, ...settled];
    addCrossings(nodes, all, fresh.length, through);
    const count = nodes.size;
    addNearNodes(nodes, fresh, 0, through, 0);
    addNearNodes(nodes, settled, firstNew, through, fresh.length);
    firstNew = count;
    settled = all.filter((_, i) => !through.has(i));
    fresh = [];
    for (const [i, inner] of through) {
      const [u, v] = all[i]!;
      const chain = [u, ...alongEdge(nodes, u, v, inner), v];
      splits.set(edgeKey(u, v), chain);
      for (let k = 1; k < chain.length; k++) {
        const a = chain[k - 1]!;
        const b = chain[k]!;
        if (known.has(edgeKey(a, b))) continue;
        known.add(edgeKey(a, b));
        fresh.push(a < b ? [a, b] : [b, a]);
      }
    }
  }
  return splits;
}

type Edge = readonly [number, number];

/** The nodes an edge must be led through, by the number of the edge. */
type Through = Map<number, Set<number>>;

function lead(through: Through, edge: number, ends: Edge, node: number): void {
  if (node === ends[0] || node === ends[1]) return;
  const known = through.get(edge);
  if (known === undefined) through.set(edge, new Set([node]));
  else known.add(node);
}

/** Crossings of the first `fresh` edges with each other and with all the rest. */
function addCrossings(nodes: VertexIndex, edges: readonly Edge[], fresh: number, through: Through): void {
  const boxes = segmentBoxes(edges.length, (i, put) => {
    const [u, v] = edges[i]!;
    put(nodes.x(u), nodes.y(u), nodes.x(v), nodes.y(v));
  });
  forEachOverlap(boxes, (i, j) => {
    if (i >= fresh && j >= fresh) return false;
    const [a, b] = edges[i]!;
    const [c, d] = edges[j]!;
    if (a === c || a === d || b === c || b === d) return false;
    const at = [
      nodes.x(a),
      nodes.y(a),
      nodes.x(b),
      nodes.y(b),
      nodes.x(c),
      nodes.y(c),
      nodes.x(d),
      nodes.y(d),
    ] as const;
    if (segmentRelation(...at) !== 'cross') return false;
    const [x, y] = crossingNode(...at);
    const node = nodes.add(x, y);
    lead(through, i, edges[i]!, node);
    lead(through, j, edges[j]!, node);
    return false;
  });
}

/** Nodes from number `firstNode` on that lie within half a step of the edges, numbered from `offset`. */
function addNearNodes(
  nodes: VertexIndex,
  edges: readonly Edge[],
  firstNode: number,
  through: Through,
  offset: number,
): void {
  if (edges.length === 0 || firstNode >= nodes.size) return;
  const order = Array.from({ length: nodes.size - firstNode }, (_, i) => firstNode + i);
  order.sort((i, j) => nodes.x(i) - nodes.x(j));
  const xs = Float64Array.from(order, (id) => nodes.x(id));
  edges.forEach((edge, i) => {
    const [u, v] = edge;
    const ax = nodes.x(u);
    const ay = nodes.y(u);
    const bx = nodes.x(v);
    const by = nodes.y(v);
    const maxX = Math.max(ax, bx);
    const minY = Math.min(ay, by);
    const maxY = Math.max(ay, by);
    for (let k = lowerBound(xs, Math.min(ax, bx)); k < xs.length && xs[k]! <= maxX; k++) {
      const id = order[k]!;
      const y = nodes.y(id);
      if (y < minY || y > maxY || id === u || id === v) continue;
      if (passesNode(xs[k]!, y, ax, ay, bx, by)) lead(through, offset + i, edge, id);
    }
  });
}

function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Nodes in the order in which the way from u to v passes their squares. */
function alongEdge(nodes: VertexIndex, u: number, v: number, inner: ReadonlySet<number>): number[] {
  const dx = nodes.x(v) - nodes.x(u);
  const dy = nodes.y(v) - nodes.y(u);
  const byX = Math.abs(dx) >= Math.abs(dy);
  const sx = Math.sign(dx);
  const sy = Math.sign(dy);
  return [...inner].sort((i, j) => {
    const x = sx * (nodes.x(i) - nodes.x(j));
    const y = sy * (nodes.y(i) - nodes.y(j));
    return byX ? x || y : y || x;
  });
}
