import { TABLE_IDS } from '../../../shared/analysis/tables/types.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { FeatureSource } from '../../../shared/check/source.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { text } from '../../../shared/i18n/text.ts';
import type { ManifestTables } from '../../../shared/package/manifest.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { writeWorkbook } from '../../formats/xlsx/write-workbook.ts';
import type { Reader } from '../../store/read/reader.ts';
import { tablesBook } from '../tables/tables-book.ts';
import { officialTables } from '../tables/tables-job.ts';
import { tableAbout } from '../tables/write-tables.ts';
import type { PartFolder } from './part-folder.ts';

export interface TablesOf {
  /** The state that is packed. */
  readonly state: Reader;
  /** Layers of the package: what the user leaves out is in no table either. */
  readonly layers: readonly string[];
  readonly overlay: Overlay;
  readonly language: Language;
  readonly asOf: string;
}

/**
 * Writes the official tables that the layers of a package give into its tables folder, as one workbook. Those that
 * cannot be made are named with what they lack.
 *
 * @returns failures `export.sheet-rows`, `cancelled`
 */
export async function packageTables(
  parts: PartFolder,
  { state, layers, overlay, language, asOf }: TablesOf,
  call: CallContext,
): Promise<Result<ManifestTables>> {
  const source: FeatureSource = {
    ...state,
    occupied: () => state.occupied().filter(({ schema }) => layers.includes(schema.id)),
  };
  const about = tableAbout(state);
  const { ruleset } = state.ruleset();
  const answers = await officialTables({ source, overlay, ruleset, about }, TABLE_IDS, call);
  if (!answers.ok) return answers;
  const tables = answers.value.flatMap(({ table }) => (table === null ? [] : [table]));
  const left = answers.value.flatMap(({ table, missing }, i) =>
    table === null ? [{ table: TABLE_IDS[i]!, missing: [...missing] }] : [],
  );
  if (tables.length === 0) return ok({ path: null, made: [], left });
  const path = parts.pathFor('tables', `${text(language, 'package.file.tables')}.xlsx`);
  const written = await writeWorkbook(
    parts.placeOf(path),
    tablesBook(tables, about, language, asOf),
    call.signal,
  );
  if (!written.ok) return written;
  parts.note({ path, folder: 'tables', kind: 'table' });
  return ok({ path, made: tables.map(({ id }) => id), left });
}
