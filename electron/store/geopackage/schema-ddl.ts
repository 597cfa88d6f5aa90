import type { FieldType, LayerSchema } from '../../../shared/model/layer.ts';
import { type Db, quoteName } from '../sqlite.ts';
import { registerTable } from './contents.ts';
import { registerRtreeExtension } from './extensions.ts';
import { createOutsideTriggers } from './outside.ts';
import { createRtree, createRtreeTriggers } from './rtree.ts';
import { recordTable } from '../record-table.ts';

/** The geometry column of every layer that has one. */
export const GEOMETRY_COLUMN = 'geom';

/** Column types of GeoPackage 1.4, table 1. Codes and JSON are text. */
export function columnType(field: { readonly type: FieldType; readonly length?: number | null }): string {
  const sized = (base: string): string => (!field.length ? base : `${base}(${field.length})`);
  // The schema data also says `bool`.
  switch (field.type as string) {
    case 'text':
    case 'code':
      return sized('TEXT');
    case 'int':
      return 'INTEGER';
    case 'real':
      return 'DOUBLE';
    case 'bool':
      return 'BOOLEAN';
    case 'date':
      return 'DATE';
    case 'datetime':
      return 'DATETIME';
    case 'blob':
      return 'BLOB';
    default:
      return 'TEXT';
  }
}

/**
 * Makes the table of a layer. Nothing is NOT NULL or UNIQUE and nothing has an expression as its default:
 * other programs copy rows and write defaults as text, and missing values are findings, not refusals.
 */
export function createLayerTable(db: Db, layer: LayerSchema): void {
  const columns = ['fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL'];
  if (layer.geometry !== null) columns.push(`${quoteName(GEOMETRY_COLUMN)} ${layer.geometry}`);
  columns.push('uid TEXT(36)', 'revision INTEGER');
  for (const field of layer.fields) {
    if (field.name !== 'uid' && field.name !== 'revision') {
      columns.push(`${quoteName(field.name)} ${columnType(field)}`);
    }
  }
  db.exec(`CREATE TABLE ${quoteName(layer.id)} (${columns.join(', ')})`);
}

/** The name other programs show for a layer: its Chinese name, made unique by the id. */
export const identifierOf = (layer: LayerSchema): string => `${layer.name['zh-CN']} ${layer.id}`;

/** Lists a layer's table in the GeoPackage tables. */
export function registerLayer(db: Db, layer: LayerSchema, time: string): void {
  const geometry = layer.geometry === null ? null : { column: GEOMETRY_COLUMN, type: layer.geometry };
  registerTable(db, layer.id, identifierOf(layer), geometry, time);
  if (geometry !== null) {
    createRtree(db, layer.id, geometry.column);
    registerRtreeExtension(db, layer.id, geometry.column);
  }
}

/** Index and triggers: made last where rows are filled in first. */
export function createLayerTriggers(db: Db, layer: LayerSchema): void {
  const table = recordTable(layer);
  db.exec(`CREATE INDEX IF NOT EXISTS ${quoteName(`lantu_uid_${layer.id}`)} ON ${quoteName(layer.id)} (uid)`);
  if (table.geometry !== null) createRtreeTriggers(db, layer.id, table.geometry.column);
  createOutsideTriggers(db, {
    table: layer.id,
    columns: ['uid', 'revision', ...table.columns],
    geometry: table.geometry?.column ?? null,
  });
}
