import { unionBox } from '../../../shared/geometry/box.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { GeomType } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { type Db, GPKG_APPLICATION_ID, GPKG_USER_VERSION, openDatabase, quoteName } from '../sqlite.ts';
import { createContentsTables, registerTable, setContentsBox } from './contents.ts';
import { createDataColumns, nameColumn } from './data-columns.ts';
import { createExtensionsTable, registerRtreeExtension } from './extensions.ts';
import { columnKind, writeGeometryBlob } from './header.ts';
import { boxList, type Breathe, packRtree } from './pack-rtree.ts';
import { createRtreeTriggers } from './rtree.ts';
import { addProjectedSrs, createSrsTable } from './srs.ts';

/** Key and geometry column of every table of a plain file. */
export const PLAIN_KEY = 'fid';
export const PLAIN_GEOMETRY = 'geom';

/** A column: its name, its type as GeoPackage 1.4 table 1 names it, what people call it. */
export interface PlainColumn {
  readonly name: string;
  readonly type: string;
  /** Unique in its table. */
  readonly title: string;
}

export interface PlainTable {
  readonly name: string;
  /** Unique in the file. */
  readonly identifier: string;
  readonly description: string;
  readonly geometry: GeomType | null;
  /** 4490 or a projected CGCS2000 system. */
  readonly epsg: number;
  readonly columns: readonly PlainColumn[];
}

/** A GeoPackage that goes out: no history, no tables of ours, nothing but what the standard defines. */
export interface PlainFile {
  /** Makes a table and gives how to add its rows, in the order of their keys 1, 2, 3 ... */
  addTable(table: PlainTable): PlainRows;
  /** Commits and closes; nothing may be added afterwards. */
  finish(): void;
  /** Closes without committing; what is on the disk is worth nothing then. */
  discard(): void;
}

export interface PlainRows {
  append(values: readonly FieldValue[], geometry: Packed | null): void;
  /** Fills the index and states the extent. */
  close(): Promise<void>;
}

/** When a file says it was changed: the same for all, so that the same content gives the same bytes. */
const FIXED_TIME = '2000-01-01T00:00:00.000Z';

/**
 * Begins a new GeoPackage at `path`, where nothing may be. Until it is finished nothing guards it against a crash: it
 * is made under a name of its own and thrown away when it fails.
 *
 * @param index whether tables get an RTree: what only passes through needs none
 */
export function createPlainFile(
  path: string,
  { index, breathe = () => undefined }: { readonly index: boolean; readonly breathe?: Breathe },
): PlainFile {
  const db = openDatabase(path, { readOnly: false, create: true });
  try {
    // Before the first table: SQLite fixes both with the first page it writes.
    db.pragma('journal_mode = OFF');
    db.pragma('synchronous = OFF');
    db.pragma(`application_id = ${GPKG_APPLICATION_ID}`);
    db.pragma(`user_version = ${GPKG_USER_VERSION}`);
    db.exec('BEGIN');
    createSrsTable(db);
    createContentsTables(db);
    createExtensionsTable(db);
    createDataColumns(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    addTable: (table) => addTable(db, table, index, breathe),
    finish: () => {
      db.exec('COMMIT');
      db.close();
    },
    discard: () => db.close(),
  };
}

function addTable(db: Db, table: PlainTable, index: boolean, breathe: Breathe): PlainRows {
  const { name, geometry, epsg } = table;
  addProjectedSrs(db, epsg);
  const columns = [`${PLAIN_KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`];
  if (geometry !== null) columns.push(`${PLAIN_GEOMETRY} ${geometry}`);
  for (const column of table.columns) columns.push(`${quoteName(column.name)} ${column.type}`);
  db.exec(`CREATE TABLE ${quoteName(name)} (${columns.join(', ')})`);
  const shape = geometry === null ? null : { column: PLAIN_GEOMETRY, type: geometry, srsId: epsg };
  registerTable(db, name, table.identifier, shape, FIXED_TIME);
  db.prepare('UPDATE gpkg_contents SET description = ? WHERE table_name = ?').run(table.description, name);
  for (const column of table.columns) nameColumn(db, name, column.name, column.title);

  const names = [...(shape === null ? [] : [PLAIN_GEOMETRY]), ...table.columns.map((column) => column.name)];
  const insert = db.prepare(
    `INSERT INTO ${quoteName(name)} (${[PLAIN_KEY, ...names].map(quoteName).join(', ')}) VALUES (?${', ?'.repeat(names.length)})`,
  );
  const blob = { multi: geometry !== null && columnKind(geometry).multi, srsId: epsg };
  const boxes = boxList();
  let fid = 0;
  let extent: Box | null = null;
  return {
    append: (values, packed) => {
      fid++;
      const bytes = packed === null ? null : writeGeometryBlob(packed, blob);
      insert.run(fid, ...(shape === null ? [] : [bytes]), ...values);
      if (shape === null || packed === null || isEmptyPacked(packed)) return;
      if (index) boxes.add(fid, packed.box);
      extent = extent === null ? packed.box : unionBox(extent, packed.box);
    },
    close: async () => {
      setContentsBox(db, name, extent);
      if (shape === null || !index) return;
      registerRtreeExtension(db, name, PLAIN_GEOMETRY);
      await packRtree(db, name, PLAIN_GEOMETRY, boxes, breathe);
      createRtreeTriggers(db, name, PLAIN_GEOMETRY);
    },
  };
}
