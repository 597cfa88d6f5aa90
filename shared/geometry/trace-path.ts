import { edgeMetres, type BorderGraph } from './border-graph.ts';
import { runsThrough } from './edge-points.ts';
import { STEPS_PER_DEGREE } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';

type Step = readonly [number, number];
/** The ends of an edge, steps: ax, ay, bx, by. */
export type EdgeEnds = readonly [number, number, number, number];

/** An end of a way: a vertex of a border, or a place on edges (those that run through it). */
export interface TraceEnd {
  readonly at: Step;
  readonly edges: readonly EdgeEnds[];
}

export interface TracedPath {
  /** Places in steps, first and last included. */
  readonly path: readonly Step[];
  readonly metres: number;
}
/** Null: no border leads there. `spent`: what may be read did not suffice. */
export type TraceResult = TracedPath | 'spent' | null;

/**
 * The straight line, taken a little short, is never longer than a way along borders: lengths of edges are measured at
 * their own latitude, and within two degrees of latitude those differ by less than this.
 */
const NOT_LONGER = 0.98;
/** After so many nodes the search lets others in. */
const SLICE = 512;

/** A heap of nodes by a number; the least comes first, of equals the lesser node. */
class Heap {
  private readonly keys: number[] = [];
  private readonly ids: number[] = [];

  get size(): number {
    return this.ids.length;
  }

  private before(i: number, j: number): boolean {
    return this.keys[i]! < this.keys[j]! || (this.keys[i] === this.keys[j] && this.ids[i]! < this.ids[j]!);
  }

  private swap(i: number, j: number): void {
    [this.keys[i], this.keys[j]] = [this.keys[j]!, this.keys[i]!];
    [this.ids[i], this.ids[j]] = [this.ids[j]!, this.ids[i]!];
  }

  push(id: number, key: number): void {
    let at = this.ids.push(id) - 1;
    this.keys.push(key);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): number {
    const [top] = this.ids;
    this.swap(0, this.ids.length - 1);
    this.ids.pop();
    this.keys.pop();
    for (let at = 0; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.ids.length && this.before(left, least)) least = left;
      if (right < this.ids.length && this.before(right, least)) least = right;
      if (least === at) return top!;
      this.swap(at, least);
      at = least;
    }
  }
}

/** What a search knows of the nodes it met; used again by the next one. */
class Known {
  private metres = new Float64Array(1024);
  private before = new Int32Array(1024);
  /** Which search met it; negative once it is settled. */
  private stamps = new Int32Array(1024);
  private stamp = 0;

  begin(): void {
    this.stamp += 1;
  }

  private room(node: number): void {
    if (node < this.stamps.length) return;
    const size = Math.max(2 * this.stamps.length, node + 1);
    const metres = new Float64Array(size);
    metres.set(this.metres);
    this.metres = metres;
    const before = new Int32Array(size);
    before.set(this.before);
    this.before = before;
    const stamps = new Int32Array(size);
    stamps.set(this.stamps);
    this.stamps = stamps;
  }

  reach(node: number, metres: number, from: number): boolean {
    this.room(node);
    if (this.stamps[node] === -this.stamp) return false;
    if (this.stamps[node] === this.stamp && this.metres[node]! <= metres) return false;
    this.stamps[node] = this.stamp;
    this.metres[node] = metres;
    this.before[node] = from;
    return true;
  }

  settle(node: number): boolean {
    if (this.stamps[node] === -this.stamp) return false;
    this.stamps[node] = -this.stamp;
    return true;
  }

  metresTo(node: number): number {
    return this.metres[node]!;
  }

  way(node: number): number[] {
    const nodes: number[] = [];
    for (let at = node; at >= 0; at = this.before[at]!) nodes.push(at);
    return nodes.reverse();
  }
}

/** Searches of one graph may run in turns: each has its own, taken from here and given back. */
const unused = new WeakMap<BorderGraph, Known[]>();

/**
 * The shortest way along borders. The graph may be filled while it is searched: `meet` is called before the edges of a
 * place are looked at, and gives false when no more may be read. Yields now and then, so that the caller can stop.
 */
export function* shortestPath(
  graph: BorderGraph,
  from: TraceEnd,
  to: TraceEnd,
  meet: (x: number, y: number) => boolean,
): Generator<void, TraceResult> {
  const pool = unused.get(graph) ?? [];
  unused.set(graph, pool);
  const state = pool.pop() ?? new Known();
  state.begin();
  const result = yield* search(graph, from, to, meet, state);
  pool.push(state);
  return result;
}

function* search(
  graph: BorderGraph,
  from: TraceEnd,
  to: TraceEnd,
  meet: (x: number, y: number) => boolean,
  state: Known,
): Generator<void, TraceResult> {
  const start = graph.node(...from.at);
  const goal = graph.node(...to.at);
  if (start === goal) return { path: [from.at], metres: 0 };
  // Edges that the ends lie on; they are walked from the end itself, and none of this stays in the graph.
  const detours = new Map<number, (readonly [number, number])[]>();
  const detour = (a: number, b: number): void => {
    const { nodes } = graph;
    const metres = edgeMetres(nodes.x(a), nodes.y(a), nodes.x(b), nodes.y(b));
    detours.set(a, [...(detours.get(a) ?? []), [b, metres]]);
  };
  for (const [ax, ay, bx, by] of from.edges) {
    detour(start, graph.node(ax, ay));
    detour(start, graph.node(bx, by));
    if (runsThrough(to.at[0], to.at[1], ax, ay, bx, by)) detour(start, goal);
  }
  for (const [ax, ay, bx, by] of to.edges) {
    detour(graph.node(ax, ay), goal);
    detour(graph.node(bx, by), goal);
  }

  const scale = metresPerDegree(to.at[1] / STEPS_PER_DEGREE);
  const lon = (NOT_LONGER * scale.lon) / STEPS_PER_DEGREE;
  const lat = (NOT_LONGER * scale.lat) / STEPS_PER_DEGREE;
  const left = (node: number): number =>
    Math.hypot((graph.nodes.x(node) - to.at[0]) * lon, (graph.nodes.y(node) - to.at[1]) * lat);

  const heap = new Heap();
  state.reach(start, 0, -1);
  heap.push(start, left(start));
  for (let count = 0; heap.size > 0;) {
    const node = heap.pop();
    if (!state.settle(node)) continue;
    const metres = state.metresTo(node);
    if (node === goal) {
      const path = state.way(goal).map((id): Step => [graph.nodes.x(id), graph.nodes.y(id)]);
      return { path, metres };
    }
    if (!meet(graph.nodes.x(node), graph.nodes.y(node))) return 'spent';
    const visit = (next: number, length: number): void => {
      if (state.reach(next, metres + length, node)) heap.push(next, metres + length + left(next));
    };
    graph.forEachEdge(node, visit);
    for (const [next, length] of detours.get(node) ?? []) visit(next, length);
    count += 1;
    if (count % SLICE === 0) yield;
  }
  return null;
}
