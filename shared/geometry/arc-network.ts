import { packFlat } from './build-packed.ts';
import { forEachRing, partCount, ringCount } from './counts.ts';
import { fromSteps, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import { VertexIndex } from './vertex-index.ts';

/** A border between two ends: nodes in order, and which of them are kept (all when undefined). */
export interface SimpleArc {
  readonly ids: Int32Array;
  kept: Uint8Array | undefined;
}

/** The nodes of an arc that are kept. */
export const keptIds = ({ ids, kept }: SimpleArc): Int32Array =>
  kept === undefined ? ids : ids.filter((_, i) => kept[i] === 1);

/**
 * Borders cut where features meet: arcs, and for each ring or line the arcs it runs along, forwards or backwards.
 * The ends of lines are ends of arcs.
 */
export class ArcNetwork {
  readonly nodes: VertexIndex;
  readonly arcs: Int32Array[] = [];
  /** By feature and ring: arc number, or its complement (-1 - number) when walked backwards. */
  private readonly walks: number[][][] = [];
  private readonly byKey = new Map<string, number>();
  private readonly isEnd: Uint8Array;

  /** @param features polygons and lines on the grid */
  constructor(features: readonly Packed[]) {
    this.nodes = new VertexIndex(features.reduce((sum, p) => sum + p.xy.length / 2, 0));
    const rings = features.map((feature) => this.nodesOf(feature));
    this.isEnd = this.ends(features, rings);
    rings.forEach((list, i) => {
      const open = features[i]!.kind === 'line';
      this.walks.push(list.map((ids) => (open ? this.cutLine(ids) : this.cut(ids))));
    });
  }

  /** Whether a border ends at a node; a ring without ends begins at one that is none. */
  endsAt(node: number): boolean {
    return this.isEnd[node] === 1;
  }

  /** The arcs along which a feature runs, by their numbers; some perhaps more than once. */
  arcsOf(feature: number): number[] {
    return this.walks[feature]!.flat().map((number) => (number < 0 ? -1 - number : number));
  }

  /** Rings as nodes, open: the closing point and repeated points left out. */
  private nodesOf(feature: Packed): number[][] {
    const rings: number[][] = [];
    const closed = feature.kind === 'polygon';
    forEachRing(feature, (from, to) => {
      const ids: number[] = [];
      for (let i = from; i < to - (closed ? 1 : 0); i++) {
        const id = this.nodes.add(toSteps(feature.xy[2 * i]!), toSteps(feature.xy[2 * i + 1]!));
        if (id !== ids.at(-1)) ids.push(id);
      }
      if (closed) while (ids.length > 1 && ids[0] === ids.at(-1)) ids.pop();
      rings.push(ids);
    });
    return rings;
  }

  /** Nodes in which not every ring that passes has the same two neighbours. */
  private ends(features: readonly Packed[], rings: readonly (readonly (readonly number[])[])[]): Uint8Array {
    const isEnd = new Uint8Array(this.nodes.size);
    const low = new Int32Array(this.nodes.size).fill(-1);
    const high = new Int32Array(this.nodes.size).fill(-1);
    rings.forEach((list, feature) => {
      const open = features[feature]!.kind === 'line';
      for (const ids of list) {
        ids.forEach((id, i) => {
          if (open && (i === 0 || i === ids.length - 1)) {
            isEnd[id] = 1;
            return;
          }
          const before = ids[(i + ids.length - 1) % ids.length]!;
          const after = ids[(i + 1) % ids.length]!;
          const [a, b] = before < after ? [before, after] : [after, before];
          if (low[id]! < 0) {
            low[id] = a;
            high[id] = b;
          } else if (low[id] !== a || high[id] !== b) isEnd[id] = 1;
        });
      }
    });
    return isEnd;
  }

  private cut(ids: readonly number[]): number[] {
    const n = ids.length;
    let start = ids.findIndex((id) => this.isEnd[id] === 1);
    // A ring without ends begins at its westernmost node, whoever walks it.
    if (start < 0) start = ids.indexOf(this.lowest(ids));
    const walk: number[] = [];
    let arc: number[] = [ids[start]!];
    for (let k = 1; k <= n; k++) {
      const id = ids[(start + k) % n]!;
      arc.push(id);
      if (k < n && this.isEnd[id] !== 1) continue;
      walk.push(this.arcOf(arc));
      arc = [id];
    }
    return walk;
  }

  private cutLine(ids: readonly number[]): number[] {
    const walk: number[] = [];
    let arc: number[] = [];
    for (const id of ids) {
      arc.push(id);
      if (arc.length < 2 || this.isEnd[id] !== 1) continue;
      walk.push(this.arcOf(arc));
      arc = [id];
    }
    return walk;
  }

  private isAfter(a: number, b: number): boolean {
    const dx = this.nodes.x(a) - this.nodes.x(b);
    return dx > 0 || (dx === 0 && this.nodes.y(a) > this.nodes.y(b));
  }

  private lowest(ids: readonly number[]): number {
    let least = ids[0] ?? 0;
    for (const id of ids) if (this.isAfter(least, id)) least = id;
    return least;
  }

  /** The number of an arc, its complement when it is known the other way round. */
  private arcOf(ids: readonly number[]): number {
    const n = ids.length;
    const isLoop = ids[0] === ids[n - 1];
    // By place, not by number: the result must not hang on the order of the polygons.
    const forward = isLoop ? !this.isAfter(ids[1]!, ids[n - 2]!) : this.isAfter(ids[n - 1]!, ids[0]!);
    const ordered = forward ? ids : ids.toReversed();
    // Two arcs between the same ends differ in their second node.
    const key = `${ordered[0]} ${ordered[1]} ${ordered.at(-1)} ${n}`;
    let number = this.byKey.get(key);
    if (number === undefined) {
      number = this.arcs.push(Int32Array.from(ordered)) - 1;
      this.byKey.set(key, number);
    }
    return forward ? number : -1 - number;
  }

  /** A feature along changed arcs; the same object where none of its arcs has changed. */
  rebuilt(feature: Packed, index: number, arcs: readonly SimpleArc[]): Packed {
    const isWhole = this.arcsOf(index).every((number) => {
      const { ids, kept } = arcs[number]!;
      return ids === this.arcs[number] && (kept === undefined || kept.every((k) => k === 1));
    });
    if (isWhole) return feature;
    const open = feature.kind === 'line';
    const rings = this.walks[index]!.map((walk) => this.ringFrom(walk, arcs, open));
    const parts = Array.from({ length: partCount(feature) }, (_, part) =>
      rings.slice(feature.parts[part], feature.parts[part + 1]),
    );
    return ringCount(feature) === 0 ? feature : packFlat(feature.kind, parts);
  }

  private ringFrom(walk: readonly number[], arcs: readonly SimpleArc[], open: boolean): number[] {
    const xy: number[] = [];
    walk.forEach((number, place) => {
      const { ids, kept } = arcs[number < 0 ? -1 - number : number]!;
      const last = ids.length - 1;
      for (let k = 0; k < last + (open && place === walk.length - 1 ? 1 : 0); k++) {
        const i = number < 0 ? last - k : k;
        if (kept === undefined || kept[i] === 1) this.push(xy, ids[i]!);
      }
    });
    if (!open && xy.length > 0) xy.push(xy[0]!, xy[1]!);
    return xy;
  }

  private push(xy: number[], id: number): void {
    xy.push(fromSteps(this.nodes.x(id)), fromSteps(this.nodes.y(id)));
  }
}
