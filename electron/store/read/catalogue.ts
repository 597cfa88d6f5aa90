import { parseStyle } from '../../../shared/map/layer-style-schema.ts';
import type { LayerStyle } from '../../../shared/model/layer-style.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { CatalogueRow } from '../layer-catalogue.ts';
import type { Connection } from './connection.ts';

/** The layer catalogue of a file; a schema is parsed again only when its row has changed. */
export interface Catalogue {
  /** All layers in the order they came into the file. */
  rows(): readonly CatalogueRow[];
  /** To be asked within a snapshot. */
  schema(layer: string): LayerSchema | undefined;
  /** To be asked within a snapshot. */
  style(layer: string): LayerStyle | null;
}

/** The bytes of a schema as they were read last, and what they say. */
interface Parsed {
  readonly bytes: Uint8Array;
  readonly schema: LayerSchema;
}

export function openCatalogue(connection: Connection): Catalogue {
  const parsed = new Map<string, Parsed>();
  // Within one snapshot a schema cannot change.
  const current = new Map<string, LayerSchema | undefined>();
  connection.onPin(() => current.clear());
  /** Bytes are compared, because a text would first have to be made of them, and every edit asks. */
  const parse = (layer: string, cell: unknown): LayerSchema => {
    const bytes = cell instanceof Uint8Array ? cell : new Uint8Array();
    const known = parsed.get(layer);
    if (known !== undefined && Buffer.compare(known.bytes, bytes) === 0) return known.schema;
    const [text] = connection.query('SELECT schema FROM lantu_layer WHERE uid = ?').get(layer) ?? [];
    const schema = JSON.parse(String(text)) as LayerSchema;
    parsed.set(layer, { bytes, schema });
    return schema;
  };
  return {
    rows: () =>
      connection
        .query(
          'SELECT uid, CAST(schema AS BLOB), visible, locked, opacity, draw_order, style FROM lantu_layer ORDER BY fid',
        )
        .all()
        .map(([layer, bytes, visible, locked, opacity, order, style]) => {
          const schema = parse(String(layer), bytes);
          return {
            schema,
            visible: visible !== 0,
            locked: locked !== 0 || schema.readOnly,
            opacity: Number(opacity),
            order: Number(order),
            style: typeof style === 'string' ? parseStyle(style) : null,
          };
        }),
    schema: (layer) => {
      if (current.has(layer)) return current.get(layer);
      const row = connection.query('SELECT CAST(schema AS BLOB) FROM lantu_layer WHERE uid = ?').get(layer);
      const schema = row === undefined ? undefined : parse(layer, row[0]);
      current.set(layer, schema);
      return schema;
    },
    style: (layer) => {
      const style = connection.query('SELECT style FROM lantu_layer WHERE uid = ?').get(layer)?.[0];
      return typeof style === 'string' ? parseStyle(style) : null;
    },
  };
}
