import { compareEdges, edgeCount } from './coverage-chain.ts';

/**
 * A chain as closed walks. At a vertex where several edges arrive, each goes on where it turns back most sharply, so
 * that strips between two borders become walks of their own. The walks are the same whatever the chain is part
 * of, and come in order of their first edge.
 *
 * @param edges a chain, ascending
 * @returns flat rings `[x, y, x, y ...]` in steps, the first point not repeated
 */
export function walksOf(edges: Float64Array): number[][] {
  const next = pairing(edges);
  const n = edgeCount(edges);
  const done = new Uint8Array(n);
  const walks: number[][] = [];
  for (let first = 0; first < n; first++) {
    if (done[first] === 1) continue;
    const walk: number[] = [];
    for (let i = first; done[i] === 0; i = next[i]!) {
      done[i] = 1;
      walk.push(edges[4 * i]!, edges[4 * i + 1]!);
    }
    walks.push(walk);
  }
  return walks;
}

/** For each edge the one that follows it. */
function pairing(edges: Float64Array): Int32Array {
  const n = edgeCount(edges);
  // Both lists ascend by vertex, and a vertex has as many places in one as in the other.
  const arriving = new Int32Array(n).map((_, i) => i);
  arriving.sort(
    (i, j) =>
      edges[4 * i + 2]! - edges[4 * j + 2]! ||
      edges[4 * i + 3]! - edges[4 * j + 3]! ||
      compareEdges(edges, i, edges, j),
  );
  const next = new Int32Array(n);
  for (let from = 0; from < n;) {
    const x = edges[4 * from]!;
    const y = edges[4 * from + 1]!;
    let to = from;
    while (to < n && edges[4 * to] === x && edges[4 * to + 1] === y) to++;
    for (let k = from; k < to; k++) {
      const i = arriving[k]!;
      if (edges[4 * i + 2] !== x || edges[4 * i + 3] !== y) throw new Error('the chain is not closed');
    }
    pairAt(edges, arriving, from, to, next);
    from = to;
  }
  return next;
}

/** Pairs the edges that arrive at one vertex with those that leave it. */
function pairAt(edges: Float64Array, arriving: Int32Array, from: number, to: number, next: Int32Array): void {
  if (to - from === 1) {
    next[arriving[from]!] = from;
    return;
  }
  const pairs: { readonly i: number; readonly j: number; readonly sharpness: number }[] = [];
  for (let k = from; k < to; k++) {
    const i = arriving[k]!;
    for (let j = from; j < to; j++) pairs.push({ i, j, sharpness: sharpness(edges, i, j) });
  }
  pairs.sort((a, b) => b.sharpness - a.sharpness || a.i - b.i || a.j - b.j);
  const taken = new Set<number>();
  const led = new Set<number>();
  for (const { i, j } of pairs) {
    if (led.has(i) || taken.has(j)) continue;
    led.add(i);
    taken.add(j);
    next[i] = j;
  }
}

/** Cosine of the angle between the way back along one edge and the way on along another. */
function sharpness(edges: Float64Array, i: number, j: number): number {
  const ux = edges[4 * i]! - edges[4 * i + 2]!;
  const uy = edges[4 * i + 1]! - edges[4 * i + 3]!;
  const vx = edges[4 * j + 2]! - edges[4 * j]!;
  const vy = edges[4 * j + 3]! - edges[4 * j + 1]!;
  return (ux * vx + uy * vy) / (Math.sqrt(ux * ux + uy * uy) * Math.sqrt(vx * vx + vy * vy));
}
