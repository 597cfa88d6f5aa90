import type { RowFilter, RowSort } from '../../../shared/bridge/rows-schemas.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { filterSql } from '../filter/row-filter.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';

const numbers = (cells: readonly unknown[]): Float64Array => Float64Array.from(cells as readonly number[]);

/**
 * The fids of the rows that a filter means, in order: 200,000 numbers are little, and with them any page is a look-up.
 * Without a sort they come through the index on the uid, which holds no geometry, and are put in order here.
 *
 * Failures: `read.no-such-field` and those of `filterSql`.
 */
export function orderedFids(
  connection: Connection,
  schema: LayerSchema,
  filter: RowFilter,
  sort: RowSort,
  today: string,
): Result<Float64Array> {
  if (!sort.every(({ field }) => field === 'fid' || hasField(schema, field))) {
    return fail('read.no-such-field', { layer: schema.id });
  }
  const where = filterSql(schema, filter, today);
  if (!where.ok) return where;
  const { sql, values } = where.value;
  const from = `SELECT fid FROM ${quoteName(schema.id)} WHERE ${sql}`;
  if (sort.length === 0) return ok(numbers(connection.column(from, ...values)).sort());
  const order = sort.map(({ field, descending }) => {
    const name = quoteName(field);
    // SQLite has nothing before everything.
    return `${name} ${descending ? 'DESC' : 'ASC'} NULLS LAST`;
  });
  return ok(numbers(connection.column(`${from} ORDER BY ${order.join(', ')}, fid`, ...values)));
}
