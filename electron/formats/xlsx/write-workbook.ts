import { fail, ok, type Result } from '../../../shared/result.ts';
import { createZip, type ZipWriter } from '../zip-writer.ts';
import { XLSX_LIMITS } from './limits.ts';
import type { SheetOut, WorkbookOut } from './out-types.ts';
import { createSheetXml } from './sheet-xml.ts';
import { createStyleSheet, type StyleSheet } from './style-sheet.ts';
import {
  appPropertiesXml,
  contentTypesXml,
  corePropertiesXml,
  rootRelationsXml,
  sheetNames,
  sheetPart,
  workbookRelationsXml,
  workbookXml,
  XML_HEAD,
} from './workbook-xml.ts';

/** Characters gathered before they are packed. */
const FLUSH_AT = 1 << 18;

export interface WorkbookReport {
  /** Names of the sheets as they had to be. */
  readonly names: readonly string[];
  /** By sheet, texts cut to the 32 767 characters that a cell holds. */
  readonly cut: readonly number[];
}

async function writeSheet(
  zip: ZipWriter,
  sheet: SheetOut,
  at: number,
  styles: StyleSheet,
  signal: AbortSignal,
): Promise<Result<number>> {
  const xml = createSheetXml(sheet, styles, at === 0);
  zip.begin(sheetPart(at));
  let buffer = XML_HEAD + xml.head();
  for await (const row of sheet.rows) {
    if (signal.aborted) return fail('cancelled');
    if (xml.rows() >= XLSX_LIMITS.rows)
      return fail('export.sheet-rows', { sheet: sheet.name, limit: XLSX_LIMITS.rows });
    buffer += xml.row(row);
    if (buffer.length > FLUSH_AT) {
      await zip.write(buffer);
      buffer = '';
    }
  }
  await zip.write(buffer + xml.tail());
  await zip.endEntry();
  return ok(xml.cut());
}

/**
 * Writes a workbook to a new file, row by row. Same content, same bytes: times are fixed, ids are counted. Texts are
 * stored as texts, so nothing of the data can become a formula.
 *
 * @returns failures `export.sheet-rows` (sheet, limit), `cancelled`; a system error of the disk is thrown
 */
export async function writeWorkbook(
  path: string,
  workbook: WorkbookOut,
  signal: AbortSignal,
): Promise<Result<WorkbookReport>> {
  const { sheets } = workbook;
  const names = sheetNames(sheets.map(({ name }) => name));
  const styles = createStyleSheet();
  const cut: number[] = [];
  const zip = await createZip(path);
  const put = async (name: string, xml: string): Promise<void> => {
    zip.begin(name);
    await zip.write(xml);
    await zip.endEntry();
  };
  try {
    await put('[Content_Types].xml', contentTypesXml(sheets));
    await put('_rels/.rels', rootRelationsXml());
    await put('docProps/core.xml', corePropertiesXml(workbook));
    await put('docProps/app.xml', appPropertiesXml());
    await put('xl/workbook.xml', workbookXml(sheets, names));
    await put('xl/_rels/workbook.xml.rels', workbookRelationsXml(sheets));
    for (const [at, sheet] of sheets.entries()) {
      const written = await writeSheet(zip, sheet, at, styles, signal);
      if (!written.ok) return written;
      cut.push(written.value);
    }
    await put('xl/styles.xml', XML_HEAD + styles.xml());
    await zip.finish();
    return ok({ names, cut });
  } finally {
    await zip.close();
  }
}
