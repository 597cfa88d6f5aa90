import type { CountedValue } from '../../../shared/change/convert-value.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';
import { valueOf } from './rows.ts';

/** Every value of a column with the number of rows that have it, in SQLite's order; undefined for an unknown field. */
export function columnValues(
  connection: Connection,
  schema: LayerSchema,
  field: string,
): CountedValue[] | undefined {
  if (!hasField(schema, field)) return undefined;
  const column = quoteName(field);
  return connection
    .query(`SELECT ${column}, count(*) FROM ${quoteName(schema.id)} GROUP BY ${column} ORDER BY ${column}`)
    .all()
    .map(([value, count]) => ({ value: valueOf(value), count: Number(count) }));
}
