import { edgeMetres } from './border-graph.ts';
import { runsThrough } from './edge-points.ts';

type Step = readonly [number, number];

/** Where on a ring a place lies: at a vertex, or on the edge that begins there, so far along. */
interface OnRing {
  readonly index: number;
  readonly along: number;
}

function placeOn(ring: Float64Array, [px, py]: Step): OnRing | null {
  const edges = ring.length / 2 - 1;
  for (let i = 0; i < edges; i++)
    if (ring[2 * i] === px && ring[2 * i + 1] === py) return { index: i, along: 0 };
  for (let i = 0; i < edges; i++) {
    const [ax, ay, bx, by] = ring.subarray(2 * i, 2 * i + 4) as unknown as [number, number, number, number];
    if (runsThrough(px, py, ax, ay, bx, by))
      return { index: i, along: (px - ax) * (bx - ax) + (py - ay) * (by - ay) };
  }
  return null;
}

/**
 * The two ways round a closed ring between two places on it (all in steps): with the ring, then against it. Null when
 * one of them lies off the ring.
 */
export function ringWays(ring: Float64Array, from: Step, to: Step): readonly [Step[], Step[]] | null {
  const [a, b] = [placeOn(ring, from), placeOn(ring, to)];
  if (a === null || b === null) return null;
  const edges = ring.length / 2 - 1;
  const vertex = (i: number): Step => [ring[2 * (i % edges)]!, ring[2 * (i % edges) + 1]!];
  const forward = (start: OnRing, end: OnRing, p: Step, q: Step): Step[] => {
    const path: Step[] = [p];
    const further = end.index > start.index || (end.index === start.index && end.along > start.along);
    const last = further ? end.index : end.index + edges;
    for (let i = start.index + 1; i <= last; i++) path.push(vertex(i));
    const [x, y] = path.at(-1)!;
    if (x !== q[0] || y !== q[1]) path.push(q);
    return path;
  };
  return [forward(a, b, from, to), forward(b, a, to, from).reverse()];
}

export function pathMetres(path: readonly Step[]): number {
  let metres = 0;
  for (let i = 1; i < path.length; i++)
    metres += edgeMetres(path[i - 1]![0], path[i - 1]![1], path[i]![0], path[i]![1]);
  return metres;
}
