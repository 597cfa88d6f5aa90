import { createHash } from 'node:crypto';
import type { FontSubset } from '../font/font-subset.ts';
import { FONT_MEASURES } from '../font/sfnt.ts';
import type { PdfFile } from './pdf-file.ts';
import { reference } from './pdf-values.ts';

const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/** A character in UTF-16, hexadecimal. */
function utf16(codePoint: number): string {
  if (codePoint < 0x10000) return hex4(codePoint);
  const rest = codePoint - 0x10000;
  return hex4(0xd800 + (rest >> 10)) + hex4(0xdc00 + (rest & 0x3ff));
}

/** Entries that one block of a character map may have. */
const BLOCK = 100;

/** Says which character each glyph stands for, so that text can be searched and copied. */
function* characterMap(subset: FontSubset): Generator<string> {
  yield '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n';
  yield '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n';
  yield '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n';
  yield '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n';
  const used = subset.used();
  for (let from = 0; from < used.length; from += BLOCK) {
    const some = used.slice(from, from + BLOCK);
    yield `${some.length} beginbfchar\n`;
    for (const [glyph, code] of some) yield `<${hex4(glyph)}> <${utf16(code)}>\n`;
    yield 'endbfchar\n';
  }
  yield 'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n';
}

/** Six letters that tell subsets of one font apart, from what is in them. */
function tagOf(subset: FontSubset): string {
  const digest = createHash('sha256').update(JSON.stringify(subset.used())).digest();
  return [...digest.subarray(0, 6)].map((byte) => String.fromCharCode(65 + (byte % 26))).join('');
}

const DEFAULT_ADVANCE = 1000;

/** Advances that are not one em: glyph number and advance. */
const widths = (subset: FontSubset): string =>
  subset
    .advances()
    .map((advance, glyph) => (advance === DEFAULT_ADVANCE ? '' : `${glyph} [${advance}]`))
    .filter((entry) => entry !== '')
    .join(' ');

/** Writes a font under the number that pages refer to. Its glyphs must all be known by now. */
export async function writeFont(file: PdfFile, id: number, subset: FontSubset): Promise<void> {
  const { ascent, descent, capHeight, box } = FONT_MEASURES;
  const name = `${tagOf(subset)}+${subset.font.name}`;
  const [program, descriptor, descendant, map] = [0, 0, 0, 0].map(() => file.allocate());
  const bytes = subset.bytes();
  await file.writeStream(program!, `/Length1 ${bytes.length}`, bytes);
  await file.write(
    descriptor!,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box.join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${ascent} /Descent ${descent} /CapHeight ${capHeight} /StemV ${subset.font.bold ? 140 : 80} ` +
      `/FontFile2 ${reference(program!)} >>`,
  );
  await file.write(
    descendant!,
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> ` +
      `/FontDescriptor ${reference(descriptor!)} /CIDToGIDMap /Identity /DW ${DEFAULT_ADVANCE} /W [${widths(subset)}] >>`,
  );
  await file.writeStream(map!, '', characterMap(subset));
  await file.write(
    id,
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H ` +
      `/DescendantFonts [${reference(descendant!)}] /ToUnicode ${reference(map!)} >>`,
  );
}
