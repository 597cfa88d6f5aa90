import { boxOfXY } from './box.ts';
import { fromSteps, isCanonical, toSteps } from './grid.ts';
import type { GeometryKind, Packed } from './packed.ts';

/*
 * A compact form for history: one byte of kind and form, counts, then for each coordinate the difference
 * in grid steps from the one before, zigzag and in groups of seven bits (5 to 6 bytes a vertex instead
 * of 16). A geometry that is not on the grid (a foreign program wrote it) is kept in plain doubles, so
 * that every geometry comes back bit for bit.
 */

const KINDS: readonly GeometryKind[] = ['point', 'line', 'polygon'];
const RAW = 0x10;

class ByteWriter {
  private bytes: Uint8Array;
  private length = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const bigger = new Uint8Array(2 * this.bytes.length + 16);
      bigger.set(this.bytes);
      this.bytes = bigger;
    }
    this.bytes[this.length++] = value;
  }

  /** A whole number of at most 53 bits; no bit operations, they end at 32. */
  unsigned(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) + 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  taken(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

class ByteReader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const value = this.bytes[this.at++];
    if (value === undefined) throw new RangeError('grid bytes end too early');
    return value;
  }

  unsigned(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.byte();
      if (byte < 0x80) return value + byte * weight;
      value += (byte - 0x80) * weight;
      weight *= 0x80;
    }
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** A count of things that take at least `size` bytes each: refuses what cannot be there. */
  count(size: number): number {
    const value = this.unsigned();
    if (value * size > this.bytes.length) throw new RangeError('grid bytes contradict themselves');
    return value;
  }
}

/** The geometry in the compact form; see decodeGrid. */
export function encodeGrid(packed: Packed): Uint8Array {
  const raw = !packed.xy.every(isCanonical);
  const out = new ByteWriter(16 + packed.parts.length + packed.rings.length + 3 * packed.xy.length);
  out.byte(KINDS.indexOf(packed.kind) + (raw ? RAW : 0));
  for (const starts of [packed.parts, packed.rings]) {
    out.unsigned(starts.length - 1);
    for (let i = 1; i < starts.length; i++) out.unsigned(starts[i]! - starts[i - 1]!);
  }
  if (raw) {
    const view = new DataView(new ArrayBuffer(8));
    for (const value of packed.xy) {
      view.setFloat64(0, value, true);
      for (let i = 0; i < 8; i++) out.byte(view.getUint8(i));
    }
    return out.taken();
  }
  let lastX = 0;
  let lastY = 0;
  for (let i = 0; i < packed.xy.length; i += 2) {
    const x = toSteps(packed.xy[i]!);
    const y = toSteps(packed.xy[i + 1]!);
    out.signed(x - lastX);
    out.signed(y - lastY);
    lastX = x;
    lastY = y;
  }
  return out.taken();
}

function readStarts(input: ByteReader): Int32Array {
  const starts = new Int32Array(input.count(1) + 1);
  for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1]! + input.unsigned();
  return starts;
}

/**
 * The geometry that `encodeGrid` took, equal bit for bit.
 *
 * @throws RangeError when the bytes were not made by `encodeGrid`.
 */
export function decodeGrid(bytes: Uint8Array): Packed {
  const input = new ByteReader(bytes);
  const head = input.byte();
  const raw = head >= RAW;
  const kind = KINDS[head % RAW];
  if (kind === undefined) throw new RangeError('grid bytes of an unknown kind');
  const parts = readStarts(input);
  const rings = readStarts(input);
  const points = rings[rings.length - 1]!;
  if (points > bytes.length || parts[parts.length - 1] !== rings.length - 1) {
    throw new RangeError('grid bytes contradict themselves');
  }
  const xy = new Float64Array(2 * points);
  if (raw) {
    const view = new DataView(new ArrayBuffer(8));
    for (let i = 0; i < xy.length; i++) {
      for (let k = 0; k < 8; k++) view.setUint8(k, input.byte());
      xy[i] = view.getFloat64(0, true);
    }
  } else {
    let x = 0;
    let y = 0;
    for (let i = 0; i < xy.length; i += 2) {
      x += input.signed();
      y += input.signed();
      xy[i] = fromSteps(x);
      xy[i + 1] = fromSteps(y);
    }
  }
  return { kind, xy, rings, parts, box: boxOfXY(xy) };
}
