import { allRows, type RowFilter, type RowSort } from '../../../shared/bridge/rows-schemas.ts';
import { services } from '../../bridge/client.ts';
import { notify, notifyFailure } from '../../state/notices.ts';

/**
 * Puts rows on the clipboard as a spreadsheet takes them: a head, then a line a row, tabs between. What is selected of
 * the filter, or all of it.
 *
 * @param columns field and head of each column, in order
 */
export async function copyRows(
  filter: RowFilter,
  selected: Float64Array | null,
  sort: RowSort,
  columns: readonly { readonly field: string; readonly header: string }[],
): Promise<void> {
  const now = services();
  if (now === null) return;
  const meant =
    selected !== null && selected.length > 0 ? { ...allRows(filter.layer), fids: selected } : filter;
  const opened = await now.query.openRows({ filter: meant, sort });
  if (!opened.ok) return notifyFailure(opened.error);
  const rows = await now.query.rowText({
    view: opened.value.view,
    fields: columns.map(({ field }) => field),
  });
  if (!rows.ok) return notifyFailure(rows.error);
  const head = columns.map(({ header }) => header.replace(/[\t\r\n]+/g, ' ')).join('\t');
  await navigator.clipboard.writeText(`${head}\r\n${rows.value.text}`);
  notify('ok', 'table.copied', { n: rows.value.rows });
}
