import { CHROMINANCE, HUFFMAN, LUMINANCE, ZIGZAG, type HuffmanSpec } from './jpeg-tables.ts';

/* A baseline JPEG encoder (ITU-T T.81) for tiles of photographs: colour at half resolution, one quality. */

/** Code and length in bits of each symbol. */
interface Codes {
  readonly code: Uint16Array;
  readonly length: Uint8Array;
}

function codesOf({ counts, values }: HuffmanSpec): Codes {
  const code = new Uint16Array(256);
  const length = new Uint8Array(256);
  let next = 0;
  let at = 0;
  counts.forEach((count, i) => {
    for (let n = 0; n < count; n++) {
      const symbol = values[at++]!;
      code[symbol] = next++;
      length[symbol] = i + 1;
    }
    next <<= 1;
  });
  return { code, length };
}

const CODES = {
  dcY: codesOf(HUFFMAN.dcY),
  dcC: codesOf(HUFFMAN.dcC),
  acY: codesOf(HUFFMAN.acY),
  acC: codesOf(HUFFMAN.acC),
};

/** The table of a quality, 1 to 100, as the reference software scales it. */
function scaled(table: readonly number[], quality: number): Uint8Array {
  const scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  return Uint8Array.from(table, (value) =>
    Math.max(1, Math.min(255, Math.floor((value * scale + 50) / 100))),
  );
}

/** Cosines of the transform, with its norms. */
const COSINES = Float64Array.from({ length: 64 }, (_unused, i) => {
  const [u, x] = [i >> 3, i & 7];
  return (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);
});

/** Bytes and bits as they are written; a byte 255 is followed by a zero. */
class BitWriter {
  #bytes = new Uint8Array(32_768);
  #length = 0;
  #bits = 0;
  #count = 0;

  byte(value: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = value;
  }
  marker(code: number, body: readonly number[]): void {
    const length = body.length + 2;
    for (const value of [0xff, code, length >> 8, length & 255, ...body]) this.byte(value);
  }
  bits(value: number, count: number): void {
    this.#bits = (this.#bits << count) | (value & ((1 << count) - 1));
    this.#count += count;
    while (this.#count >= 8) {
      this.#count -= 8;
      const byte = (this.#bits >> this.#count) & 255;
      this.byte(byte);
      if (byte === 255) this.byte(0);
    }
    this.#bits &= (1 << this.#count) - 1;
  }
  flush(): void {
    if (this.#count > 0) this.bits(127, 8 - this.#count);
  }
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }
}

const half = new Float64Array(64);
const transformed = new Float64Array(64);
const levels = new Int32Array(64);

/** Transforms and quantises a block; the levels come in the order in which they are written. */
function quantise(block: Float64Array, table: Uint8Array): void {
  for (let row = 0; row < 8; row++) {
    for (let u = 0; u < 8; u++) {
      let sum = 0;
      for (let x = 0; x < 8; x++) sum += block[row * 8 + x]! * COSINES[u * 8 + x]!;
      half[row * 8 + u] = sum;
    }
  }
  for (let u = 0; u < 8; u++) {
    for (let v = 0; v < 8; v++) {
      let sum = 0;
      for (let y = 0; y < 8; y++) sum += half[y * 8 + u]! * COSINES[v * 8 + y]!;
      transformed[v * 8 + u] = sum;
    }
  }
  for (let i = 0; i < 64; i++) {
    const at = ZIGZAG[i]!;
    levels[i] = Math.round(transformed[at]! / table[at]!);
  }
}

/** How many bits a level takes. */
const sizeOf = (level: number): number => 32 - Math.clz32(Math.abs(level));
/** A negative level is written as the ones' complement. */
const bitsOf = (level: number): number => (level < 0 ? level - 1 : level);

/** Writes a block's levels; gives its mean, which the next block is told against. */
function writeBlock(out: BitWriter, previous: number, dc: Codes, ac: Codes): number {
  const mean = levels[0]!;
  const step = mean - previous;
  const size = sizeOf(step);
  out.bits(dc.code[size]!, dc.length[size]!);
  if (size > 0) out.bits(bitsOf(step), size);
  let last = 63;
  while (last > 0 && levels[last] === 0) last--;
  let zeros = 0;
  for (let i = 1; i <= last; i++) {
    const level = levels[i]!;
    if (level === 0) {
      zeros++;
      continue;
    }
    for (; zeros > 15; zeros -= 16) out.bits(ac.code[0xf0]!, ac.length[0xf0]!);
    const bits = sizeOf(level);
    const symbol = (zeros << 4) | bits;
    out.bits(ac.code[symbol]!, ac.length[symbol]!);
    out.bits(bitsOf(level), bits);
    zeros = 0;
  }
  if (last < 63) out.bits(ac.code[0]!, ac.length[0]!);
  return mean;
}

/** Brightness of every pixel and colour of every four, both around zero. */
function planesOf(rgba: Uint8Array, width: number, height: number): Record<'y' | 'cb' | 'cr', Float64Array> {
  const y = new Float64Array(width * height);
  const cb = new Float64Array((width * height) / 4);
  const cr = new Float64Array((width * height) / 4);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      const [r, g, b] = [rgba[4 * at]!, rgba[4 * at + 1]!, rgba[4 * at + 2]!];
      y[at] = 0.299 * r + 0.587 * g + 0.114 * b - 128;
      const quarter = (row >> 1) * (width >> 1) + (column >> 1);
      cb[quarter]! += (-0.168735892 * r - 0.331264108 * g + 0.5 * b) / 4;
      cr[quarter]! += (0.5 * r - 0.418687589 * g - 0.081312411 * b) / 4;
    }
  }
  return { y, cb, cr };
}

const block = new Float64Array(64);
function take(plane: Float64Array, stride: number, x: number, y: number): Float64Array {
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++)
      block[row * 8 + column] = plane[(y + row) * stride + x + column]!;
  }
  return block;
}

const zigzagged = (table: Uint8Array): number[] => ZIGZAG.map((at) => table[at]!);

/**
 * A JPEG of a picture whose sides are multiples of 16; alpha is left out.
 *
 * @param rgba four bytes a pixel, row by row
 * @param quality 1 to 100
 */
export function encodeJpeg(rgba: Uint8Array, width: number, height: number, quality: number): Uint8Array {
  const out = new BitWriter();
  const tableY = scaled(LUMINANCE, quality);
  const tableC = scaled(CHROMINANCE, quality);
  out.byte(0xff);
  out.byte(0xd8);
  out.marker(0xe0, [0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
  out.marker(0xdb, [0, ...zigzagged(tableY), 1, ...zigzagged(tableC)]);
  const sides = [height >> 8, height & 255, width >> 8, width & 255];
  out.marker(0xc0, [8, ...sides, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
  const spec = (id: number, { counts, values }: HuffmanSpec): number[] => [id, ...counts, ...values];
  out.marker(0xc4, [
    ...spec(0x00, HUFFMAN.dcY),
    ...spec(0x10, HUFFMAN.acY),
    ...spec(0x01, HUFFMAN.dcC),
    ...spec(0x11, HUFFMAN.acC),
  ]);
  out.marker(0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
  const { y, cb, cr } = planesOf(rgba, width, height);
  let [meanY, meanCb, meanCr] = [0, 0, 0];
  for (let top = 0; top < height; top += 16) {
    for (let left = 0; left < width; left += 16) {
      for (const [dx, dy] of [
        [0, 0],
        [8, 0],
        [0, 8],
        [8, 8],
      ] as const) {
        quantise(take(y, width, left + dx, top + dy), tableY);
        meanY = writeBlock(out, meanY, CODES.dcY, CODES.acY);
      }
      quantise(take(cb, width >> 1, left >> 1, top >> 1), tableC);
      meanCb = writeBlock(out, meanCb, CODES.dcC, CODES.acC);
      quantise(take(cr, width >> 1, left >> 1, top >> 1), tableC);
      meanCr = writeBlock(out, meanCr, CODES.dcC, CODES.acC);
    }
  }
  out.flush();
  out.byte(0xff);
  out.byte(0xd9);
  return out.take();
}
