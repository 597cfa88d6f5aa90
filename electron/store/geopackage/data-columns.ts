import type { Db } from '../sqlite.ts';
import { registerSchemaExtension } from './extensions.ts';

/** Makes the tables in which a GeoPackage says what its columns are called (extension gpkg_schema, annex F.9). */
export function createDataColumns(db: Db): void {
  db.exec(`CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    name TEXT,
    title TEXT,
    description TEXT,
    mime_type TEXT,
    constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
  );
  CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL,
    constraint_type TEXT NOT NULL,
    value TEXT,
    min NUMERIC,
    min_is_inclusive BOOLEAN,
    max NUMERIC,
    max_is_inclusive BOOLEAN,
    description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
  );`);
  registerSchemaExtension(db);
}

/**
 * Says what a column is called. QGIS shows the name as the alias of the field, and GDAL carries it into formats that
 * have aliases; it must be unique in its table.
 */
export function nameColumn(db: Db, table: string, column: string, name: string): void {
  db.prepare('INSERT INTO gpkg_data_columns (table_name, column_name, name, title) VALUES (?, ?, ?, ?)').run(
    table,
    column,
    name,
    name,
  );
}
