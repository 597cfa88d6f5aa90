import type { VertexIndex } from './vertex-index.ts';

/*
 * What a ring can become when a path drawn over it replaces stretches of it: walks over numbered nodes alone.
 */

/** The path without the loops it makes: what is drawn over itself counts once. */
export function loopless(path: readonly number[]): number[] {
  const out: number[] = [];
  for (const node of path) {
    const known = out.indexOf(node);
    if (known >= 0) out.length = known + 1;
    else out.push(node);
  }
  return out;
}

export interface Candidate {
  /** Nodes, closed. */
  readonly ring: readonly number[];
  /** What is replaced, and by what. */
  readonly redrawn: readonly (readonly [readonly number[], readonly number[]])[];
  readonly size: number;
}

/** Twice the area of a closed walk, square steps; seen from its first node, so that products stay exact enough. */
function sizeOf(ring: readonly number[], nodes: VertexIndex): number {
  const [x0, y0] = [nodes.x(ring[0]!), nodes.y(ring[0]!)];
  let turn = 0;
  let [x, y] = [0, 0];
  for (const id of ring) {
    const [nextX, nextY] = [nodes.x(id) - x0, nodes.y(id) - y0];
    turn += x * nextY - nextX * y;
    [x, y] = [nextX, nextY];
  }
  return Math.abs(turn);
}

/** The ring with one stretch between the ends of the path replaced by it; undefined where that meets itself. */
function candidate(
  kept: readonly number[],
  dropped: readonly number[],
  path: readonly number[],
  nodes: VertexIndex,
): Candidate | undefined {
  const own = new Set(kept);
  if (path.slice(1, -1).some((node) => own.has(node))) return undefined;
  const ring = [...kept, ...path.slice(1)];
  const size = sizeOf(ring, nodes);
  return size === 0 || ring.length < 4 ? undefined : { ring, redrawn: [[[...dropped], [...path]]], size };
}

/** The ways to replace a stretch of an open ring between the ends of a path by it. */
export function waysAlong(
  ids: readonly number[],
  path: readonly number[],
  nodes: VertexIndex,
): Candidate[] | undefined {
  const [i, j] = [ids.indexOf(path[0]!), ids.indexOf(path.at(-1)!)];
  if (i < 0 || j < 0 || i === j) return undefined;
  const between = (from: number, to: number): number[] =>
    from <= to ? ids.slice(from, to + 1) : [...ids.slice(from), ...ids.slice(0, to + 1)];
  return [
    candidate(between(j, i), between(i, j), path, nodes),
    candidate(between(i, j), between(j, i), path.toReversed(), nodes),
  ].filter((way) => way !== undefined);
}

/**
 * Every stretch of a path from one meeting with the ring to the next replaced in turn: what is outside comes, of what
 * is inside the smaller side goes. Undefined where a stretch halves the ring so that neither side is the smaller.
 */
function stretchByStretch(
  start: readonly number[],
  path: readonly number[],
  nodes: VertexIndex,
): Candidate | undefined {
  let ids = start;
  const redrawn: Candidate['redrawn'][number][] = [];
  let size = 0;
  for (let from = 0; from + 1 < path.length;) {
    const on = new Map(ids.map((id, i) => [id, i]));
    let to = from + 1;
    while (to < path.length && !on.has(path[to]!)) to++;
    if (to === path.length) break;
    const [i, j] = [on.get(path[from]!)!, on.get(path[to]!)!];
    const far = Math.abs(i - j);
    const isBorder = to === from + 1 && (far === 1 || far === ids.length - 1);
    if (!isBorder) {
      const ways = waysAlong(ids, path.slice(from, to + 1), nodes);
      if (ways?.length !== 2 || ways[0]!.size === ways[1]!.size) return undefined;
      const larger = ways[0]!.size > ways[1]!.size ? ways[0]! : ways[1]!;
      redrawn.push(...larger.redrawn);
      ids = larger.ring.slice(0, -1);
      size = larger.size;
    }
    from = to;
  }
  return redrawn.length === 0 ? undefined : { ring: [...ids, ids[0]!], redrawn, size };
}

/** Whether two closed rings are the same walk, wherever they begin and whichever way they run. */
function sameRing(a: readonly number[], b: readonly number[]): boolean {
  const n = a.length - 1;
  if (b.length - 1 !== n) return false;
  const start = b.indexOf(a[0]!);
  return (
    start >= 0 &&
    [1, -1].some((way) => a.slice(0, n).every((id, k) => id === b[(((start + way * k) % n) + n) % n]))
  );
}

/** Stretch by stretch from either end of the path; undefined where that makes a difference. */
export function eachStretch(
  ids: readonly number[],
  path: readonly number[],
  nodes: VertexIndex,
): Candidate | undefined {
  const there = stretchByStretch(ids, path, nodes);
  const back = there && stretchByStretch(ids, path.toReversed(), nodes);
  return there && back && sameRing(there.ring, back.ring) ? there : undefined;
}
