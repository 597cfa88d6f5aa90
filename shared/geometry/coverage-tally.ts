/** Coordinates are kept as 32-bit offsets in cells of so many steps, a little over a degree. */
const CELL = 2 ** 30;
/** Offset of the second end from the cell of the first beyond which an edge is kept by its name. */
const FARTHEST = 2 ** 31 - 1;
const WIDTH = 6;
const SMALLEST = 1 << 10;
/** Tables fuller than this grow. */
const FULL = 0.6;
/** Tables emptier than this shrink. */
const EMPTY = 0.1;

/**
 * Counts directed edges between whole grid steps, opposite ones against each other: what stays is the chain that
 * winds round every point as often as all the polygons together. Edges of neighbours that match leave nothing,
 * so that the table holds only the front between what was read and what was not.
 */
export class EdgeTally {
  /** Different edges that are left. */
  size = 0;
  private capacity = SMALLEST;
  /** Cell, offsets of the lower and the upper end, and how often more from lower to upper than back. */
  private slots = new Int32Array(WIDTH * SMALLEST);
  /** Edges longer than a cell. */
  private readonly long = new Map<string, number>();

  add(ax: number, ay: number, bx: number, by: number, times = 1): void {
    if (ax < bx || (ax === bx && ay < by)) this.count(ax, ay, bx, by, times);
    else this.count(bx, by, ax, ay, -times);
  }

  private count(ax: number, ay: number, bx: number, by: number, times: number): void {
    const cx = Math.floor(ax / CELL);
    const cy = Math.floor(ay / CELL);
    const x0 = cx * CELL;
    const y0 = cy * CELL;
    const dx = bx - x0;
    const dy = by - y0;
    if (dx > FARTHEST || dy > FARTHEST || dy < -FARTHEST) {
      const name = `${ax} ${ay} ${bx} ${by}`;
      const left = (this.long.get(name) ?? 0) + times;
      if (left === 0) this.long.delete(name);
      else this.long.set(name, left);
      return;
    }
    this.countNear((cx + 512) * 1024 + cy + 512, ax - x0, ay - y0, dx, dy, times);
  }

  private countNear(cell: number, ax: number, ay: number, bx: number, by: number, times: number): void {
    const { slots } = this;
    const mask = this.capacity - 1;
    let at = hash(ax, ay, bx, by) & mask;
    for (;;) {
      const i = WIDTH * at;
      const count = slots[i + 5]!;
      if (count === 0) {
        slots[i] = cell;
        slots[i + 1] = ax;
        slots[i + 2] = ay;
        slots[i + 3] = bx;
        slots[i + 4] = by;
        slots[i + 5] = times;
        this.size += 1;
        if (this.size > FULL * this.capacity) this.resize(2 * this.capacity);
        return;
      }
      if (
        slots[i + 1] === ax &&
        slots[i + 2] === ay &&
        slots[i + 3] === bx &&
        slots[i + 4] === by &&
        slots[i] === cell
      ) {
        slots[i + 5] = count + times;
        if (count + times === 0) this.remove(at);
        return;
      }
      at = (at + 1) & mask;
    }
  }

  /** Closes the hole that an edge leaves, so that those after it are still found. */
  private remove(hole: number): void {
    const { slots } = this;
    const mask = this.capacity - 1;
    let free = hole;
    for (let at = (hole + 1) & mask; slots[WIDTH * at + 5] !== 0; at = (at + 1) & mask) {
      const i = WIDTH * at;
      const home = hash(slots[i + 1]!, slots[i + 2]!, slots[i + 3]!, slots[i + 4]!) & mask;
      // Whether the edge may not stand before its home: then it stays.
      if (((at - home) & mask) < ((at - free) & mask)) continue;
      slots.copyWithin(WIDTH * free, i, i + WIDTH);
      free = at;
    }
    slots[WIDTH * free + 5] = 0;
    this.size -= 1;
    if (this.capacity > SMALLEST && this.size < EMPTY * this.capacity) this.resize(this.capacity / 2);
  }

  private resize(capacity: number): void {
    const before = this.slots;
    const slots = new Int32Array(WIDTH * capacity);
    const mask = capacity - 1;
    for (let i = 0; i < before.length; i += WIDTH) {
      if (before[i + 5] === 0) continue;
      let at = hash(before[i + 1]!, before[i + 2]!, before[i + 3]!, before[i + 4]!) & mask;
      while (slots[WIDTH * at + 5] !== 0) at = (at + 1) & mask;
      slots.set(before.subarray(i, i + WIDTH), WIDTH * at);
    }
    this.slots = slots;
    this.capacity = capacity;
  }

  /** The edges that are left, four numbers each in steps, as often as they count and in their direction. */
  edges(): Float64Array<ArrayBuffer> {
    const { slots } = this;
    let total = 0;
    for (let i = 0; i < slots.length; i += WIDTH) total += Math.abs(slots[i + 5]!);
    for (const count of this.long.values()) total += Math.abs(count);
    const out = new Float64Array(4 * total);
    let n = 0;
    const put = (ax: number, ay: number, bx: number, by: number, count: number): void => {
      for (let k = Math.abs(count); k > 0; k--) {
        out[n++] = count > 0 ? ax : bx;
        out[n++] = count > 0 ? ay : by;
        out[n++] = count > 0 ? bx : ax;
        out[n++] = count > 0 ? by : ay;
      }
    };
    for (let i = 0; i < slots.length; i += WIDTH) {
      const count = slots[i + 5]!;
      if (count === 0) continue;
      const x0 = (Math.floor(slots[i]! / 1024) - 512) * CELL;
      const y0 = ((slots[i]! % 1024) - 512) * CELL;
      put(x0 + slots[i + 1]!, y0 + slots[i + 2]!, x0 + slots[i + 3]!, y0 + slots[i + 4]!, count);
    }
    for (const [name, count] of this.long) {
      const [ax, ay, bx, by] = name.split(' ').map(Number);
      put(ax!, ay!, bx!, by!, count);
    }
    return out;
  }
}

function hash(a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 15), 0xc2b2ae3d) ^ Math.imul(c, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 13), 0x165667b1) ^ Math.imul(d, 0x9e3779b1);
  h ^= h >>> 16;
  return Math.imul(h, 0x85ebca6b) >>> 7;
}
