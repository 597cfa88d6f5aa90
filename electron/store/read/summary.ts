import type { LayerSummary } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { quoteName } from '../sqlite.ts';
import type { Connection } from './connection.ts';
import { layerExtent } from './boxes.ts';
import { hasField } from './names.ts';

/** Features, extent (to 32 bits, never too small) and sum of the stored areas of a layer. */
export function layerSummary(connection: Connection, schema: LayerSchema): LayerSummary {
  const area = hasField(schema, 'area_m2') ? 'coalesce(sum(area_m2), 0)' : '0';
  const [count, areaM2] =
    connection.query(`SELECT count(*), ${area} FROM ${quoteName(schema.id)}`).get() ?? [];
  const box = layerExtent(connection, schema);
  return { layer: schema.id, count: Number(count ?? 0), box, areaM2: Number(areaM2 ?? 0) };
}
