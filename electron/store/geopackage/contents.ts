import type { Box } from '../../../shared/geometry/packed.ts';
import { type Db, getRow } from '../sqlite.ts';
import { STORED_SRS } from './srs.ts';

/** The tables that list what the file contains. */
export function createContentsTables(db: Db): void {
  db.exec(`CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
  );
  CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
  );`);
}

/** Lists a table of features (in `geometry.srsId`, the stored system without) or of attributes alone. */
export function registerTable(
  db: Db,
  table: string,
  identifier: string,
  geometry: { readonly column: string; readonly type: string; readonly srsId?: number } | null,
  time: string,
): void {
  const srsId = geometry?.srsId ?? STORED_SRS;
  db.prepare(
    'INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) VALUES (?, ?, ?, ?, ?)',
  ).run(
    table,
    geometry === null ? 'attributes' : 'features',
    identifier,
    time,
    geometry === null ? null : srsId,
  );
  if (geometry === null) return;
  db.prepare('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)').run(
    table,
    geometry.column,
    geometry.type,
    srsId,
  );
}

/** Notes that a table changed, and widens its stated extent by `box`. */
export function touchContents(db: Db, table: string, time: string, box: Box | null): void {
  if (box === null) {
    db.prepare('UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?').run(time, table);
    return;
  }
  db.prepare(
    `UPDATE gpkg_contents SET last_change = ?,
       min_x = min(coalesce(min_x, 1e9), ?), min_y = min(coalesce(min_y, 1e9), ?),
       max_x = max(coalesce(max_x, -1e9), ?), max_y = max(coalesce(max_y, -1e9), ?)
     WHERE table_name = ?`,
  ).run(time, ...box, table);
}

/** States the extent of a table. */
export function setContentsBox(db: Db, table: string, box: Box | null): void {
  db.prepare('UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?').run(
    ...(box ?? [null, null, null, null]),
    table,
  );
}

/** The stated extent of a table; null when it has none. It may be wider than what is there now. */
export function contentsBox(db: Db, table: string): Box | null {
  const row = getRow<{ a: number | null; b: number; c: number; d: number }>(
    db,
    'SELECT min_x a, min_y b, max_x c, max_y d FROM gpkg_contents WHERE table_name = ?',
    table,
  );
  return row === undefined || row.a === null ? null : [row.a, row.b, row.c, row.d];
}
