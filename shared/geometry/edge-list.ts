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
  private minX = -Infinity;
  private minY = -Infinity;
  private maxX = Infinity;
  private maxY = Infinity;
  private readonly levels: Float64Array[] = [];
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
    const { ax, ay, bx, by, id, next, minX, minY, maxX, maxY } = this;
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
      if (
        (px > maxX && qx > maxX) ||
        (px < minX && qx < minX) ||
        (py > maxY && qy > maxY) ||
        (py < minY && qy < minY)
      ) {
        before = -1;
      } else if (px !== qx || py !== qy) {
        ax[n] = px;
        ay[n] = py;
        bx[n] = qx;
        by[n] = qy;
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
      const made = new Float64Array(size);
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
    const { count, ax, ay, bx, by } = this;
    this.sizes.length = 0;
    let size = Math.ceil(count / FAN);
    let level = this.level(0, size);
    for (let g = 0; g < size; g++) {
      let minX = Infinity;
      let minY = Infinity;
      let maxX = -Infinity;
      let maxY = -Infinity;
      for (let i = FAN * g, end = Math.min(count, i + FAN); i < end; i++) {
        const px = ax[i]!;
        const py = ay[i]!;
        const qx = bx[i]!;
        const qy = by[i]!;
        if (px < minX) minX = px;
        if (px > maxX) maxX = px;
        if (py < minY) minY = py;
        if (py > maxY) maxY = py;
        if (qx < minX) minX = qx;
        if (qx > maxX) maxX = qx;
        if (qy < minY) minY = qy;
        if (qy > maxY) maxY = qy;
      }
      level[4 * g] = minX;
      level[4 * g + 1] = minY;
      level[4 * g + 2] = maxX;
      level[4 * g + 3] = maxY;
    }
    for (let depth = 1; size > FAN; depth++) {
      const below = level;
      const belowSize = size;
      size = Math.ceil(size / FAN);
      level = this.level(depth, size);
      for (let g = 0; g < size; g++) {
        let minX = Infinity;
        let minY = Infinity;
        let maxX = -Infinity;
        let maxY = -Infinity;
        for (let i = FAN * g, end = Math.min(belowSize, i + FAN); i < end; i++) {
          minX = Math.min(minX, below[4 * i]!);
          minY = Math.min(minY, below[4 * i + 1]!);
          maxX = Math.max(maxX, below[4 * i + 2]!);
          maxY = Math.max(maxY, below[4 * i + 3]!);
        }
        level[4 * g] = minX;
        level[4 * g + 1] = minY;
        level[4 * g + 2] = maxX;
        level[4 * g + 3] = maxY;
      }
    }
  }

  private level(depth: number, size: number): Float64Array {
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
    const { ax, ay, bx, by } = this;
    const minX = boxes[b]!;
    const minY = boxes[b + 1]!;
    const maxX = boxes[b + 2]!;
    const maxY = boxes[b + 3]!;
    for (let i = FAN * g; i < endG; i++) {
      if ((ax[i]! > maxX && bx[i]! > maxX) || (ax[i]! < minX && bx[i]! < minX)) continue;
      if ((ay[i]! > maxY && by[i]! > maxY) || (ay[i]! < minY && by[i]! < minY)) continue;
      if (this.edgeAgainst(i, FAN * h, endH)) return true;
    }
    return false;
  }

  private edgeAgainst(i: number, from: number, to: number): boolean {
    const { ax, ay, bx, by, next } = this;
    const x0 = ax[i]!;
    const x1 = bx[i]!;
    const y0 = ay[i]!;
    const y1 = by[i]!;
    const minX = x0 < x1 ? x0 : x1;
    const maxX = x0 < x1 ? x1 : x0;
    const minY = y0 < y1 ? y0 : y1;
    const maxY = y0 < y1 ? y1 : y0;
    for (let j = from; j < to; j++) {
      const u0 = ax[j]!;
      const u1 = bx[j]!;
      if ((u0 > maxX && u1 > maxX) || (u0 < minX && u1 < minX)) continue;
      const v0 = ay[j]!;
      const v1 = by[j]!;
      if ((v0 > maxY && v1 > maxY) || (v0 < minY && v1 < minY)) continue;
      if (next[i] === j) {
        if (!folds(x0, y0, x1, y1, u1, v1)) continue;
      } else if (next[j] === i && !folds(u0, v0, u1, v1, x1, y1)) continue;
      if (this.isLeftOut(i, j + 1)) continue;
      if (this.visit(i, j)) return true;
    }
    return false;
  }
}

/** Whether the way from a by b to c runs back over itself. */
function folds(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  return (ax - bx) * (cx - bx) + (ay - by) * (cy - by) > 0 && exactTurn(ax, ay, bx, by, cx, cy) === 0;
}
