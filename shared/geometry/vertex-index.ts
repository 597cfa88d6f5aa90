/** Where the bits of two doubles are read as words; one place for all, since nothing is kept in it. */
const bits = new Float64Array(2);
const words = new Uint32Array(bits.buffer);

/** Slots that are kept for further work; more are given back. */
const KEPT_SLOTS = 4096;

/**
 * Numbers distinct positions in the order of their first appearance: an open-addressing hash table on
 * pairs of doubles, much faster than a Map with text keys.
 */
export class VertexIndex {
  private slots: Int32Array;
  private xs: Float64Array;
  private ys: Float64Array;
  private count = 0;

  constructor(expected = 16) {
    let size = 32;
    while (size < 2 * expected) size *= 2;
    this.slots = new Int32Array(size).fill(-1);
    this.xs = new Float64Array(size / 2);
    this.ys = new Float64Array(size / 2);
  }

  /** Forgets all positions, keeping the memory for the next ones. */
  clear(): void {
    this.count = 0;
    if (this.slots.length > KEPT_SLOTS) {
      this.slots = new Int32Array(KEPT_SLOTS);
      this.xs = new Float64Array(KEPT_SLOTS / 2);
      this.ys = new Float64Array(KEPT_SLOTS / 2);
    }
    this.slots.fill(-1);
  }

  get size(): number {
    return this.count;
  }

  x(id: number): number {
    return this.xs[id]!;
  }

  y(id: number): number {
    return this.ys[id]!;
  }

  /** The number of a position, or -1. */
  find(x: number, y: number): number {
    return this.slots[this.slotOf(x, y)]!;
  }

  /** The number of a position, given out now when it is new. */
  add(x: number, y: number): number {
    const slot = this.slotOf(x, y);
    const known = this.slots[slot]!;
    if (known >= 0) return known;
    const id = this.count++;
    this.slots[slot] = id;
    this.xs[id] = x;
    this.ys[id] = y;
    if (2 * this.count >= this.slots.length) this.grow();
    return id;
  }

  private slotOf(x: number, y: number): number {
    const { slots, xs, ys } = this;
    bits[0] = x + 0;
    bits[1] = y + 0;
    let hash = Math.imul(words[0]! ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(words[1]!, 0xc2b2ae35);
    hash =
      Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f) ^
      Math.imul(words[2]!, 0x165667b1) ^
      Math.imul(words[3]!, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const id = slots[slot]!;
      if (id < 0 || (xs[id] === x && ys[id] === y)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const xs = new Float64Array(2 * this.xs.length);
    const ys = new Float64Array(2 * this.ys.length);
    xs.set(this.xs);
    ys.set(this.ys);
    this.xs = xs;
    this.ys = ys;
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    for (let id = 0; id < this.count; id++) this.slots[this.slotOf(xs[id]!, ys[id]!)] = id;
  }
}
