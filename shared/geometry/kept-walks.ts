import type { KeptSink } from './crossing-kernel.ts';
import { splitAtTouches } from './loops.ts';
import { orientation } from './predicates.ts';
import { VertexIndex } from './vertex-index.ts';

/**
 * Gathers the parts of borders around an area and joins them to closed loops, the area on their left. Where
 * several meet in a node, a walk takes the turn that leaves the areas on both sides of the node apart.
 *
 * Scratch: `begin` makes it ready for the next area and keeps its memory.
 */
export class KeptWalks implements KeptSink {
  private readonly vertices = new VertexIndex(128);
  private from = new Int32Array(256);
  private to = new Int32Array(256);
  private count = 0;
  /** For each vertex the first part that begins in it, and for each part the next one that does. */
  private head = new Int32Array(256);
  private following = new Int32Array(256);
  private used = new Uint8Array(256);

  begin(): void {
    this.vertices.clear();
    this.count = 0;
  }

  keep(x1: number, y1: number, x2: number, y2: number): void {
    const { vertices, count } = this;
    if (count === this.from.length) this.grow();
    // Most parts begin where the one before them ends.
    const last = count > 0 ? this.to[count - 1]! : -1;
    const joined = last >= 0 && vertices.x(last) === x1 && vertices.y(last) === y1;
    this.from[count] = joined ? last : vertices.add(x1, y1);
    this.to[count] = vertices.add(x2, y2);
    this.count = count + 1;
  }

  private grow(): void {
    const wider = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(2 * old.length);
      made.set(old);
      return made;
    };
    this.from = wider(this.from);
    this.to = wider(this.to);
  }

  /** Closed flat loops that visit no vertex twice; undefined when the parts do not close. */
  loops(): Float64Array[] | undefined {
    const { from, to, count } = this;
    const branches = this.link();
    const loops: Float64Array[] = [];
    const ids: number[] = [];
    for (let first = 0; first < count; first++) {
      if (this.used[first] === 1) continue;
      ids.length = 0;
      let at = first;
      for (;;) {
        this.used[at] = 1;
        ids.push(from[at]!);
        if (to[at] === from[first]) break;
        at = this.onward(at);
        if (at < 0) return undefined;
      }
      const walk = this.closedWalk(ids);
      if (branches) loops.push(...splitAtTouches(walk));
      else if (ids.length >= 3) loops.push(walk);
    }
    return loops;
  }

  /**
   * Finds which parts begin in each vertex.
   *
   * @returns whether several begin in one: a walk may then come back to a vertex
   */
  private link(): boolean {
    const { from, count } = this;
    const { size } = this.vertices;
    if (this.head.length < size) this.head = new Int32Array(2 * size);
    if (this.following.length < count) {
      this.following = new Int32Array(2 * count);
      this.used = new Uint8Array(2 * count);
    }
    const { head, following } = this;
    head.fill(-1, 0, size);
    this.used.fill(0, 0, count);
    let branches = false;
    for (let i = count - 1; i >= 0; i--) {
      const vertex = from[i]!;
      following[i] = head[vertex]!;
      branches ||= head[vertex]! >= 0;
      head[vertex] = i;
    }
    return branches;
  }

  private onward(at: number): number {
    const { used, following } = this;
    let best = -1;
    for (let i = this.head[this.to[at]!]!; i >= 0; i = following[i]!) {
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
    const { vertices } = this;
    const n = ids.length;
    const walk = new Float64Array(2 * n + 2);
    for (let i = 0; i < n; i++) {
      const id = ids[i]!;
      walk[2 * i] = vertices.x(id);
      walk[2 * i + 1] = vertices.y(id);
    }
    walk[2 * n] = walk[0]!;
    walk[2 * n + 1] = walk[1]!;
    return walk;
  }
}
