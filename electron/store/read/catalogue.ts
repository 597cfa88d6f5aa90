import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { CatalogueRow } from '../layer-catalogue.ts';
import type { Connection } from './connection.ts';

/** The layer catalogue of a file; a schema is parsed again only when its row has changed. */
export interface Catalogue {
  /** All layers in the order they came into the file. */
  rows(): readonly CatalogueRow[];
  /** To be asked within a snapshot. */
  schema(layer: string): LayerSchema | undefined;
}

export function openCatalogue(connection: Connection): Catalogue {
  const parsed = new Map<string, LayerSchema>();
  // Within one snapshot a schema cannot change.
  const current = new Map<string, LayerSchema | undefined>();
  connection.onPin(() => current.clear());
  const parse = (cell: unknown): LayerSchema => {
    const json = String(cell);
    const schema = parsed.get(json) ?? (JSON.parse(json) as LayerSchema);
    parsed.set(json, schema);
    return schema;
  };
  return {
    rows: () =>
      connection
        .query('SELECT schema, visible, locked, opacity, draw_order FROM lantu_layer ORDER BY fid')
        .all()
        .map(([json, visible, locked, opacity, order]) => {
          const schema = parse(json);
          return {
            schema,
            visible: visible !== 0,
            locked: locked !== 0 || schema.readOnly,
            opacity: Number(opacity),
            order: Number(order),
          };
        }),
    schema: (layer) => {
      if (current.has(layer)) return current.get(layer);
      const row = connection.query('SELECT schema FROM lantu_layer WHERE uid = ?').get(layer);
      const schema = row === undefined ? undefined : parse(row[0]);
      current.set(layer, schema);
      return schema;
    },
  };
}
