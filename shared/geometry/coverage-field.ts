import Flatbush from 'flatbush';
import { boxContainsXY, boxesIntersect } from './box.ts';
import {
  boxOfEdge,
  boxOfEdges,
  clustersOf,
  differingEdges,
  edgeCount,
  joinEdges,
  pickEdges,
  sortedEdges,
} from './coverage-chain.ts';
import { Cluster, windingRound } from './coverage-cluster.ts';
import type { CoverageFill } from './coverage-fill.ts';
import { type Loop, loopsOf } from './coverage-loops.ts';
import type { Box } from './packed.ts';

/** What an update changed. */
export interface FieldChange {
  readonly gone: readonly Loop[];
  readonly come: readonly Loop[];
}

/**
 * A chain in the plane, and the regions round which it winds often enough. Edges are kept in clusters that do not
 * meet each other, and each is filled by itself, given how often the others wind round it: a change costs the
 * clusters that it touches, however large the chain is. What comes out is a function of the chain alone.
 */
export class WindingField {
  clusters: Cluster[] = [];
  private readonly ofLoop = new Map<Loop, Cluster>();

  /** The region of the points round which the chain winds `least` times or more, backwards for `sign` -1. */
  private readonly fill: CoverageFill;
  private readonly sign: 1 | -1;
  private readonly least: number;

  constructor(fill: CoverageFill, sign: 1 | -1, least: number) {
    this.fill = fill;
    this.sign = sign;
    this.least = least;
  }

  /** The cluster that gave a loop. */
  clusterOf(loop: Loop): Cluster | undefined {
    return this.ofLoop.get(loop);
  }

  /** Puts a whole chain in place of whatever was there; an empty field only. `rest` is waited for now and then. */
  async begin(chain: Float64Array, rest: () => Promise<void> | undefined): Promise<FieldChange> {
    this.clusters = clustersOf(chain).map((edges) => new Cluster(edges));
    this.windEach();
    for (const cluster of this.clusters) {
      this.refill(cluster);
      const pause = rest();
      if (pause !== undefined) await pause;
    }
    return { gone: [], come: this.clusters.flatMap(({ loops }) => loops) };
  }

  /** How often all clusters but itself wind round each: only one whose box holds a point winds round it. */
  private windEach(): void {
    if (this.clusters.length < 2) return;
    const index = new Flatbush(this.clusters.length);
    for (const { box } of this.clusters) index.add(...box);
    index.finish();
    this.clusters.forEach((cluster, c) => {
      const [x, y] = [cluster.edges[0]!, cluster.edges[1]!];
      for (const other of index.search(x, y, x, y)) {
        if (other !== c) cluster.around += this.clusters[other]!.windingRound(x, y);
      }
    });
  }

  private refill(cluster: Cluster): void {
    const least = this.least - this.sign * cluster.around;
    for (const loop of cluster.loops) this.ofLoop.delete(loop);
    cluster.loops = loopsOf(this.fill(cluster.edges, this.sign, least));
    for (const loop of cluster.loops) this.ofLoop.set(loop, cluster);
  }

  /** Makes in advance what the first change would have to wait for. */
  prepare(): void {
    for (const cluster of this.clusters) cluster.prepare();
  }

  /** Edges of the chain whose boxes meet one of the boxes (steps), ascending. */
  edgesMeeting(boxes: readonly Box[]): Float64Array {
    return sortedEdges(
      joinEdges(this.meeting(boxes).map(({ cluster, own }) => pickEdges(cluster.edges, own))),
    );
  }

  /** Clusters with such edges, and where in them these are, ascending. */
  meeting(boxes: readonly Box[]): { readonly cluster: Cluster; readonly own: number[] }[] {
    const found: { cluster: Cluster; own: number[] }[] = [];
    for (const cluster of this.clusters) {
      const near = boxes.filter((one) => boxesIntersect(one, cluster.box));
      const own = near.length === 0 ? [] : cluster.placesMeeting(near);
      if (own.length > 0) found.push({ cluster, own });
    }
    return found;
  }

  /**
   * Puts `now` in place of all edges that meet one of the boxes.
   * @param now edges that meet one of the boxes, ascending
   */
  replace(boxes: readonly Box[], now: Float64Array): FieldChange {
    const { removed, added } = differingEdges(this.edgesMeeting(boxes), now);
    if (removed.length + added.length === 0) return { gone: [], come: [] };
    const moved = boxOfEdges(joinEdges([removed, added]));
    const affected = this.clusters.filter((cluster) => touches(cluster, removed, added, moved));
    const pool = differingEdges(sortedEdges(joinEdges(affected.map(({ edges }) => edges))), removed).removed;
    const made = clustersOf(joinEdges([pool, added])).map((edges) => new Cluster(edges));
    const left = new Set(affected);
    const gone: Loop[] = affected.flatMap(({ loops }) => loops);
    for (const loop of gone) this.ofLoop.delete(loop);
    const come: Loop[] = [];
    const others = this.clusters.filter((cluster) => !left.has(cluster));
    for (const cluster of others) {
      const [x, y] = [cluster.edges[0]!, cluster.edges[1]!];
      if (!boxContainsXY(moved, x, y)) continue;
      const change = windingRound(added, x, y) - windingRound(removed, x, y);
      if (change === 0) continue;
      cluster.around += change;
      gone.push(...cluster.loops);
      this.refill(cluster);
      come.push(...cluster.loops);
    }
    this.clusters = [...others, ...made];
    for (const cluster of made) {
      const [x, y] = [cluster.edges[0]!, cluster.edges[1]!];
      for (const other of this.clusters) {
        if (other !== cluster && boxContainsXY(other.box, x, y)) {
          cluster.around += other.windingRound(x, y);
        }
      }
      this.refill(cluster);
      come.push(...cluster.loops);
    }
    return { gone, come };
  }
}

/** Whether a cluster loses an edge or meets a new one. */
function touches(cluster: Cluster, removed: Float64Array, added: Float64Array, moved: Box): boolean {
  if (!boxesIntersect(cluster.box, moved)) return false;
  const meets = (list: Float64Array): boolean => {
    for (let i = 0; i < edgeCount(list); i++)
      if (cluster.forEachMeeting(boxOfEdge(list, i), () => true)) return true;
    return false;
  };
  return meets(removed) || meets(added);
}
