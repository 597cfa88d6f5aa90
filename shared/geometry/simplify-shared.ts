import { ArcNetwork, type SimpleArc } from './arc-network.ts';
import { boxOfXY } from './box.ts';
import { EdgeList } from './edge-list.ts';
import { edgesTouch, exactTurn } from './exact-turn.ts';
import { fromSteps } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';
import type { Packed } from './packed.ts';
import { pointInRing } from './predicates.ts';
import type { VertexIndex } from './vertex-index.ts';

/** Rounds of putting vertices back where simplified borders met; each leaves fewer simplified arcs. */
const MAX_ROUNDS = 40;
/** A closed arc keeps at least this many vertices between its ends, so that it stays a ring. */
const LEAST_IN_RING = 2;

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
  const polygons = layers.flat();
  const network = new ArcNetwork(polygons);
  const arcs = network.arcs.map((ids): SimpleArc => ({ ids, kept: undefined }));
  for (const arc of arcs) simplifyArc(arc, network.nodes, toleranceM);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const bad = meetingArcs(arcs, network.nodes);
    for (const arc of sweepingArcs(arcs, network.nodes)) bad.add(arc);
    if (bad.size === 0) break;
    // The last rounds put everything back.
    const share = round < MAX_ROUNDS / 2 ? 0.5 : 0;
    for (const arc of bad) refine(arcs[arc]!, network.nodes, toleranceM * share ** (1 + round / 4));
  }
  let at = 0;
  return layers.map((layer) => layer.map(() => network.rebuilt(polygons[at]!, at++, arcs)));
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

/** The simplified arcs that touch or cross an arc, or themselves, elsewhere than in common ends. */
function meetingArcs(arcs: readonly SimpleArc[], nodes: VertexIndex): Set<number> {
  const list = new EdgeList();
  const points = new Float64Array(4);
  arcs.forEach(({ ids, kept }, number) => {
    let before = 0;
    for (let i = 1; i < ids.length; i++) {
      if (kept !== undefined && kept[i] === 0) continue;
      points.set([nodes.x(ids[before]!), nodes.y(ids[before]!), nodes.x(ids[i]!), nodes.y(ids[i]!)]);
      list.addWithin(points, 0, number, 0, 1);
      before = i;
    }
  });
  const bad = new Set<number>();
  list.forEachPair((i, j) => {
    const [e, f] = [list.owner[i]!, list.owner[j]!];
    if (arcs[e]!.kept === undefined && arcs[f]!.kept === undefined) return false;
    const { ax, ay, bx, by } = list;
    const at = [ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!, bx[j]!, by[j]!] as const;
    if (!meetBeyondEnds(...at)) return false;
    for (const arc of [e, f]) if (arcs[arc]!.kept !== undefined) bad.add(arc);
    return false;
  });
  return bad;
}

/** Whether two edges have more in common than one end of both. */
function meetBeyondEnds(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (!edgesTouch(ax, ay, bx, by, cx, cy, dx, dy)) return false;
  const startsSame = ax === cx && ay === cy;
  const endsSame = bx === dx && by === dy;
  const crosswise = ax === dx && ay === dy;
  const crosswiseEnds = bx === cx && by === cy;
  if ((startsSame && endsSame) || (crosswise && crosswiseEnds)) return true;
  // From a common end: in one line and the same way, they lie along each other.
  if (startsSame) return runsAlong(ax, ay, bx, by, dx, dy);
  if (crosswise) return runsAlong(ax, ay, bx, by, cx, cy);
  if (crosswiseEnds) return runsAlong(bx, by, ax, ay, dx, dy);
  if (endsSame) return runsAlong(bx, by, ax, ay, cx, cy);
  return true;
}

function runsAlong(x: number, y: number, px: number, py: number, qx: number, qy: number): boolean {
  return (px - x) * (qx - x) + (py - y) * (qy - y) > 0 && exactTurn(x, y, px, py, qx, qy) === 0;
}

/** The arcs that were drawn straight over a vertex that stays: what it belongs to would change sides. */
function sweepingArcs(arcs: readonly SimpleArc[], nodes: VertexIndex): number[] {
  const staying = new Set<number>();
  for (const { ids, kept } of arcs) {
    ids.forEach((id, i) => {
      if (kept === undefined || kept[i] === 1) staying.add(id);
    });
  }
  const order = Float64Array.from(staying).sort((p, q) => nodes.x(p) - nodes.x(q));
  const xs = order.map((id) => nodes.x(id));
  const bad: number[] = [];
  arcs.forEach(({ ids, kept }, number) => {
    if (kept === undefined) return;
    let before = 0;
    for (let i = 1; i < ids.length; i++) {
      if (kept[i] === 0) continue;
      if (i - before > 1 && sweepsOver(ids.subarray(before, i + 1), nodes, order, xs)) {
        bad.push(number);
        return;
      }
      before = i;
    }
  });
  return bad;
}

/** Whether a vertex lies between a way and the straight line that stands for it. */
function sweepsOver(way: Int32Array, nodes: VertexIndex, order: Float64Array, xs: Float64Array): boolean {
  const loop = new Float64Array(2 * way.length + 2);
  way.forEach((id, i) => {
    loop[2 * i] = nodes.x(id);
    loop[2 * i + 1] = nodes.y(id);
  });
  loop[2 * way.length] = loop[0]!;
  loop[2 * way.length + 1] = loop[1]!;
  const [minX, minY, maxX, maxY] = boxOfXY(loop);
  for (let i = firstAtLeast(xs, minX); i < xs.length && xs[i]! <= maxX; i++) {
    const y = nodes.y(order[i]!);
    if (y >= minY && y <= maxY && pointInRing(loop, xs[i]!, y) === 'inside') return true;
  }
  return false;
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
