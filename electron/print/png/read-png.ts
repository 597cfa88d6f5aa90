import { inflateSync } from 'node:zlib';

/** A picture in the form that PDF takes: colours row by row, and how much each covers where not all do wholly. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly colors: Buffer;
  /** One byte a pixel; null where everything covers. */
  readonly cover: Buffer | null;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Pixels of the largest picture that is taken. */
export const MOST_PIXELS = 25_000_000;
/** Bytes a pixel by colour type; palettes and grey are not written by the page that prepares pictures. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

function paeth(a: number, b: number, c: number): number {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** Takes the filters off in place (PNG 3rd edition, 9); rows keep their filter byte. False for an unknown filter. */
function unfilter(rows: Buffer, stride: number, pixel: number): boolean {
  for (let start = 0; start < rows.length; start += stride) {
    const filter = rows[start]!;
    if (filter > 4) return false;
    for (let i = start + 1; i < start + stride; i++) {
      const left = i - start > pixel ? rows[i - pixel]! : 0;
      const up = start > 0 ? rows[i - stride]! : 0;
      const corner = start > 0 && i - start > pixel ? rows[i - stride - pixel]! : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
      rows[i] = rows[i]! + guess;
    }
  }
  return true;
}

/** The chunks of a PNG; stops at the first that is cut off. */
function* chunks(bytes: Buffer): Generator<{ readonly type: string; readonly data: Buffer }> {
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (at + 12 + length > bytes.length) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** Reads a PNG of eight bits, in colours with or without transparency; undefined for any other and for a broken one. */
export function readPng(bytes: Buffer): Raster | undefined {
  if (!bytes.subarray(0, 8).equals(SIGNATURE)) return undefined;
  let head: Buffer | undefined;
  const packed: Buffer[] = [];
  for (const { type, data } of chunks(bytes)) {
    if (type === 'IHDR' && data.length === 13) head = data;
    if (type === 'IDAT') packed.push(data);
  }
  if (head === undefined) return undefined;
  const [width, height, pixel] = [head.readUInt32BE(0), head.readUInt32BE(4), CHANNELS[head[9]!]];
  if (width === 0 || height === 0 || width * height > MOST_PIXELS || pixel === undefined) return undefined;
  if (head[8] !== 8 || head[12] !== 0) return undefined;
  const stride = 1 + width * pixel;
  let rows: Buffer;
  try {
    rows = inflateSync(Buffer.concat(packed), { maxOutputLength: stride * height });
  } catch {
    return undefined;
  }
  if (rows.length !== stride * height || !unfilter(rows, stride, pixel)) return undefined;
  const colors = Buffer.alloc(3 * width * height);
  const cover = pixel === 4 ? Buffer.alloc(width * height) : null;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const from = y * stride + 1 + x * pixel;
      rows.copy(colors, 3 * at, from, from + 3);
      if (cover !== null) cover[at] = rows[from + 3]!;
    }
  }
  return { width, height, colors, cover };
}
