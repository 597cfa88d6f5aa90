import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { readTrueType, type RawGlyph, type TrueTypeFont } from './true-type.ts';

/**
 * Noto Sans SC (SIL Open Font License 1.1), the type of the window and of sheets. It ships in about a hundred slices, each
 * with some of the characters; a slice is read when one of its characters is first wanted.
 */
export interface BundledFont {
  /** Name in the PDF. */
  readonly name: string;
  readonly bold: boolean;
  /** The slice and glyph of a character; undefined where the font does not have it. */
  find(codePoint: number): { readonly slice: TrueTypeFont; readonly id: number } | undefined;
  /** The mark for a character that is missing. */
  missing(): RawGlyph;
  /** Every character of the font, in ascending order. Reads all slices. */
  characters(): number[];
}

const PACKAGE = '@fontsource/noto-sans-sc';

/** Found from this file's place, which is inside the app from source and when built. */
const require = createRequire(import.meta.url);

interface Slices {
  readonly folder: string;
  /** Ranges of characters in ascending order: first, last, slice. */
  readonly ranges: readonly (readonly [number, number, string])[];
}

let slices: Slices | undefined;

function readSlices(): Slices {
  const index = require.resolve(`${PACKAGE}/unicode.json`);
  const listed = JSON.parse(readFileSync(index, 'utf8')) as Record<string, string>;
  const ranges: [number, number, string][] = [];
  for (const [key, text] of Object.entries(listed)) {
    // The numbered slices stand in brackets: `[4]`, file `noto-sans-sc-4-400-normal.woff`.
    const slice = key.replaceAll(/[[\]]/g, '');
    for (const one of text.split(',')) {
      const [first = '', last = first] = one.replace('U+', '').split('-');
      ranges.push([parseInt(first, 16), parseInt(last, 16), slice]);
    }
  }
  ranges.sort((a, b) => a[0] - b[0]);
  return { folder: path.join(path.dirname(index), 'files'), ranges };
}

/** Opens the regular or the bold weight. */
export function openBundledFont(bold: boolean): BundledFont {
  slices ??= readSlices();
  const { folder, ranges } = slices;
  const open = new Map<string, TrueTypeFont>();
  const sliceFont = (slice: string): TrueTypeFont => {
    const known = open.get(slice);
    if (known !== undefined) return known;
    const file = path.join(folder, `noto-sans-sc-${slice}-${bold ? 700 : 400}-normal.woff`);
    const font = readTrueType(readFileSync(file));
    open.set(slice, font);
    return font;
  };
  /** The slices that are said to have a character: the lists of some overlap. */
  const slicesOf = function* (codePoint: number): Generator<string> {
    for (const [first, last, slice] of ranges) {
      if (first > codePoint) return;
      if (codePoint <= last) yield slice;
    }
  };
  return {
    name: bold ? 'NotoSansSC-Bold' : 'NotoSansSC-Regular',
    bold,
    find: (codePoint) => {
      for (const slice of slicesOf(codePoint)) {
        const font = sliceFont(slice);
        const id = font.glyphOf(codePoint);
        if (id !== 0) return { slice: font, id };
      }
      return undefined;
    },
    missing: () => sliceFont('latin').glyph(0),
    characters: () => {
      const all = new Set<number>();
      for (const [first, last, slice] of ranges) {
        const font = sliceFont(slice);
        for (let code = first; code <= last; code++) if (font.glyphOf(code) !== 0) all.add(code);
      }
      return [...all].sort((a, b) => a - b);
    },
  };
}
