import type { BundledFont } from './bundled-font.ts';
import { outlinePath } from './outline.ts';
import { writeSfnt } from './sfnt.ts';
import type { RawGlyph, TrueTypeFont } from './true-type.ts';

/** A font with the glyphs that a document uses, made while its text is written. Glyphs are numbered as they come. */
export interface FontSubset {
  readonly font: BundledFont;
  /** The glyph of a character in the subset; 0, the mark for what is missing, where the font does not have it. */
  use(codePoint: number): number;
  /** Glyph and character of everything used, by glyph. */
  used(): readonly (readonly [glyph: number, codePoint: number])[];
  /** The outline of a glyph as a PDF path in thousandths of the type size, to be stroked; '' for a blank. */
  outline(glyph: number): string;
  /** Advance of one glyph. */
  advance(glyph: number): number;
  /** Advance of each glyph, in thousandths of the type size. */
  advances(): readonly number[];
  /** Characters asked for that the font does not have. */
  missing(): readonly number[];
  /** The file to be embedded: TrueType with the tables that PDF asks of a CIDFontType2 program. */
  bytes(): Buffer;
}

/* Flags of a part of a composite glyph (OpenType 1.9, glyf). */
const WORDS = 0x0001;
const SCALE = 0x0008;
const MORE = 0x0020;
const XY_SCALE = 0x0040;
const MATRIX = 0x0080;

/** Where the numbers of the parts of a composite glyph stand in its data; none for a simple glyph. */
function partPlaces(data: Buffer): number[] {
  if (data.length < 10 || data.readInt16BE(0) >= 0) return [];
  const places: number[] = [];
  let at = 10;
  for (;;) {
    const flags = data.readUInt16BE(at);
    places.push(at + 2);
    at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & XY_SCALE ? 4 : flags & MATRIX ? 8 : 0);
    if (!(flags & MORE)) return places;
  }
}

/** A subset of a font that is merged from as many of its slices as the text needs. */
export function fontSubset(font: BundledFont): FontSubset {
  const glyphs: RawGlyph[] = [font.missing()];
  const byCharacter = new Map<number, number>();
  const bySource = new Map<TrueTypeFont, Map<number, number>>();
  const missing = new Set<number>();

  const take = (slice: TrueTypeFont, id: number): number => {
    const known = bySource.get(slice) ?? new Map<number, number>();
    bySource.set(slice, known);
    const taken = known.get(id);
    if (taken !== undefined) return taken;
    const source = slice.glyph(id);
    const data = Buffer.from(source.data);
    const number = glyphs.length;
    known.set(id, number);
    glyphs.push({ ...source, data });
    for (const place of partPlaces(data)) data.writeUInt16BE(take(slice, data.readUInt16BE(place)), place);
    return number;
  };

  return {
    font,
    use: (codePoint) => {
      const known = byCharacter.get(codePoint);
      if (known !== undefined) return known;
      const found = font.find(codePoint);
      if (found === undefined) missing.add(codePoint);
      const glyph = found === undefined ? 0 : take(found.slice, found.id);
      byCharacter.set(codePoint, glyph);
      return glyph;
    },
    used: () => {
      // Two characters may share a glyph; the first one used stands for both.
      const first = new Map<number, number>();
      for (const [code, glyph] of byCharacter) if (glyph !== 0 && !first.has(glyph)) first.set(glyph, code);
      return [...first].sort((a, b) => a[0] - b[0]);
    },
    outline: (glyph) => outlinePath(glyphs, glyph),
    advance: (glyph) => glyphs[glyph]?.advance ?? 0,
    advances: () => glyphs.map(({ advance }) => advance),
    missing: () => [...missing].sort((a, b) => a - b),
    bytes: () => writeSfnt(glyphs),
  };
}
