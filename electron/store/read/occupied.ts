import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { rtreeOf } from './names.ts';

/**
 * About how many features a layer holds: its highest fid, and 0 where no feature has a geometry; a table without
 * geometry counts its records. Costs two look-ups however large the layer is, where counting reads all of it.
 */
export function roughSize(connection: Connection, schema: LayerSchema): number {
  const bare = schema.geometry === null;
  if (!bare && connection.query(`SELECT 1 FROM ${rtreeOf(schema.id)} LIMIT 1`).get() === undefined) return 0;
  const [highest] = connection.query(`SELECT max(fid) FROM ${quoteName(schema.id)}`).get() ?? [];
  return bare && typeof highest !== 'number' ? 0 : Math.max(1, Number(highest ?? 0));
}
