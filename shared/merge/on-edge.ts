import { runsThrough, stepEdge, type StepEdge } from '../geometry/edge-points.ts';
import { toSteps } from '../geometry/grid.ts';

type Place = readonly [number, number];

/** How far along the edge each place lies, from its start; undefined where one does not lie on it, or they go back. */
function along(start: Place, end: Place, edge: StepEdge, xy: ArrayLike<number>): number[] | undefined {
  const [dx, dy] = [toSteps(end[0]) - toSteps(start[0]), toSteps(end[1]) - toSteps(start[1])];
  const out: number[] = [];
  for (let i = 0; i < xy.length; i += 2) {
    const [x, y] = [toSteps(xy[i]!), toSteps(xy[i + 1]!)];
    if (!runsThrough(x, y, edge.ax, edge.ay, edge.bx, edge.by)) return undefined;
    const t = (x - toSteps(start[0])) * dx + (y - toSteps(start[1])) * dy;
    if (out.length > 0 && t <= out.at(-1)!) return undefined;
    out.push(t);
  }
  return out;
}

/**
 * Vertices that two sides put on one edge, together in the order of the edge; those of both come once.
 *
 * @returns flat positions; undefined where one of them does not lie on the edge, or two would stand in one place along it
 */
export function onEdgeInOrder(
  start: Place,
  end: Place,
  a: Float64Array,
  b: Float64Array,
): Float64Array | undefined {
  const edge = stepEdge(toSteps(start[0]), toSteps(start[1]), toSteps(end[0]), toSteps(end[1]));
  const [alongA, alongB] = [along(start, end, edge, a), along(start, end, edge, b)];
  if (alongA === undefined || alongB === undefined) return undefined;
  const all = [
    ...alongA.map((t, i) => ({ t, x: a[2 * i]!, y: a[2 * i + 1]! })),
    ...alongB.map((t, i) => ({ t, x: b[2 * i]!, y: b[2 * i + 1]! })),
  ].sort((p, q) => p.t - q.t);
  const out: number[] = [];
  let last: (typeof all)[number] | undefined;
  for (const one of all) {
    if (last !== undefined && one.x === last.x && one.y === last.y) continue;
    if (last !== undefined && one.t <= last.t) return undefined;
    out.push(one.x, one.y);
    last = one;
  }
  return Float64Array.from(out);
}
