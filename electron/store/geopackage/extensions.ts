import type { Db } from '../sqlite.ts';

const RTREE_DEFINITION = 'http://www.geopackage.org/spec120/#extension_rtree';
const SCHEMA_DEFINITION = 'http://www.geopackage.org/spec121/#extension_schema';
/** Where the meaning of our tables is written down. */
const LANTU_DEFINITION = 'electron/store/README.md';

export function createExtensionsTable(db: Db): void {
  db.exec(`CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
  )`);
}

export function registerRtreeExtension(db: Db, table: string, column: string): void {
  register(db, table, column, 'gpkg_rtree_index', RTREE_DEFINITION);
}

/** The tables that say what columns are called (extension gpkg_schema, annex F.9). */
export function registerSchemaExtension(db: Db): void {
  for (const table of ['gpkg_data_columns', 'gpkg_data_column_constraints']) {
    register(db, table, null, 'gpkg_schema', SCHEMA_DEFINITION, 'read-write');
  }
}

/** One of our own tables. Scope `write-only`: who only reads need not know it, and GDAL does not warn. */
export function registerOwnTable(db: Db, table: string): void {
  register(db, table, null, 'lantu_blueprint', LANTU_DEFINITION);
}

function register(
  db: Db,
  table: string,
  column: string | null,
  name: string,
  definition: string,
  scope: 'read-write' | 'write-only' = 'write-only',
): void {
  db.prepare('INSERT OR IGNORE INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)').run(
    table,
    column,
    name,
    definition,
    scope,
  );
}
