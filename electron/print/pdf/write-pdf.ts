import type { FileHandle } from 'node:fs/promises';
import type { DisplayList } from '../../../shared/print/display-list.ts';
import { openBundledFont, type BundledFont } from '../font/bundled-font.ts';
import { fontSubset } from '../font/font-subset.ts';
import { groundEntry } from './pdf-ground.ts';
import { pageContent, type PageNames } from './page-content.ts';
import { createPdfFile, type PdfFile } from './pdf-file.ts';
import { writeFont } from './pdf-font.ts';
import { writePicture, type WrittenPicture } from './pdf-picture.ts';
import { pdfNumber, pdfText, POINTS_PER_MM, reference } from './pdf-values.ts';
import { sharedNames, type SharedNames } from './shared-names.ts';

/** What the document says of itself. */
export interface PdfInfo {
  readonly title: string;
  readonly author: string;
  /** `2026-11-22`; empty for none. Never the clock: equal sheets have equal bytes. */
  readonly date: string;
}

/** What came of writing. */
export interface PdfReport {
  readonly pages: number;
  /** Characters that the font does not have; a mark stands in their place. */
  readonly missing: readonly string[];
}

const opened = new Map<boolean, BundledFont>();

/** The bundled font, opened once in a process. */
function bundled(bold: boolean): BundledFont {
  const font = opened.get(bold) ?? openBundledFont(bold);
  opened.set(bold, font);
  return font;
}

interface Fonts {
  readonly regular: { readonly id: number; readonly subset: PageNames['fonts']['regular'] };
  readonly bold: { readonly id: number; readonly subset: PageNames['fonts']['bold'] };
}

/** Writes one page and gives its number. */
async function writePage(
  file: PdfFile,
  tree: number,
  page: DisplayList,
  fonts: Fonts,
  shared: SharedNames,
): Promise<number> {
  const pictures: (WrittenPicture | null)[] = [];
  for (const picture of page.pictures) pictures.push(await writePicture(file, picture));
  const [id, contents] = [file.allocate(), file.allocate()];
  const names: PageNames = {
    fonts: { regular: fonts.regular.subset, bold: fonts.bold.subset },
    opacity: (opacity) => shared.opacity(opacity),
    part: (name) => shared.part(name),
    outline: (font, glyph) => shared.outline(font, glyph),
    picture: (index) => pictures[index] ?? null,
  };
  await file.writeStream(contents, '', pageContent(page, names));
  const images = pictures
    .map((picture, i) => (picture === null ? '' : `/I${i} ${reference(picture.id)}`))
    .join(' ');
  const size = [page.width, page.height].map((mm) => pdfNumber(mm * POINTS_PER_MM, 3)).join(' ');
  const ground = page.ground === null ? '' : groundEntry(page.ground, page.height);
  await file.write(
    id,
    `<< /Type /Page /Parent ${reference(tree)} /MediaBox [0 0 ${size}] /Contents ${reference(contents)} ` +
      `/Resources << /Font << /FR ${reference(fonts.regular.id)} /FB ${reference(fonts.bold.id)} >> ` +
      `${shared.resources()} /XObject << ${shared.objects()} ${images} >> >> ${ground} >>`,
  );
  return id;
}

/** Day of a date as PDF writes it. */
const pdfDate = (date: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) ? `/CreationDate (D:${date.replaceAll('-', '')}000000Z)` : '';

/**
 * Writes sheets as one PDF of vectors and searchable text, page by page as they come: one page is in memory at a time.
 * Equal pages give equal bytes.
 */
export async function writePdf(
  handle: FileHandle,
  info: PdfInfo,
  pages: AsyncIterable<DisplayList>,
): Promise<PdfReport> {
  const file = await createPdfFile(handle);
  const [root, tree, about] = [file.allocate(), file.allocate(), file.allocate()];
  const fonts: Fonts = {
    regular: { id: file.allocate(), subset: fontSubset(bundled(false)) },
    bold: { id: file.allocate(), subset: fontSubset(bundled(true)) },
  };
  const shared = sharedNames(file);
  const written: number[] = [];
  for await (const page of pages) written.push(await writePage(file, tree, page, fonts, shared));
  await shared.write({ regular: fonts.regular.subset, bold: fonts.bold.subset });
  for (const { id, subset } of [fonts.regular, fonts.bold]) await writeFont(file, id, subset);
  const parts = shared.parts().map(reference).join(' ');
  await file.write(
    tree,
    `<< /Type /Pages /Count ${written.length} /Kids [${written.map(reference).join(' ')}] >>`,
  );
  await file.write(
    root,
    `<< /Type /Catalog /Pages ${reference(tree)} ` +
      `/OCProperties << /OCGs [${parts}] /D << /Order [${parts}] /ON [${parts}] >> >> >>`,
  );
  await file.write(
    about,
    `<< /Title ${pdfText(info.title)} /Author ${pdfText(info.author)} /Creator ${pdfText('Lantu 蓝图')} ${pdfDate(info.date)} >>`,
  );
  await file.finish(root, about);
  const missing = new Set([fonts.regular, fonts.bold].flatMap(({ subset }) => subset.missing()));
  return { pages: written.length, missing: [...missing].map((code) => String.fromCodePoint(code)) };
}
