import { ArcConflicts } from './arc-conflicts.ts';
import { ArcNetwork, type SimpleArc } from './arc-network.ts';
import { fromSteps } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';
import type { VertexIndex } from './vertex-index.ts';

/** Rounds of putting vertices back where simplified borders met; each leaves fewer simplified arcs. */
const MAX_ROUNDS = 40;
/** A closed arc keeps at least this many vertices between its ends, so that it stays a ring. */
const LEAST_IN_RING = 2;

/** What is left free of simplification, and what is checked together. */
export interface SharedOptions {
  /** Features whose borders may change, by number; others change only along these. All by default. */
  readonly movable?: (feature: number) => boolean;
  /** The layer of a feature by number: borders of one layer are kept apart, those of different ones may cross. */
  readonly layerOf?: (feature: number) => number;
}

/**
 * Polygons of one or several layers with fewer vertices, none moved, and every border that several of them share
 * simplified once: what tiled before tiles after, exactly. Vertices go that lie within `toleranceM` metres of
 * the simplified border (Douglas and Peucker); the ends of borders, where three polygons meet or a border turns
 * from shared to free, stay. Where simplified borders would touch or cross each other, vertices are put back
 * until they do not, and so are those over which a border would jump, so that valid layers stay valid.
 *
 * @param layers polygons on the grid, rings closed; sharing a border means sharing its vertices
 * @returns the same lists with the same structure: no ring, part or polygon is lost
 */
export function simplifyShared(layers: readonly (readonly Packed[])[], toleranceM: number): Packed[][] {
  const features = layers.flat();
  const simple = simplifiedTogether(features, toleranceM);
  let at = 0;
  return layers.map((layer) => layer.map(() => simple[at++]!));
}

/** The same for polygons and lines in one list; features that do not change are the same objects. */
export function simplifiedTogether(
  features: readonly Packed[],
  toleranceM: number,
  { movable = () => true, layerOf = () => 0 }: SharedOptions = {},
): Packed[] {
  const network = new ArcNetwork(features);
  const arcs = network.arcs.map((ids): SimpleArc => ({ ids, kept: undefined }));
  for (const arc of arcsOfMovable(network, features, movable)) {
    simplifyArc(arcs[arc]!, network.nodes, toleranceM);
  }
  const conflicts = new ArcConflicts(network, features.length, layerOf);
  const swept = (arc: SimpleArc): Iterable<Float64Array> => sweptBy(arc, network.nodes);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const bad = conflicts.meeting(arcs);
    for (const arc of conflicts.sweeping(arcs, swept, true)) bad.add(arc);
    if (bad.size === 0) break;
    // The last rounds put everything back.
    const share = round < MAX_ROUNDS / 2 ? 0.5 : 0;
    for (const arc of bad) refine(arcs[arc]!, network.nodes, toleranceM * share ** (1 + round / 4));
  }
  return features.map((feature, i) => network.rebuilt(feature, i, arcs));
}

/** The arcs of the features that may change, each once. */
export function arcsOfMovable(
  network: ArcNetwork,
  features: readonly Packed[],
  movable: (feature: number) => boolean,
): Set<number> {
  return new Set(features.flatMap((_, i) => (movable(i) ? network.arcsOf(i) : [])));
}

/** The loops between the way of an arc and the straight lines that stand for it. */
function* sweptBy({ ids, kept }: SimpleArc, nodes: VertexIndex): Iterable<Float64Array> {
  if (kept === undefined) return;
  let before = 0;
  for (let i = 1; i < ids.length; i++) {
    if (kept[i] === 0) continue;
    if (i - before > 1) yield closedLoop(ids.subarray(before, i + 1), nodes);
    before = i;
  }
}

function closedLoop(way: Int32Array, nodes: VertexIndex): Float64Array {
  const loop = new Float64Array(2 * way.length + 2);
  way.forEach((id, i) => {
    loop[2 * i] = nodes.x(id);
    loop[2 * i + 1] = nodes.y(id);
  });
  loop[2 * way.length] = loop[0]!;
  loop[2 * way.length + 1] = loop[1]!;
  return loop;
}

function simplifyArc(arc: SimpleArc, nodes: VertexIndex, toleranceM: number): void {
  const n = arc.ids.length;
  if (n <= 2 || !(toleranceM > 0)) return;
  const kept = new Uint8Array(n);
  kept[0] = kept[n - 1] = 1;
  const isRing = arc.ids[0] === arc.ids[n - 1];
  if (isRing) {
    // A ring has no chord: it is measured from the vertices farthest apart, and keeps a triangle.
    const far = farthest(arc.ids, nodes, 0, n - 1).index;
    kept[far] = 1;
    divide(arc.ids, nodes, kept, 0, far, toleranceM);
    divide(arc.ids, nodes, kept, far, n - 1, toleranceM);
    if (kept.reduce((sum, k) => sum + k, 0) < LEAST_IN_RING + 2) keepOneMore(arc.ids, nodes, kept, far);
  } else divide(arc.ids, nodes, kept, 0, n - 1, toleranceM);
  arc.kept = kept;
}

/** Puts vertices of an arc back: simplified again within a smaller tolerance, all of them when it is tiny. */
function refine(arc: SimpleArc, nodes: VertexIndex, toleranceM: number): void {
  const before = arc.kept;
  simplifyArc(arc, nodes, toleranceM);
  if (toleranceM < 1e-4) arc.kept = undefined;
  else if (before !== undefined) before.forEach((k, i) => (arc.kept![i]! |= k));
}

function keepOneMore(ids: Int32Array, nodes: VertexIndex, kept: Uint8Array, far: number): void {
  const last = ids.length - 1;
  const one = farthest(ids, nodes, 0, far);
  const two = farthest(ids, nodes, far, last);
  kept[one.distance >= two.distance ? one.index : two.index] = 1;
}

function divide(
  ids: Int32Array,
  nodes: VertexIndex,
  kept: Uint8Array,
  from: number,
  to: number,
  toleranceM: number,
): void {
  const stack = [from, to];
  while (stack.length > 0) {
    const b = stack.pop()!;
    const a = stack.pop()!;
    if (b - a < 2) continue;
    const { index, distance } = farthest(ids, nodes, a, b);
    if (distance <= toleranceM) continue;
    kept[index] = 1;
    stack.push(a, index, index, b);
  }
}

/** The node between two of an arc that lies farthest from the straight way between them, in metres. */
function farthest(
  ids: Int32Array,
  nodes: VertexIndex,
  a: number,
  b: number,
): { readonly index: number; readonly distance: number } {
  const [x0, y0] = [nodes.x(ids[a]!), nodes.y(ids[a]!)];
  const { lon, lat } = metresPerDegree(fromSteps(y0));
  const dx = fromSteps(nodes.x(ids[b]!) - x0) * lon;
  const dy = fromSteps(nodes.y(ids[b]!) - y0) * lat;
  const length = dx * dx + dy * dy;
  let index = a + 1;
  let most = -1;
  for (let i = a + 1; i < b; i++) {
    const px = fromSteps(nodes.x(ids[i]!) - x0) * lon;
    const py = fromSteps(nodes.y(ids[i]!) - y0) * lat;
    const t = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0;
    const distance = (px - t * dx) ** 2 + (py - t * dy) ** 2;
    if (distance > most) {
      most = distance;
      index = i;
    }
  }
  return { index, distance: Math.sqrt(most) };
}
