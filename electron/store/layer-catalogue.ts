import { parseStyle } from '../../shared/map/layer-style-schema.ts';
import type { LayerStyle } from '../../shared/model/layer-style.ts';
import type { LayerSchema } from '../../shared/model/layer.ts';
import { createLayerTable, createLayerTriggers, registerLayer } from './geopackage/schema-ddl.ts';
import { allRows, type Db } from './sqlite.ts';

/** A row of `lantu_layer`: the schema of a layer and how it is shown. */
export interface CatalogueRow {
  readonly schema: LayerSchema;
  readonly visible: boolean;
  /** Locked by the user; layers handed down from above are locked besides. */
  readonly locked: boolean;
  readonly opacity: number;
  readonly order: number;
  /** Null where it is drawn by its standard symbol. */
  readonly style: LayerStyle | null;
}

/** How a layer is shown before anybody has chosen. */
export type FirstView = Pick<CatalogueRow, 'visible' | 'locked' | 'order'>;

/** Puts a layer into the file: catalogue row and table; the one way, for built-in layers and the user's own. */
export function addLayer(db: Db, layer: LayerSchema, view: FirstView, time: string): void {
  db.prepare(
    `INSERT INTO lantu_layer (uid, revision, schema, built_in, visible, locked, opacity, draw_order)
     VALUES (?, 0, ?, ?, ?, ?, 1, ?)`,
  ).run(
    layer.id,
    JSON.stringify(layer),
    layer.builtIn ? 1 : 0,
    view.visible ? 1 : 0,
    view.locked ? 1 : 0,
    view.order,
  );
  createLayerTable(db, layer);
  registerLayer(db, layer, time);
}

/** Index and triggers of every layer; apart from `addLayer`, so that rows can be filled in before. */
export function finishLayers(db: Db): void {
  for (const row of readCatalogue(db)) createLayerTriggers(db, row.schema);
}

/** All layers in the order they came into the file. */
export function readCatalogue(db: Db): readonly CatalogueRow[] {
  return allRows<LayerCells>(
    db,
    'SELECT schema, visible, locked, opacity, draw_order, style FROM lantu_layer ORDER BY fid',
  ).map(catalogueRow);
}

/** The columns of `lantu_layer` that a row is made from. */
export interface LayerCells {
  readonly schema: string;
  readonly visible: number;
  readonly locked: number;
  readonly opacity: number;
  readonly draw_order: number;
  readonly style: string | null;
}

/** The schema in a cell of the catalogue. */
export const parsedSchema = (cell: unknown): LayerSchema => JSON.parse(String(cell)) as LayerSchema;

export const catalogueRow = (cells: LayerCells): CatalogueRow => ({
  schema: parsedSchema(cells.schema),
  visible: cells.visible !== 0,
  locked: cells.locked !== 0,
  opacity: cells.opacity,
  order: cells.draw_order,
  style: parseStyle(cells.style),
});
