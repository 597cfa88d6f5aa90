import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { hasField } from './names.ts';

/** Values of a field that hold a text, the most frequent first. Null where the layer has no such field. */
export function fieldValues(
  connection: Connection,
  schema: LayerSchema,
  field: string,
  part: string,
  limit: number,
): { readonly value: string; readonly count: number }[] | null {
  if (!hasField(schema, field)) return null;
  const name = quoteName(field);
  return connection
    .query(
      `SELECT ${name}, count(*) AS n FROM ${quoteName(schema.id)}
       WHERE ${name} LIKE ? ESCAPE '\\' GROUP BY ${name} ORDER BY n DESC, ${name} LIMIT ?`,
    )
    .all(`%${part.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`, limit)
    .map(([value, count]) => ({ value: String(value ?? ''), count: Number(count) }));
}
