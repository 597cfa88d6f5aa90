import { contentsBox } from '../geopackage/contents.ts';
import { stop } from '../errors.ts';
import { decodeImage } from '../record-image.ts';
import { quoteName, quoteText } from '../sqlite.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from './batch.ts';
import type { WriteTarget } from './record-writer.ts';

/** Rows written by one statement: some hundredths of a second. */
const ROWS = 4_000;

/** Items of a change in one table that only gave columns other values: all the same columns, no shape, no uid. */
export interface ColumnRun {
  readonly table: string;
  /** Numbers of the first and the last item. */
  readonly first: number;
  readonly last: number;
  /** Columns beside the revision that the table still has. */
  readonly columns: readonly string[];
}

/**
 * The run of such items that ends with item `last`; a number where they are few or of another kind, that of the first
 * item for which this holds: there is no need to ask again before.
 */
export function columnRun(target: WriteTarget, seq: number, first: number, last: number): ColumnRun | number {
  const { statements } = target;
  const end = statements
    .get('SELECT table_name AS name, op FROM lantu_change_item WHERE id = ?')
    .get(last) as { name: string; op: string } | undefined;
  const layer = end?.op === 'patch' ? target.layer(end.name) : undefined;
  if (end === undefined || layer === undefined) return last;
  const other = statements
    .get(
      `SELECT id FROM lantu_change_item
       WHERE seq = ? AND id BETWEEN ? AND ? AND (table_name <> ? OR op <> 'patch') ORDER BY id DESC LIMIT 1`,
    )
    .get(seq, first, last, end.name) as { id: number } | undefined;
  const from = (other?.id ?? first - 1) + 1;
  if (last - from + 1 < BATCH_ROWS) return from;
  const kinds = statements
    .get(
      `SELECT count(*) AS n, min(names) AS least, max(names) AS most, count(names) AS plain
       FROM (SELECT lantu_image_names(before) AS names FROM lantu_change_item
             WHERE seq = ? AND id BETWEEN ? AND ?)`,
    )
    .get(seq, from, last) as { n: number; least: string; most: string; plain: number };
  const isOne = kinds.n === last - from + 1 && kinds.plain === kinds.n && kinds.least === kinds.most;
  if (!isOne) return from;
  const names = JSON.parse(kinds.least) as string[];
  if (names.includes('uid')) return from;
  const columns = names.filter((name) => name !== 'revision' && layer.table.columns.includes(name));
  return { table: end.name, first: from, last, columns };
}

interface Item {
  readonly id: number;
  readonly fid: number;
  readonly before: Uint8Array;
}

/** The items up to the first that is of a row met before: its image is what those before it leave. */
function apart(items: readonly Item[]): readonly Item[] {
  const met = new Set<number>();
  const again = items.findIndex(({ fid }) => met.size === met.add(fid).size);
  return again < 0 ? items : items.slice(0, again);
}

/** `'name', column` for `lantu_image`, revision first. */
export const imageParts = (columns: readonly string[], table = ''): string =>
  ['revision', ...columns].map((name) => `${quoteText(name)}, ${table}${quoteName(name)}`).join(', ');

/**
 * Puts the columns of a run back to what they were, the newest items first; what they held goes into the history.
 *
 * @param breathe called after each statement with the number of items done so far
 */
export async function invertColumnRun(
  target: WriteTarget,
  { table, first, last, columns }: ColumnRun,
  breathe: (done: number) => Promise<void>,
): Promise<void> {
  const { db } = target;
  const name = quoteName(table);
  const note = db.prepare(
    `INSERT INTO lantu_change_item (seq, table_name, uid, fid, op, before)
     SELECT ?, i.table_name, t.uid, t.fid, 'patch', lantu_image(${imageParts(columns, 't.')})
     FROM lantu_change_item i CROSS JOIN ${name} t ON t.fid = i.fid
     WHERE i.id BETWEEN ? AND ? ORDER BY i.id DESC`,
  );
  const read = db.prepare(
    'SELECT id, fid, before FROM lantu_change_item WHERE id BETWEEN ? AND ? ORDER BY id DESC',
  );
  const values = columns.map((column) => `, ${quoteName(column)} = ?`);
  const write = db.prepare(`UPDATE ${name} SET revision = ?${values.join('')} WHERE fid = ?`);
  // No trigger has anything to do, and looking whether it has costs more than the write. Shapes stay as they are.
  const layer = target.layer(table)!.table;
  dropTriggers(db, layer);
  for (let end = last; end >= first;) {
    const items = apart(read.all(Math.max(first, end - ROWS + 1), end) as Item[]);
    const begin = items.at(-1)!.id;
    if (note.run(target.seq, begin, end).changes !== items.length)
      stop('store.history-broken', { item: begin });
    // One by one, by the key: for a join the planner goes by the size that the table had when it was last opened.
    for (const { fid, before } of items) {
      const { fields } = decodeImage(before, null);
      write.run(target.seq, ...columns.map((column) => fields[column] ?? null), fid);
    }
    end = begin - 1;
    await breathe(last - end);
  }
  restoreTriggers(db, layer);
  const box = target.layer(table)?.table.geometry == null ? null : contentsBox(db, table);
  target.touched.bulk(table, last - first + 1, 'after', box, columns);
}
