import type { TablePage } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';
import type { TableQuery } from './reader-types.ts';
import { boxOfCell, selectFeatures, uidOf, valueOf } from './rows.ts';
import { tableSearch } from './search.ts';

/**
 * One page of a layer's attribute table. Rows without a value come last, whichever way it is sorted; equal
 * rows go by fid, so that pages never overlap. Null when a field is not one of the layer.
 */
export function tablePage(connection: Connection, schema: LayerSchema, query: TableQuery): TablePage | null {
  const { fields, sort, offset, limit } = query;
  const known = (field: string): boolean => field === 'fid' || hasField(schema, field);
  if (!fields.every(known) || (sort !== null && !known(sort.field))) return null;
  const { sql, values } = tableSearch(schema, query.search);
  const table = quoteName(schema.id);
  const total = connection.query(`SELECT count(*) FROM ${table} WHERE ${sql}`).get(...values)?.[0];
  const order =
    sort === null
      ? 'fid'
      : `${quoteName(sort.field)} IS NULL, ${quoteName(sort.field)} ${sort.descending ? 'DESC' : 'ASC'}, fid`;
  // The sorter carries keys only; the rows of the page, with their geometry, are read afterwards.
  const fids = connection
    .query(`SELECT fid FROM ${table} WHERE ${sql} ORDER BY ${order} LIMIT ? OFFSET ?`)
    .all(...values, limit, offset);
  const one = connection.query(`${selectFeatures(schema, fields)} WHERE fid = ?`);
  const rows = fids.flatMap(([key]) => {
    const row = one.get(key);
    if (row === undefined) return [];
    const fid = Number(row[0]);
    const cells = fields.map((field, i) => (field === 'fid' ? fid : valueOf(row[4 + i])));
    return [{ fid, uid: uidOf(fid, row[1]), values: cells, box: boxOfCell(row[3]) }];
  });
  return { total: Number(total ?? 0), rows };
}
