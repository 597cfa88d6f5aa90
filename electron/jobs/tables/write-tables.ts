import { rm } from 'node:fs/promises';
import path from 'node:path';
import type {
  TableAbout,
  TableAnswer,
  TableId,
  TablesReport,
} from '../../../shared/analysis/tables/types.ts';
import type { Replace } from '../../../shared/bridge/export-contract.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { writeWorkbook } from '../../formats/xlsx/write-workbook.ts';
import type { Reader } from '../../store/read/reader.ts';
import { refuseTaken } from '../export/free-place.ts';
import { putInPlace, workFolder } from '../export/put-in-place.ts';
import { tablesBook } from './tables-book.ts';
import { officialTables } from './tables-job.ts';

/** What the blueprint says of itself for the head of its tables. */
export function tableAbout(reader: Reader): TableAbout {
  const year = (name: string): number | null => {
    const value = Number(reader.info(name) ?? NaN);
    return Number.isInteger(value) && value > 0 ? value : null;
  };
  return {
    county: reader.info('county_name') ?? '',
    baseYear: year('base_year'),
    planYear: year('plan_year'),
    rulesetVersion: reader.ruleset().ruleset.version,
    mark: reader.info('classification') ?? 'internal',
  };
}

/** Tables of the open blueprint, by the ruleset in force. Failure: `cancelled`. */
export const tablesOfReader = (
  reader: Reader,
  overlay: Overlay,
  ids: readonly TableId[],
  call: CallContext,
): Promise<Result<readonly TableAnswer[]>> =>
  officialTables(
    { source: reader, overlay, ruleset: reader.ruleset().ruleset, about: tableAbout(reader) },
    ids,
    call,
  );

/**
 * Makes tables and writes them as one workbook, a sheet a table; those that cannot be made are named. What stood at
 * the place is replaced when the new file is complete, if that was allowed.
 *
 * @returns failures `tables.none` (layers) when none can be made, `export.exists`,
 * `export.not-written`, `cancelled`
 */
export async function writeTables(
  reader: Reader,
  overlay: Overlay,
  request: {
    readonly tables: readonly TableId[];
    readonly language: Language;
    readonly today: string;
    readonly path: string;
    readonly replace?: Replace | undefined;
  },
  call: CallContext,
): Promise<Result<TablesReport>> {
  const target = request.path.toLowerCase().endsWith('.xlsx') ? request.path : `${request.path}.xlsx`;
  const free = await refuseTaken([path.basename(target)], request.path, request.replace);
  if (!free.ok) return free;
  const answers = await tablesOfReader(reader, overlay, request.tables, call);
  if (!answers.ok) return answers;
  const made = answers.value.flatMap(({ table }) => (table === null ? [] : [table]));
  const left = answers.value.flatMap(({ table, missing }, i) =>
    table === null ? [{ table: request.tables[i]!, missing }] : [],
  );
  const { language, today } = request;
  if (made.length === 0) {
    const ids = [...new Set(left.flatMap(({ missing }) => missing))];
    const names = ids.map((id) => reader.schema(id)?.name[language] ?? id);
    return fail('tables.none', { layers: names.join(language === 'en' ? ', ' : '、') });
  }
  let work: string | null = null;
  try {
    work = await workFolder(target);
    const written = await writeWorkbook(
      path.join(work, path.basename(target)),
      tablesBook(made, tableAbout(reader), language, today),
      call.signal,
    );
    if (!written.ok) return written;
    await putInPlace(work, target);
    return ok({ file: path.basename(target), written: made.map(({ id }) => id), left });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A system error is the disk's; anything else is a bug and stays one.
    if (typeof code !== 'string') throw error;
    return fail('export.not-written', { file: path.basename(target), cause: code });
  } finally {
    if (work !== null) await rm(work, { recursive: true, force: true });
  }
}
