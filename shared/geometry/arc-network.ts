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

/** Borders cut where polygons meet: arcs, and for each ring the arcs it runs along, forwards or backwards. */
export class ArcNetwork {
  readonly nodes: VertexIndex;
  readonly arcs: Int32Array[] = [];
  /** By polygon and ring: arc number, or its complement (-1 - number) when walked backwards. */
  private readonly walks: number[][][] = [];
  private readonly byKey = new Map<string, number>();

  constructor(polygons: readonly Packed[]) {
    this.nodes = new VertexIndex(polygons.reduce((sum, p) => sum + p.xy.length / 2, 0));
    const rings = polygons.map((polygon) => this.nodesOf(polygon));
    const isEnd = this.ends(rings.flat());
    for (const list of rings) this.walks.push(list.map((ids) => this.cut(ids, isEnd)));
  }

  /** Rings as nodes, open: the closing point and repeated points left out. */
  private nodesOf(polygon: Packed): number[][] {
    const rings: number[][] = [];
    forEachRing(polygon, (from, to) => {
      const ids: number[] = [];
      for (let i = from; i < to - 1; i++) {
        const id = this.nodes.add(toSteps(polygon.xy[2 * i]!), toSteps(polygon.xy[2 * i + 1]!));
        if (id !== ids.at(-1)) ids.push(id);
      }
      while (ids.length > 1 && ids[0] === ids.at(-1)) ids.pop();
      rings.push(ids);
    });
    return rings;
  }

  /** Nodes in which not every ring that passes has the same two neighbours. */
  private ends(rings: readonly (readonly number[])[]): Uint8Array {
    const isEnd = new Uint8Array(this.nodes.size);
    const low = new Int32Array(this.nodes.size).fill(-1);
    const high = new Int32Array(this.nodes.size).fill(-1);
    for (const ids of rings) {
      ids.forEach((id, i) => {
        const before = ids[(i + ids.length - 1) % ids.length]!;
        const after = ids[(i + 1) % ids.length]!;
        const [a, b] = before < after ? [before, after] : [after, before];
        if (low[id]! < 0) {
          low[id] = a;
          high[id] = b;
        } else if (low[id] !== a || high[id] !== b) isEnd[id] = 1;
      });
    }
    return isEnd;
  }

  private cut(ids: readonly number[], isEnd: Uint8Array): number[] {
    const n = ids.length;
    let start = ids.findIndex((id) => isEnd[id] === 1);
    // A ring without ends begins at its westernmost node, whoever walks it.
    if (start < 0) start = ids.indexOf(this.lowest(ids));
    const walk: number[] = [];
    let arc: number[] = [ids[start]!];
    for (let k = 1; k <= n; k++) {
      const id = ids[(start + k) % n]!;
      arc.push(id);
      if (k < n && isEnd[id] !== 1) continue;
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

  rebuilt(polygon: Packed, index: number, arcs: readonly SimpleArc[]): Packed {
    const isWhole = this.walks[index]!.flat().every((number) => {
      const { kept } = arcs[number < 0 ? -1 - number : number]!;
      return kept === undefined || kept.every((k) => k === 1);
    });
    if (isWhole) return polygon;
    const rings = this.walks[index]!.map((walk) => this.ringFrom(walk, arcs));
    const parts = Array.from({ length: partCount(polygon) }, (_, part) =>
      rings.slice(polygon.parts[part], polygon.parts[part + 1]),
    );
    return ringCount(polygon) === 0 ? polygon : packFlat('polygon', parts);
  }

  private ringFrom(walk: readonly number[], arcs: readonly SimpleArc[]): number[] {
    const xy: number[] = [];
    for (const number of walk) {
      const { ids, kept } = arcs[number < 0 ? -1 - number : number]!;
      const last = ids.length - 1;
      for (let k = 0; k < last; k++) {
        const i = number < 0 ? last - k : k;
        if (kept === undefined || kept[i] === 1) this.push(xy, ids[i]!);
      }
    }
    if (xy.length > 0) xy.push(xy[0]!, xy[1]!);
    return xy;
  }

  private push(xy: number[], id: number): void {
    xy.push(fromSteps(this.nodes.x(id)), fromSteps(this.nodes.y(id)));
  }
}
