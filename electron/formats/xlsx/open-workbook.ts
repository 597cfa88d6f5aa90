import { fail, ok, type Result } from '../../../shared/result.ts';
import type { SheetRow } from '../../../shared/import/sheet/sheet-row.ts';
import { fatal, type Problem } from '../../../shared/import/raw.ts';
import type { FileRef } from '../define-format.ts';
import { XLSX_LIMITS } from './limits.ts';
import { openPackage, type PackageParts } from './package-parts.ts';
import { readRelations, type Relation } from './relations.ts';
import { readSharedStrings } from './shared-strings.ts';
import { readSheetRows, type CellContext, type SheetFacts } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { readPart } from './xml-part.ts';

export interface SheetInfo {
  readonly name: string;
  /** Hidden in the program that shows it. */
  readonly hidden: boolean;
  /** Its part in the package. */
  readonly part: string;
}

/** A workbook, open for reading. Charts and dialogs are no sheets. */
export interface Workbook {
  readonly sheets: readonly SheetInfo[];
  /** The rows of a sheet; may be called again. See `readSheetRows`. */
  rows(
    sheet: SheetInfo,
    facts: SheetFacts,
    options: { readonly signal: AbortSignal; readonly onShare?: (share: number) => void },
  ): AsyncIterable<SheetRow | Problem>;
}

interface WorkbookPart {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly relation: string }[];
  readonly system1904: boolean;
}

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true';

async function readWorkbookPart(path: string, signal: AbortSignal): Promise<Result<WorkbookPart>> {
  const sheets: { name: string; hidden: boolean; relation: string }[] = [];
  let system1904 = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>, depth: number): void => {
    if (name === 'workbookPr' && depth === 2) system1904 = isTrue(attributes['date1904']);
    if (name !== 'sheet' || depth !== 3) return;
    const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
    sheets.push({
      name: attributes['name'] ?? `${sheets.length + 1}`,
      hidden: (attributes['state'] ?? 'visible') !== 'visible',
      relation,
    });
  };
  const failure = await readPart(path, { open }, signal);
  return failure === null ? ok({ sheets, system1904 }) : { ok: false, error: failure };
}

async function readContext(
  parts: PackageParts,
  relations: readonly Relation[],
  system1904: boolean,
  signal: AbortSignal,
): Promise<Result<CellContext>> {
  const pathOf = (type: string): Promise<Result<string | null>> => {
    const target = relations.find((relation) => relation.type === type)?.target;
    return target === undefined ? Promise.resolve(ok(null)) : parts.unpack(target, signal);
  };
  const styles = await pathOf('styles');
  if (!styles.ok) return styles;
  const strings = await pathOf('sharedStrings');
  if (!strings.ok) return strings;
  const style = styles.value === null ? null : await readStyles(styles.value, signal);
  if (style?.failure) return { ok: false, error: style.failure };
  const table = strings.value === null ? null : await readSharedStrings(strings.value, signal);
  if (table?.failure) return { ok: false, error: table.failure };
  return ok({ strings: table?.strings ?? [], meanings: style?.meanings ?? [], system1904 });
}

const opened = new WeakMap<FileRef, Promise<Result<Workbook>>>();

/**
 * Opens a workbook (.xlsx, .xlsm); the same one for the same job, so that its texts are read once.
 *
 * @returns failures `xlsx-broken`, `xlsx-binary` (.xlsb), `xlsx-doctype`, `xlsx-too-large`, `xlsx-no-sheets`, those of
 * zip.ts, `cancelled`
 */
export async function openWorkbook(file: FileRef, signal: AbortSignal): Promise<Result<Workbook>> {
  const known = opened.get(file);
  if (known !== undefined) {
    const result = await known;
    if (result.ok || result.error.code !== 'cancelled') return result;
  }
  const opening = openFile(file, signal);
  opened.set(file, opening);
  return opening;
}

async function openFile(file: FileRef, signal: AbortSignal): Promise<Result<Workbook>> {
  const opening = await openPackage(file);
  if (!opening.ok) return opening;
  const parts = opening.value;
  const roots = await readRelations(parts, '', signal);
  if (!roots.ok) return roots;
  const main = roots.value.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (/\.bin$/i.test(main) || parts.has('xl/workbook.bin')) return fail('xlsx-binary');
  const path = await parts.unpack(main, signal);
  if (!path.ok) return path;
  if (path.value === null) return fail('xlsx-broken');
  const workbook = await readWorkbookPart(path.value, signal);
  if (!workbook.ok) return workbook;
  const relations = await readRelations(parts, main, signal);
  if (!relations.ok) return relations;
  const sheets = workbook.value.sheets.slice(0, XLSX_LIMITS.sheets).flatMap(({ name, hidden, relation }) => {
    const found = relations.value.find(({ id, type }) => id === relation && type === 'worksheet');
    return found === undefined || !parts.has(found.target) ? [] : [{ name, hidden, part: found.target }];
  });
  if (sheets.length === 0) return fail('xlsx-no-sheets');
  const context = await readContext(parts, relations.value, workbook.value.system1904, signal);
  if (!context.ok) return context;
  return ok({
    sheets,
    rows: async function* (sheet, facts, options) {
      const part = await parts.unpack(sheet.part, options.signal);
      if (!part.ok) {
        if (part.error.code !== 'cancelled') yield fatal(part.error.code, part.error.params ?? {});
      } else if (part.value === null) yield fatal('xlsx-broken');
      else yield* readSheetRows(part.value, context.value, facts, options);
    },
  });
}
