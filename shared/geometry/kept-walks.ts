import type { KeptSink } from './crossing-kernel.ts';
import { orientation } from './predicates.ts';
import { VertexIndex } from './vertex-index.ts';

/**
 * Gathers the parts of borders around an area and joins them to closed walks, the area on their left. Where
 * several meet in a node, a walk takes the turn that leaves the areas on both sides of the node apart.
 */
export class KeptWalks implements KeptSink {
  private readonly vertices = new VertexIndex(64);
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  keep(x1: number, y1: number, x2: number, y2: number): void {
    this.from.push(this.vertices.add(x1, y1));
    this.to.push(this.vertices.add(x2, y2));
  }

  /** Closed flat walks; undefined when the parts do not close. */
  walks(): Float64Array[] | undefined {
    const { from, to, vertices } = this;
    const head = new Int32Array(vertices.size).fill(-1);
    const following = new Int32Array(from.length).fill(-1);
    for (let i = from.length - 1; i >= 0; i--) {
      following[i] = head[from[i]!]!;
      head[from[i]!] = i;
    }
    const used = new Uint8Array(from.length);
    const walks: Float64Array[] = [];
    for (let first = 0; first < from.length; first++) {
      if (used[first] === 1) continue;
      const ids: number[] = [];
      let at = first;
      for (;;) {
        used[at] = 1;
        ids.push(from[at]!);
        if (to[at] === from[first]) break;
        at = this.onward(at, head, following, used);
        if (at < 0) return undefined;
      }
      walks.push(this.closedWalk(ids));
    }
    return walks;
  }

  private onward(at: number, head: Int32Array, following: Int32Array, used: Uint8Array): number {
    let best = -1;
    for (let i = head[this.to[at]!]!; i >= 0; i = following[i]!) {
      if (used[i] === 0 && (best < 0 || this.before(at, i, best))) best = i;
    }
    return best;
  }

  /** Whether part i comes before part j when turning clockwise from the way back along part `at`. */
  private before(at: number, i: number, j: number): boolean {
    const { vertices, from, to } = this;
    const [x, y] = [vertices.x(to[at]!), vertices.y(to[at]!)];
    const [ax, ay] = [vertices.x(from[at]!), vertices.y(from[at]!)];
    const [ix, iy] = [vertices.x(to[i]!), vertices.y(to[i]!)];
    const [jx, jy] = [vertices.x(to[j]!), vertices.y(to[j]!)];
    const rightI = orientation(x, y, ax, ay, ix, iy) < 0;
    const rightJ = orientation(x, y, ax, ay, jx, jy) < 0;
    if (rightI !== rightJ) return rightI;
    return orientation(x, y, ix, iy, jx, jy) < 0;
  }

  private closedWalk(ids: readonly number[]): Float64Array {
    const walk = new Float64Array(2 * ids.length + 2);
    ids.forEach((id, i) => {
      walk[2 * i] = this.vertices.x(id);
      walk[2 * i + 1] = this.vertices.y(id);
    });
    walk[2 * ids.length] = walk[0]!;
    walk[2 * ids.length + 1] = walk[1]!;
    return walk;
  }
}
