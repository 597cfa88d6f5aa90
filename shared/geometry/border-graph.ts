import { metresPerDegree } from './local-frame.ts';
import { STEPS_PER_DEGREE } from './grid.ts';
import { VertexIndex } from './vertex-index.ts';

/** Length in metres of a short edge between two places in steps. */
export function edgeMetres(ax: number, ay: number, bx: number, by: number): number {
  const scale = metresPerDegree((ay + by) / 2 / STEPS_PER_DEGREE);
  return Math.hypot(((bx - ax) / STEPS_PER_DEGREE) * scale.lon, ((by - ay) / STEPS_PER_DEGREE) * scale.lat);
}

const NONE = -1;

/**
 * The net formed by borders: their vertices, and the edges between them, each once however many features have it.
 * Numbers are grid steps. Edges that cross without a common vertex do not meet here: a way along borders turns only
 * where the borders themselves have a vertex.
 */
export class BorderGraph {
  readonly nodes = new VertexIndex(1024);
  /** First entry of a node, and the next entry of the same node; an entry is one way along an edge. */
  private first = new Int32Array(2048).fill(NONE);
  private next = new Int32Array(4096);
  private target = new Int32Array(4096);
  private metres = new Float64Array(4096);
  private entries = 0;

  get edgeCount(): number {
    return this.entries / 2;
  }

  /** Adds an edge; nothing when it is known or has no length. */
  add(ax: number, ay: number, bx: number, by: number): void {
    const a = this.node(ax, ay);
    const b = this.node(bx, by);
    if (a === b || this.has(a, b)) return;
    const length = edgeMetres(ax, ay, bx, by);
    this.enter(a, b, length);
    this.enter(b, a, length);
  }

  /** The number of a place, given out now when it is new. */
  node(x: number, y: number): number {
    const node = this.nodes.add(x, y);
    if (node >= this.first.length) {
      const more = new Int32Array(2 * this.first.length).fill(NONE);
      more.set(this.first);
      this.first = more;
    }
    return node;
  }

  private has(a: number, b: number): boolean {
    for (let entry = this.first[a]!; entry !== NONE; entry = this.next[entry]!)
      if (this.target[entry] === b) return true;
    return false;
  }

  private enter(from: number, to: number, length: number): void {
    if (this.entries === this.next.length) {
      const grown = <T extends Int32Array | Float64Array>(old: T, made: T): T => {
        made.set(old);
        return made;
      };
      this.next = grown(this.next, new Int32Array(2 * this.next.length));
      this.target = grown(this.target, new Int32Array(2 * this.target.length));
      this.metres = grown(this.metres, new Float64Array(2 * this.metres.length));
    }
    const entry = this.entries++;
    this.target[entry] = to;
    this.metres[entry] = length;
    this.next[entry] = this.first[from]!;
    this.first[from] = entry;
  }

  /** Calls back for every edge of a node. */
  forEachEdge(node: number, visit: (to: number, metres: number) => void): void {
    for (let entry = this.first[node]!; entry !== NONE; entry = this.next[entry]!)
      visit(this.target[entry]!, this.metres[entry]!);
  }
}
