import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import { type Db, getRow, quoteName, quoteText } from '../sqlite.ts';
import { dropOutsideTriggers } from './outside.ts';
import { rtreeName } from './rtree.ts';
import { columnType, GEOMETRY_COLUMN } from './schema-ddl.ts';

/*
 * Changes of a layer's table. DDL is part of SQLite's transactions: a rollback takes it back. The triggers that note
 * edits of other programs name every column, so they are away while columns change (`dropWatch`) and made anew after.
 */

/** Takes away the triggers that name the columns of the table as `schema` has them. */
export function dropWatch(db: Db, schema: LayerSchema): void {
  dropOutsideTriggers(db, { table: schema.id, columns: [], geometry: null });
}

export function addColumn(db: Db, table: string, field: Field): void {
  db.exec(`ALTER TABLE ${quoteName(table)} ADD COLUMN ${quoteName(field.name)} ${columnType(field)}`);
}

export function dropColumn(db: Db, table: string, column: string): void {
  db.exec(`ALTER TABLE ${quoteName(table)} DROP COLUMN ${quoteName(column)}`);
}

export function renameColumn(db: Db, table: string, from: string, to: string): void {
  if (from === to) return;
  db.exec(`ALTER TABLE ${quoteName(table)} RENAME COLUMN ${quoteName(from)} TO ${quoteName(to)}`);
}

/** Takes the table of a layer out of the file, with its index and everything the GeoPackage tables say of it. */
export function dropLayerTable(db: Db, layer: LayerSchema): void {
  const name = quoteText(layer.id);
  if (layer.geometry !== null)
    db.exec(`DROP TABLE IF EXISTS ${quoteName(rtreeName(layer.id, GEOMETRY_COLUMN))}`);
  db.exec(`DROP TABLE ${quoteName(layer.id)}`);
  // Tables that GDAL and QGIS make beside the standard ones know layers by name too.
  for (const [table, column] of [
    ['gpkg_ogr_contents', 'table_name'],
    ['gpkg_data_columns', 'table_name'],
    ['layer_styles', 'f_table_name'],
    ['gpkg_extensions', 'table_name'],
    ['gpkg_geometry_columns', 'table_name'],
    ['gpkg_contents', 'table_name'],
  ] as const) {
    if (hasTable(db, table)) db.exec(`DELETE FROM ${quoteName(table)} WHERE ${quoteName(column)} = ${name}`);
  }
}

const hasTable = (db: Db, name: string): boolean =>
  getRow<{ n: number }>(db, `SELECT count(*) n FROM sqlite_master WHERE type = 'table' AND name = ?`, name)
    ?.n === 1;

/** The highest fid ever given in a table; kept so that none is given twice. */
export const lastFid = (db: Db, table: string): number =>
  getRow<{ seq: number }>(db, 'SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0;

/** States the highest fid ever given in a table. */
export function setLastFid(db: Db, table: string, fid: number): void {
  db.prepare('DELETE FROM sqlite_sequence WHERE name = ?').run(table);
  db.prepare('INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)').run(table, fid);
}

/** States the name other programs show for a layer. */
export function setIdentifier(db: Db, layer: LayerSchema, identifier: string): void {
  db.prepare('UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?').run(identifier, layer.id);
}
