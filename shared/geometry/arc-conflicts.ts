import { type ArcNetwork, keptIds, type SimpleArc } from './arc-network.ts';
import { boxOfXY } from './box.ts';
import { EdgeList } from './edge-list.ts';
import { edgesTouch, exactTurn } from './exact-turn.ts';
import { pointInRing } from './predicates.ts';
import type { VertexIndex } from './vertex-index.ts';

/** Layers beyond this many share a bit: then they are held apart a little more than need be. */
const BITS = 31;

/**
 * What changed arcs do to one another: arcs of one layer that touch or cross where they did not before, and arcs
 * that were drawn over a vertex of their layer. What meets from the start, as plans of different layers do, is
 * nobody's fault.
 */
export class ArcConflicts {
  private readonly network: ArcNetwork;
  /** Layers whose features run along an arc, a bit each. */
  private readonly layers: Int32Array;
  private readonly metBefore: ReadonlySet<number>;

  /** @param layerOf number of the layer of a feature of the network */
  constructor(network: ArcNetwork, featureCount: number, layerOf: (feature: number) => number) {
    this.network = network;
    this.layers = new Int32Array(network.arcs.length);
    for (let feature = 0; feature < featureCount; feature++) {
      for (const arc of network.arcsOf(feature)) this.layers[arc]! |= 1 << (layerOf(feature) % BITS);
    }
    const met = new Set<number>();
    const whole = network.arcs.map((ids): SimpleArc => ({ ids, kept: undefined }));
    this.forEachMeeting(whole, (e, f) => met.add(this.pair(e, f)));
    this.metBefore = met;
  }

  private pair(e: number, f: number): number {
    return Math.min(e, f) * this.network.arcs.length + Math.max(e, f);
  }

  private isChanged(arcs: readonly SimpleArc[], arc: number): boolean {
    return arcs[arc]!.kept !== undefined || arcs[arc]!.ids !== this.network.arcs[arc];
  }

  /** Changed arcs that touch or cross an arc of their layers, or themselves, elsewhere than in common ends. */
  meeting(arcs: readonly SimpleArc[]): Set<number> {
    const bad = new Set<number>();
    this.forEachMeeting(arcs, (e, f) => {
      if (e !== f && this.metBefore.has(this.pair(e, f))) return;
      for (const arc of [e, f]) if (this.isChanged(arcs, arc)) bad.add(arc);
    });
    return bad;
  }

  private forEachMeeting(arcs: readonly SimpleArc[], visit: (e: number, f: number) => void): void {
    const { nodes } = this.network;
    const list = new EdgeList();
    const points = new Float64Array(4);
    arcs.forEach((arc, number) => {
      const ids = keptIds(arc);
      for (let i = 1; i < ids.length; i++) {
        points.set([nodes.x(ids[i - 1]!), nodes.y(ids[i - 1]!), nodes.x(ids[i]!), nodes.y(ids[i]!)]);
        list.addWithin(points, 0, number, 0, 1);
      }
    });
    list.forEachPair((i, j) => {
      const [e, f] = [list.owner[i]!, list.owner[j]!];
      if ((this.layers[e]! & this.layers[f]!) === 0) return false;
      const { ax, ay, bx, by } = list;
      if (meetBeyondEnds(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!, bx[j]!, by[j]!)) visit(e, f);
      return false;
    });
  }

  /**
   * Changed arcs that were drawn over a vertex of another arc, or of their own, that stays: what it belongs to would
   * change sides.
   *
   * @param ownCount whether vertices of the arc itself count
   * @param swept for an arc, the loops (flat steps, closed) between its old way and the new one
   */
  sweeping(
    arcs: readonly SimpleArc[],
    swept: (arc: SimpleArc, number: number) => Iterable<Float64Array>,
    ownCount: boolean,
  ): number[] {
    const { nodes } = this.network;
    const staying = new Map<number, number>();
    // The arc of a vertex; -1 where several end.
    const owner = new Map<number, number>();
    arcs.forEach((arc, number) => {
      for (const id of keptIds(arc)) {
        staying.set(id, (staying.get(id) ?? 0) | this.layers[number]!);
        owner.set(id, (owner.get(id) ?? number) === number ? number : -1);
      }
    });
    const order = Float64Array.from(staying.keys()).sort((p, q) => nodes.x(p) - nodes.x(q));
    const xs = order.map((id) => nodes.x(id));
    const bad: number[] = [];
    arcs.forEach((arc, number) => {
      if (!this.isChanged(arcs, number)) return;
      const counts = (id: number): boolean =>
        (staying.get(id)! & this.layers[number]!) !== 0 && (ownCount || owner.get(id) !== number);
      for (const loop of swept(arc, number)) {
        const over = anyInside(loop, nodes, order, xs, counts);
        if (!over) continue;
        bad.push(number);
        return;
      }
    });
    return bad;
  }
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

function anyInside(
  loop: Float64Array,
  nodes: VertexIndex,
  order: Float64Array,
  xs: Float64Array,
  counts: (id: number) => boolean,
): boolean {
  const [minX, minY, maxX, maxY] = boxOfXY(loop);
  for (let i = firstAtLeast(xs, minX); i < xs.length && xs[i]! <= maxX; i++) {
    const y = nodes.y(order[i]!);
    if (y < minY || y > maxY || !counts(order[i]!)) continue;
    if (pointInRing(loop, xs[i]!, y) === 'inside') return true;
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
