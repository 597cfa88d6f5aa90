import { exactTurn } from './exact-turn.ts';

/** Edges in a row that share a box; boxes of a level under one of the next. */
const FAN = 8;
const FAN_BITS = 3;

/**
 * A list of edges between whole grid steps near an origin, with boxes over eight edges at a time. Scratch: it
 * is filled anew for each piece of work and keeps its memory, so that nothing is allocated per edge.
 */
export class EdgeList {
  count = 0;
  ax = new Float64Array(256);
  ay = new Float64Array(256);
  bx = new Float64Array(256);
  by = new Float64Array(256);
  /** What the edge belongs to: an operand, a ring. */
  owner = new Int32Array(256);
  /** The name of the edge there. */
  id = new Int32Array(256);
  /** The edge of the list that begins where this one ends in the same ring, or -1. */
  next = new Int32Array(256);
  /** Boxes of the edges, four numbers each: minX, minY, maxX, maxY. */
  private boxes = new Float64Array(1024);
  private minX = -Infinity;
  private minY = -Infinity;
  private maxX = Infinity;
  private maxY = Infinity;
  private readonly levels: Float64Array<ArrayBuffer>[] = [];
  private readonly sizes: number[] = [];
  private visit: (i: number, j: number) => boolean = () => true;
  /** Edges before this place belong to owner 0; pairs of one owner are left out for those marked. */
  private split = 0;
  private skipLower = false;
  private skipUpper = false;

  clear(): void {
    this.count = 0;
  }

  /** The closed window that `addWithin` looks at. */
  setWindow(minX: number, minY: number, maxX: number, maxY: number): void {
    this.minX = minX;
    this.minY = minY;
    this.maxX = maxX;
    this.maxY = maxY;
  }

  /**
   * Adds those of the edges `from` to `to` (exclusive) of a ring that have a length and whose box meets the
   * window, linked to each other and to the last of the list where they follow it. Point i stands at
   * `2 * i - shift` of `points`.
   */
  addWithin(points: Float64Array, shift: number, owner: number, from: number, to: number): void {
    while (this.count + to - from > this.ax.length) this.grow();
    const { ax, ay, bx, by, id, next, boxes, minX, minY, maxX, maxY } = this;
    const owners = this.owner;
    let n = this.count;
    let at = 2 * from - shift;
    let px = points[at]!;
    let py = points[at + 1]!;
    let before = -1;
    if (n > 0 && owners[n - 1] === owner && id[n - 1] === from - 1) {
      if (bx[n - 1] === px && by[n - 1] === py) before = n - 1;
    }
    for (let i = from; i < to; i++) {
      at += 2;
      const qx = points[at]!;
      const qy = points[at + 1]!;
      const west = px < qx ? px : qx;
      const east = px < qx ? qx : px;
      const south = py < qy ? py : qy;
      const north = py < qy ? qy : py;
      if (west > maxX || east < minX || south > maxY || north < minY) {
        before = -1;
      } else if (px !== qx || py !== qy) {
        ax[n] = px;
        ay[n] = py;
        bx[n] = qx;
        by[n] = qy;
        const box = 4 * n;
        boxes[box] = west;
        boxes[box + 1] = south;
        boxes[box + 2] = east;
        boxes[box + 3] = north;
        owners[n] = owner;
        id[n] = i;
        next[n] = -1;
        if (before >= 0) next[before] = n;
        before = n++;
      }
      px = qx;
      py = qy;
    }
    this.count = n;
  }

  private grow(): void {
    const size = 2 * this.ax.length;
    const floats = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const made = new Float64Array(2 * old.length);
      made.set(old);
      return made;
    };
    const ints = (old: Int32Array): Int32Array<ArrayBuffer> => {
      const made = new Int32Array(size);
      made.set(old);
      return made;
    };
    this.ax = floats(this.ax);
    this.ay = floats(this.ay);
    this.bx = floats(this.bx);
    this.by = floats(this.by);
    this.boxes = floats(this.boxes);
    this.owner = ints(this.owner);
    this.id = ints(this.id);
    this.next = ints(this.next);
  }

  /**
   * Calls back once for every two edges whose closed boxes meet, lower place first. Edges that follow each
   * other in a ring are left out unless they fold back on themselves. Stops when `visit` gives true, and
   * then gives true itself.
   *
   * @param split edges below this place are of one owner, the others of another
   * @param skipLower leave out pairs of the first owner, whose edges are known not to meet; `skipUpper` likewise
   */
  forEachPair(
    visit: (i: number, j: number) => boolean,
    split = 0,
    skipLower = false,
    skipUpper = false,
  ): boolean {
    this.visit = visit;
    this.split = split;
    this.skipLower = skipLower;
    this.skipUpper = skipUpper;
    this.buildBoxes();
    const top = this.sizes.length - 1;
    const count = this.sizes[top]!;
    for (let g = 0; g < count; g++) {
      if (this.within(top, g)) return true;
      for (let h = g + 1; h < count; h++) if (this.between(top, g, h)) return true;
    }
    return false;
  }

  private buildBoxes(): void {
    let below = this.boxes;
    let belowSize = this.count;
    this.sizes.length = 0;
    for (let depth = 0; depth === 0 || belowSize > FAN; depth++) {
      const size = Math.ceil(belowSize / FAN);
      const level = this.level(depth, size);
      for (let g = 0; g < size; g++) {
        let minX = Infinity;
        let minY = Infinity;
        let maxX = -Infinity;
        let maxY = -Infinity;
        for (let i = 4 * FAN * g, end = Math.min(4 * belowSize, i + 4 * FAN); i < end; i += 4) {
          if (below[i]! < minX) minX = below[i]!;
          if (below[i + 1]! < minY) minY = below[i + 1]!;
          if (below[i + 2]! > maxX) maxX = below[i + 2]!;
          if (below[i + 3]! > maxY) maxY = below[i + 3]!;
        }
        level[4 * g] = minX;
        level[4 * g + 1] = minY;
        level[4 * g + 2] = maxX;
        level[4 * g + 3] = maxY;
      }
      below = level;
      belowSize = size;
    }
  }

  private level(depth: number, size: number): Float64Array<ArrayBuffer> {
    this.sizes[depth] = size;
    let level = this.levels[depth];
    if (level === undefined || level.length < 4 * size) {
      level = new Float64Array(Math.max(64, 8 * size));
      this.levels[depth] = level;
    }
    return level;
  }

  private sizeBelow(level: number): number {
    return level === 0 ? this.count : this.sizes[level - 1]!;
  }

  /** Whether all pairs of edges of places from `low` to `high` (exclusive) are left out. */
  private isLeftOut(low: number, high: number): boolean {
    return (this.skipLower && high <= this.split) || (this.skipUpper && low >= this.split);
  }

  /** Pairs inside one box. */
  private within(level: number, g: number): boolean {
    const shift = FAN_BITS * (level + 1);
    if (this.isLeftOut(g << shift, (g + 1) << shift)) return false;
    const end = Math.min(this.sizeBelow(level), FAN * (g + 1));
    if (level === 0) {
      for (let i = FAN * g; i < end; i++) if (this.edgeAgainst(i, i + 1, end)) return true;
      return false;
    }
    for (let i = FAN * g; i < end; i++) {
      if (this.within(level - 1, i)) return true;
      for (let j = i + 1; j < end; j++) if (this.between(level - 1, i, j)) return true;
    }
    return false;
  }

  /** Pairs of edges of two boxes of one level. */
  private between(level: number, g: number, h: number): boolean {
    const shift = FAN_BITS * (level + 1);
    if (this.isLeftOut(g << shift, (h + 1) << shift)) return false;
    const boxes = this.levels[level]!;
    const a = 4 * g;
    const b = 4 * h;
    if (
      boxes[a]! > boxes[b + 2]! ||
      boxes[b]! > boxes[a + 2]! ||
      boxes[a + 1]! > boxes[b + 3]! ||
      boxes[b + 1]! > boxes[a + 3]!
    ) {
      return false;
    }
    const size = this.sizeBelow(level);
    const endG = Math.min(size, FAN * (g + 1));
    const endH = Math.min(size, FAN * (h + 1));
    if (level > 0) {
      for (let i = FAN * g; i < endG; i++) {
        for (let j = FAN * h; j < endH; j++) if (this.between(level - 1, i, j)) return true;
      }
      return false;
    }
    const edges = this.boxes;
    const minX = boxes[b]!;
    const minY = boxes[b + 1]!;
    const maxX = boxes[b + 2]!;
    const maxY = boxes[b + 3]!;
    for (let i = FAN * g; i < endG; i++) {
      const at = 4 * i;
      if (edges[at]! > maxX || edges[at + 2]! < minX) continue;
      if (edges[at + 1]! > maxY || edges[at + 3]! < minY) continue;
      if (this.edgeAgainst(i, FAN * h, endH)) return true;
    }
    return false;
  }

  private edgeAgainst(i: number, from: number, to: number): boolean {
    const { boxes, next } = this;
    const minX = boxes[4 * i]!;
    const minY = boxes[4 * i + 1]!;
    const maxX = boxes[4 * i + 2]!;
    const maxY = boxes[4 * i + 3]!;
    for (let j = from, at = 4 * from; j < to; j++, at += 4) {
      if (boxes[at]! > maxX || boxes[at + 2]! < minX) continue;
      if (boxes[at + 1]! > maxY || boxes[at + 3]! < minY) continue;
      if (this.isLeftOut(i, j + 1)) continue;
      if (next[i] === j) {
        if (!this.folds(i, j)) continue;
      } else if (next[j] === i && !this.folds(j, i)) continue;
      if (this.visit(i, j)) return true;
    }
    return false;
  }

  /** Whether edge j, which follows edge i, runs back over it. */
  private folds(i: number, j: number): boolean {
    const { ax, ay, bx, by } = this;
    const x = bx[i]!;
    const y = by[i]!;
    const back = (ax[i]! - x) * (bx[j]! - x) + (ay[i]! - y) * (by[j]! - y);
    return back > 0 && exactTurn(ax[i]!, ay[i]!, x, y, bx[j]!, by[j]!) === 0;
  }
}
