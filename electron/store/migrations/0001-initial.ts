import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { createContentsTables, registerTable } from '../geopackage/contents.ts';
import { createExtensionsTable, registerOwnTable } from '../geopackage/extensions.ts';
import { createOutsideTables } from '../geopackage/outside.ts';
import { createSrsTable } from '../geopackage/srs.ts';
import { addLayer } from '../layer-catalogue.ts';
import type { Db } from '../sqlite.ts';
import { defaultOrder, defaultVisible } from '../../../shared/map/default-view.ts';
import type { Migration } from './migration.ts';

const HISTORY = `CREATE TABLE lantu_change (
    seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uuid TEXT NOT NULL,
    replica TEXT NOT NULL,
    author TEXT NOT NULL,
    time TEXT NOT NULL,
    kind TEXT NOT NULL,
    command TEXT,
    label TEXT NOT NULL,
    params TEXT NOT NULL,
    undoes INTEGER,
    records INTEGER NOT NULL,
    first_item INTEGER NOT NULL,
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    touched TEXT NOT NULL,
    nodes TEXT
  );
  CREATE TABLE lantu_change_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    seq INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    uid TEXT NOT NULL,
    fid INTEGER NOT NULL,
    op TEXT NOT NULL,
    before BLOB
  );`;

const MEMORY = `CREATE TABLE lantu_memory (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    shape BLOB,
    uid TEXT,
    revision INTEGER,
    rule TEXT,
    subject_table TEXT,
    subject_uid TEXT,
    counterpart_layer TEXT,
    piece_uid TEXT,
    status TEXT,
    note TEXT,
    author TEXT,
    time TEXT
  );
  CREATE INDEX lantu_uid_lantu_memory ON lantu_memory (uid);`;

const CATALOGUE = `CREATE TABLE lantu_layer (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uid TEXT,
    revision INTEGER,
    schema TEXT NOT NULL,
    built_in INTEGER NOT NULL,
    visible INTEGER NOT NULL,
    locked INTEGER NOT NULL,
    opacity DOUBLE NOT NULL,
    draw_order INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX lantu_uid_lantu_layer ON lantu_layer (uid);`;

const INFO = `CREATE TABLE lantu_info (
    fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    uid TEXT,
    revision INTEGER,
    value TEXT
  );
  CREATE INDEX lantu_uid_lantu_info ON lantu_info (uid);`;

/**
 * Locked until the user unlocks them: what was surveyed does not move along when a plan that shares its borders is
 * edited. Import writes them all the same.
 */
const BASELINE: ReadonlySet<string> = new Set(['county', 'township', 'survey_parcel']);
/** The GeoPackage tables, our own tables, and a table for each built-in layer (without its triggers). */
export const initial: Migration = {
  id: 1,
  name: 'initial',
  up(db: Db, { time }) {
    createSrsTable(db);
    createContentsTables(db);
    createExtensionsTable(db);
    createOutsideTables(db);
    db.exec(HISTORY);
    db.exec(MEMORY);
    db.exec(CATALOGUE);
    db.exec(INFO);
    // One registered table of ours keeps GDAL and QGIS from listing the unregistered ones as layers.
    registerTable(db, 'lantu_info', 'lantu_info', null, time);
    // That one is an ordinary attributes table, which any program may open; marked as an extension, GDAL would warn
    // whoever opens it for editing.
    for (const table of [
      'lantu_layer',
      'lantu_change',
      'lantu_change_item',
      'lantu_writing',
      'lantu_outside',
      'lantu_migration',
      'lantu_memory',
    ]) {
      registerOwnTable(db, table);
    }
    BUILTIN_LAYERS.forEach((layer, index) => {
      const view = {
        visible: defaultVisible(layer.id),
        locked: BASELINE.has(layer.id),
        order: defaultOrder(layer.id, index),
      };
      addLayer(db, layer, view, time);
    });
  },
};
