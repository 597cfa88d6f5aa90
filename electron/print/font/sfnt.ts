import type { RawGlyph } from './true-type.ts';

/** Measures of Noto Sans SC, thousandths of the type size. */
export const FONT_MEASURES = {
  unitsPerEm: 1000,
  ascent: 1160,
  descent: -288,
  capHeight: 733,
  box: [-1002, -1048, 2928, 1808],
} as const;

const MAGIC = 0x5f0f3cf5;
const CHECKSUM_BASE = 0xb1b0afba;

/** A number of big-endian 16-bit words. */
const words = (...values: readonly number[]): Buffer => {
  const out = Buffer.alloc(2 * values.length);
  values.forEach((value, i) => out.writeUInt16BE(value & 0xffff, 2 * i));
  return out;
};

const long = (value: number): Buffer => {
  const out = Buffer.alloc(4);
  out.writeUInt32BE(value >>> 0);
  return out;
};

/** Sum of the 32-bit words of a table, as the directory holds it. */
function checksum(table: Buffer): number {
  let sum = 0;
  for (let i = 0; i + 3 < table.length; i += 4) sum = (sum + table.readUInt32BE(i)) >>> 0;
  const rest = table.length % 4;
  if (rest > 0) {
    const last = Buffer.alloc(4);
    table.copy(last, 0, table.length - rest);
    sum = (sum + last.readUInt32BE(0)) >>> 0;
  }
  return sum;
}

const padded = (table: Buffer): Buffer => Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);

function headTable(): Buffer {
  const { unitsPerEm, box } = FONT_MEASURES;
  return Buffer.concat([
    words(1, 0, 1, 0),
    long(0),
    long(MAGIC),
    words(0b1011, unitsPerEm),
    // Made and changed: never, so that equal text gives equal bytes.
    Buffer.alloc(16),
    words(...box, 0, 8, 2, 1, 0),
  ]);
}

/** The font file of these glyphs, number by number (OpenType 1.9); glyph 0 is the mark for what is missing. */
export function writeSfnt(glyphs: readonly RawGlyph[]): Buffer {
  const { ascent, descent } = FONT_MEASURES;
  const shapes = glyphs.map(({ data }) => padded(data));
  const loca = Buffer.alloc(4 * (glyphs.length + 1));
  let at = 0;
  shapes.forEach((shape, i) => {
    loca.writeUInt32BE(at, 4 * i);
    at += shape.length;
  });
  loca.writeUInt32BE(at, 4 * glyphs.length);
  const widest = Math.max(...glyphs.map(({ advance }) => advance));
  const tables: Readonly<Record<string, Buffer>> = {
    glyf: Buffer.concat(shapes),
    head: headTable(),
    hhea: words(1, 0, ascent, descent, 0, widest, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, glyphs.length),
    hmtx: Buffer.concat(glyphs.map(({ advance, leftBearing }) => words(advance, leftBearing))),
    loca,
    // Limits of points, contours and parts: as high as the bundled fonts go, and no instructions.
    maxp: words(1, 0, glyphs.length, 800, 120, 800, 120, 2, 0, 0, 0, 0, 512, 0, 8, 2),
  };
  const names = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(names.length));
  const start = 12 + 16 * names.length;
  const head = words(1, 0, names.length, 16 * power, Math.log2(power), 16 * (names.length - power));
  const directory: Buffer[] = [];
  let offset = start;
  for (const name of names) {
    const table = tables[name]!;
    directory.push(Buffer.from(name, 'latin1'), long(checksum(table)), long(offset), long(table.length));
    offset += padded(table).length;
  }
  const file = Buffer.concat([head, ...directory, ...names.map((name) => padded(tables[name]!))]);
  const headAt =
    start +
    names.slice(0, names.indexOf('head')).reduce((sum, name) => sum + padded(tables[name]!).length, 0);
  file.writeUInt32BE((CHECKSUM_BASE - checksum(file)) >>> 0, headAt + 8);
  return file;
}
