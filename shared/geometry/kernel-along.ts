import type { EdgeList } from './edge-list.ts';

/** Which edges of a list lie along each other for some length. Scratch. */
export class KernelAlong {
  private list!: EdgeList;
  private head = new Int32Array(256);
  private count = 0;
  private following = new Int32Array(64);
  private partners = new Int32Array(64);

  begin(list: EdgeList): void {
    this.list = list;
    this.count = 0;
    if (this.head.length < list.count) this.head = new Int32Array(2 * list.count);
    this.head.fill(-1, 0, list.count);
  }

  /** Notes two edges of which one lies along the other. */
  put(e: number, f: number): void {
    this.add(e, f);
    this.add(f, e);
  }

  /** The same for two edges in one line that meet, if it is for more than a point. */
  putIfOverlap(e: number, f: number): void {
    const { ax, ay, bx, by } = this.list;
    const isFlat = Math.abs(bx[e]! - ax[e]!) >= Math.abs(by[e]! - ay[e]!);
    const from = isFlat ? ax : ay;
    const to = isFlat ? bx : by;
    const low = Math.max(Math.min(from[e]!, to[e]!), Math.min(from[f]!, to[f]!));
    const high = Math.min(Math.max(from[e]!, to[e]!), Math.max(from[f]!, to[f]!));
    if (high > low) this.put(e, f);
  }

  private add(edge: number, partner: number): void {
    const i = this.count++;
    if (i === this.partners.length) {
      const { partners, following } = this;
      (this.partners = new Int32Array(2 * i)).set(partners);
      (this.following = new Int32Array(2 * i)).set(following);
    }
    this.partners[i] = partner;
    this.following[i] = this.head[edge]!;
    this.head[edge] = i;
  }

  has(edge: number): boolean {
    return this.head[edge]! >= 0;
  }

  /**
   * The edges that lie along an edge and reach over a coordinate on its longer axis: begin with `after` -1, go on
   * with the answer; -1 ends. `partner` tells the edge.
   */
  next(edge: number, after: number, axis: 0 | 1, at: number): number {
    const { ax, ay, bx, by } = this.list;
    const from = axis === 0 ? ax : ay;
    const to = axis === 0 ? bx : by;
    let i = after < 0 ? this.head[edge]! : this.following[after]!;
    for (; i >= 0; i = this.following[i]!) {
      const partner = this.partners[i]!;
      if (from[partner]! < at !== to[partner]! < at) return i;
    }
    return -1;
  }

  partner(entry: number): number {
    return this.partners[entry]!;
  }
}
