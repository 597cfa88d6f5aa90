import { woffTables } from './woff.ts';

/** One outline as it stands in the `glyf` table; empty for a blank. */
export interface RawGlyph {
  readonly data: Buffer;
  /** In thousandths of the type size, as all measures of the bundled fonts are. */
  readonly advance: number;
  readonly leftBearing: number;
}

/** A TrueType font file as far as it is needed to take glyphs out of it. */
export interface TrueTypeFont {
  /** 0 where the font has no glyph for the character. */
  glyphOf(codePoint: number): number;
  glyph(id: number): RawGlyph;
}

/** Characters to glyphs, from a subtable of format 4 (OpenType 1.9, cmap); later formats are not in the bundled files. */
function readFormat4(table: Buffer, at: number): Map<number, number> {
  const found = new Map<number, number>();
  const segments = table.readUInt16BE(at + 6) / 2;
  const ends = at + 14;
  const starts = ends + 2 * segments + 2;
  const deltas = starts + 2 * segments;
  const offsets = deltas + 2 * segments;
  for (let i = 0; i < segments; i++) {
    const end = table.readUInt16BE(ends + 2 * i);
    const delta = table.readUInt16BE(deltas + 2 * i);
    const offset = table.readUInt16BE(offsets + 2 * i);
    for (let code = table.readUInt16BE(starts + 2 * i); code <= end && code < 0xffff; code++) {
      const from = offsets + 2 * i + offset + 2 * (code - table.readUInt16BE(starts + 2 * i));
      const raw = offset === 0 ? code : table.readUInt16BE(from);
      const glyph = offset !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) found.set(code, glyph);
    }
  }
  return found;
}

/** The same of format 12. */
function readFormat12(table: Buffer, at: number): Map<number, number> {
  const found = new Map<number, number>();
  const groups = table.readUInt32BE(at + 12);
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + 12 * i;
    const first = table.readUInt32BE(group);
    const last = table.readUInt32BE(group + 4);
    for (let code = first; code <= last; code++)
      found.set(code, table.readUInt32BE(group + 8) + code - first);
  }
  return found;
}

function characterMap(table: Buffer): Map<number, number> {
  const found = new Map<number, number>();
  const count = table.readUInt16BE(2);
  for (let i = 0; i < count; i++) {
    const at = table.readUInt32BE(8 + 8 * i);
    const format = table.readUInt16BE(at);
    const some = format === 4 ? readFormat4(table, at) : format === 12 ? readFormat12(table, at) : [];
    for (const [code, glyph] of some) if (!found.has(code)) found.set(code, glyph);
  }
  return found;
}

/** Reads a WOFF file with TrueType outlines. Throws where tables are missing. */
export function readTrueType(bytes: Buffer): TrueTypeFont {
  const tables = woffTables(bytes);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`the font has no table ${tag}`);
    return found;
  };
  const longOffsets = table('head').readInt16BE(50) === 1;
  const measured = table('hhea').readUInt16BE(34);
  const [loca, glyf, hmtx] = [table('loca'), table('glyf'), table('hmtx')];
  const map = characterMap(table('cmap'));
  const offset = (id: number): number =>
    longOffsets ? loca.readUInt32BE(4 * id) : 2 * loca.readUInt16BE(2 * id);
  return {
    glyphOf: (codePoint) => map.get(codePoint) ?? 0,
    glyph: (id) => ({
      data: glyf.subarray(offset(id), offset(id + 1)),
      advance: hmtx.readUInt16BE(4 * Math.min(id, measured - 1)),
      leftBearing:
        id < measured ? hmtx.readInt16BE(4 * id + 2) : hmtx.readInt16BE(4 * measured + 2 * (id - measured)),
    }),
  };
}
