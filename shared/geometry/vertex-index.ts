/**
 * Numbers distinct positions in the order of their first appearance: an open-addressing hash table on
 * pairs of doubles, much faster than a Map with text keys.
 */
export class VertexIndex {
  private readonly bits = new Float64Array(2);
  private readonly words = new Uint32Array(this.bits.buffer);
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
    this.bits[0] = x + 0;
    this.bits[1] = y + 0;
    const a = this.words[0]!;
    const b = this.words[1]!;
    const c = this.words[2]!;
    const d = this.words[3]!;
    let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
    hash = Math.imul(hash ^ (hash >>> 15), 0x27d4eb2f) ^ Math.imul(c, 0x165667b1) ^ Math.imul(d, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    const mask = this.slots.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const id = this.slots[slot]!;
      if (id < 0 || (this.xs[id] === x && this.ys[id] === y)) return slot;
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
