import type { EditPreview } from '../../../shared/bridge/rows-contract.ts';
import type { RowEdit, RowFilter } from '../../../shared/bridge/rows-schemas.ts';
import { rowEditor } from '../../../shared/commands/row-edit.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { ok, type Failure, type Result } from '../../../shared/result.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { uidOf, valueOf } from './rows.ts';
import { orderedFids } from './rows-open.ts';
import { featureTitle, titleFields } from './title.ts';

/** Rows read at a time. */
const CHUNK = 2_000;

/**
 * What an edit would do to the rows a filter means: every row is tried, some are shown. Yields between chunks, so
 * that who runs it can turn to others or give up. Failures of `rowEditor` and `filterSql`.
 */
export function* editPreview(
  connection: Connection,
  schema: LayerSchema,
  filter: RowFilter,
  edit: RowEdit,
  limit: number,
  today: string,
): Generator<void, Result<EditPreview>> {
  const editor = rowEditor(schema, edit, today);
  if (!editor.ok) return editor;
  const fids = orderedFids(connection, schema, filter, [], today);
  if (!fids.ok) return fids;
  const { reads, writes, apply } = editor.value;
  const columns = [...new Set([...reads, ...titleFields(schema)])];
  const query = connection.once(
    `SELECT fid, uid, ${columns.map(quoteName).join(', ')} FROM ${quoteName(schema.id)}
     WHERE fid IN (SELECT value FROM json_each(?)) ORDER BY fid`,
  );
  const faults = new Map<string, { failure: Failure; count: number }>();
  const rows: EditPreview['rows'][number][] = [];
  let [changed, wrong] = [0, 0];
  for (let from = 0; from < fids.value.length; from += CHUNK) {
    for (const row of query.all(`[${fids.value.subarray(from, from + CHUNK).join(',')}]`)) {
      const fields: Fields = Object.fromEntries(columns.map((name, i) => [name, valueOf(row[2 + i])]));
      const made = apply(fields);
      if (made.ok && Object.keys(made.value).length === 0) continue;
      if (made.ok) changed += 1;
      else {
        wrong += 1;
        const known = faults.get(made.error.code);
        if (known) known.count += 1;
        else faults.set(made.error.code, { failure: made.error, count: 1 });
      }
      if (rows.length >= limit) continue;
      const fid = Number(row[0]);
      const title = featureTitle(schema, fields, uidOf(fid, row[1]));
      const after = made.ok ? made.value : {};
      for (const field of made.ok ? Object.keys(after) : writes.slice(0, 1)) {
        rows.push({
          fid,
          title,
          field,
          before: fields[field] ?? null,
          after: after[field] ?? null,
          failure: made.ok ? null : made.error,
        });
      }
    }
    yield;
  }
  return ok({ total: fids.value.length, changed, wrong, faults: [...faults.values()], rows });
}
