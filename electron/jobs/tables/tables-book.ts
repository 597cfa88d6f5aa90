import type { OfficialTable, TableAbout } from '../../../shared/analysis/tables/types.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { WorkbookOut } from '../../formats/xlsx/out-types.ts';
import { tableSheet } from './table-sheet.ts';

/**
 * Official tables as one workbook, a sheet a table.
 *
 * @param today the day the fixed statement names
 */
export const tablesBook = (
  tables: readonly OfficialTable[],
  { county }: Pick<TableAbout, 'county'>,
  language: Language,
  today: string,
): WorkbookOut => ({
  title: `${county} ${tables.map((table) => table.title[language]).join(' ')}`,
  sheets: tables.map((table) => tableSheet(table, language, today)),
});
