import { ArcConflicts } from './arc-conflicts.ts';
import { ArcNetwork, type SimpleArc } from './arc-network.ts';
import type { Packed } from './packed.ts';
import { arcsOfMovable, type SharedOptions } from './simplify-shared.ts';
import { isValid } from './validity.ts';
import type { VertexIndex } from './vertex-index.ts';

/** Rounds in which arcs in conflict take one iteration less; after them they stay as they were. */
const GENTLE_ROUNDS = 12;

/**
 * Polygons and lines with rounded borders: each corner is cut at a quarter of its edges, `iterations` times (Chaikin),
 * so that the border comes near the curve that touches every edge in its middle. A border that several features share
 * is smoothed once; the ends of borders, where three features meet or a border turns from shared to free, and the
 * ends of lines stay. A border that would thereby touch or cross another of its layer, or jump over a vertex of it, is
 * smoothed less or not at all: valid layers stay valid, and what tiled before tiles after, exactly.
 *
 * @param features on the grid, rings closed; sharing a border means sharing its vertices
 * @returns in the same order with the same structure; features that do not change are the same objects
 */
export function smoothedTogether(
  features: readonly Packed[],
  iterations: number,
  { movable = () => true, layerOf = () => 0 }: SharedOptions = {},
): Packed[] {
  const network = new ArcNetwork(features);
  const level = new Int32Array(network.arcs.length);
  for (const arc of arcsOfMovable(network, features, movable)) level[arc] = iterations;
  const conflicts = new ArcConflicts(network, features.length, layerOf);
  const arcs = network.arcs.map((_, arc) => smoothArc(network, arc, level[arc]!));
  const calm = (arc: number, round: number): void => {
    level[arc] = round < GENTLE_ROUNDS ? level[arc]! - 1 : 0;
    arcs[arc] = smoothArc(network, arc, level[arc]);
  };
  const swept = (_arc: SimpleArc, number: number): Iterable<Float64Array> => corners(network, number);
  for (let round = 0; ; round++) {
    const bad = conflicts.meeting(arcs);
    // Vertices of the arc itself lie in its corners; where it came back into one, its new way would cross itself.
    for (const arc of conflicts.sweeping(arcs, swept, false)) bad.add(arc);
    for (const arc of bad) calm(arc, round);
    if (bad.size > 0) continue;
    const made = features.map((feature, i) => network.rebuilt(feature, i, arcs));
    const broken = made.flatMap((shape, i) =>
      shape !== features[i] && !isValid(shape) && isValid(features[i]!) ? [i] : [],
    );
    if (broken.length === 0) return made;
    for (const feature of broken) for (const arc of network.arcsOf(feature)) calm(arc, GENTLE_ROUNDS);
  }
}

/** Whether an arc is a ring without a fixed vertex. */
const isFreeLoop = (network: ArcNetwork, ids: Int32Array): boolean =>
  ids[0] === ids[ids.length - 1] && !network.endsAt(ids[0]!);

function smoothArc(network: ArcNetwork, number: number, level: number): SimpleArc {
  const ids = network.arcs[number]!;
  if (level <= 0 || ids.length < 3) return { ids, kept: undefined };
  const loop = isFreeLoop(network, ids);
  let xy = Float64Array.from({ length: 2 * ids.length }, (_, i) => {
    const id = ids[i >> 1]!;
    return i % 2 === 0 ? network.nodes.x(id) : network.nodes.y(id);
  });
  for (let k = 0; k < level; k++) xy = cutCorners(xy, loop);
  return { ids: idsOf(xy, network.nodes), kept: undefined };
}

/** One iteration on flat steps; of a loop, whose first point stands again at its end, every corner is cut. */
function cutCorners(xy: Float64Array, loop: boolean): Float64Array<ArrayBuffer> {
  const out: number[] = [];
  const last = xy.length / 2 - 1;
  if (!loop) out.push(xy[0]!, xy[1]!);
  for (let i = 0; i < last; i++) {
    const [ax, ay, bx, by] = [xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!];
    if (loop || i > 0) out.push(ax + (bx - ax) / 4, ay + (by - ay) / 4);
    if (loop || i < last - 1) out.push(bx - (bx - ax) / 4, by - (by - ay) / 4);
  }
  if (loop) out.push(out[0]!, out[1]!);
  else out.push(xy[2 * last]!, xy[2 * last + 1]!);
  return Float64Array.from(out);
}

/** Rounded to whole steps; points that fall together once. */
function idsOf(xy: Float64Array, nodes: VertexIndex): Int32Array {
  const ids: number[] = [];
  for (let i = 0; i < xy.length; i += 2) {
    const id = nodes.add(Math.round(xy[i]!) + 0, Math.round(xy[i + 1]!) + 0);
    if (id !== ids.at(-1)) ids.push(id);
  }
  return Int32Array.from(ids);
}

/** The triangles between the middles of edges at each corner that is cut: what the new way lies in. */
function* corners(network: ArcNetwork, number: number): Iterable<Float64Array> {
  const ids = network.arcs[number]!;
  const { nodes } = network;
  const n = ids.length - 1;
  const loop = isFreeLoop(network, ids);
  for (let i = loop ? 0 : 1; i < n; i++) {
    const [before, at, after] = [ids[(i + n - 1) % n]!, ids[i]!, ids[i + 1]!];
    const [x, y] = [nodes.x(at), nodes.y(at)];
    // Next to a fixed end the whole edge may go.
    const near = loop || i > 1 ? 2 : 1;
    const far = loop || i < n - 1 ? 2 : 1;
    const [px, py] = [x + (nodes.x(before) - x) / near, y + (nodes.y(before) - y) / near];
    const [qx, qy] = [x + (nodes.x(after) - x) / far, y + (nodes.y(after) - y) / far];
    yield Float64Array.of(px, py, x, y, qx, qy, px, py);
  }
}

/** Vertices that smoothing makes at most, for a limit: every one becomes two with each iteration. */
export const smoothedCount = (vertices: number, iterations: number): number => vertices * 2 ** iterations;
