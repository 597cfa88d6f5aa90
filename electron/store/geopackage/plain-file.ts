import { unionBox } from '../../../shared/geometry/box.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { GeomType } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { type Db, GPKG_APPLICATION_ID, GPKG_USER_VERSION, openDatabase, quoteName } from '../sqlite.ts';
import { createContentsTables, registerTable, setContentsBox } from './contents.ts';
import { createDataColumns, nameColumn } from './data-columns.ts';
import { createExtensionsTable, registerRtreeExtension } from './extensions.ts';
import { attachedCopier, type PlainSource } from './copy-rows.ts';
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

/** A run of rows of another table, in the order of their keys. */
export interface PlainCopy {
  readonly first: number;
  readonly last: number;
  readonly boxes: readonly (Box | null)[];
}

export interface RowCopier {
  /**
   * Appends rows as they lie there, geometry and columns; their boxes go into the index. False when there are not as
   * many as there are boxes.
   */
  copy(rows: PlainCopy): boolean;
  /** Writes a row over that has been copied. */
  replace(fid: number, values: readonly FieldValue[], geometry: Packed | null): void;
  close(): void;
}

export interface PlainRows {
  append(values: readonly FieldValue[], geometry: Packed | null): void;
  copyFrom(source: PlainSource): RowCopier;
  /** How many rows there are. */
  readonly count: number;
  /** Fills the index and states the extent. */
  close(): Promise<void>;
}

export interface PlainOptions {
  readonly index: boolean;
  readonly breathe?: Breathe;
}

/** When a file says it was changed: the same for all, so that the same content gives the same bytes. */
const FIXED_TIME = '2000-01-01T00:00:00.000Z';

/**
 * Begins a new GeoPackage at `path`, where nothing may be. Until it is finished nothing guards it against a crash: it
 * is made under a name of its own and thrown away when it fails.
 *
 * @param options.index whether tables get an RTree: what only passes through needs none
 */
export function createPlainFile(path: string, options: PlainOptions): PlainFile {
  const { index, breathe = () => undefined } = options;
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
  const cells = (values: readonly FieldValue[], packed: Packed | null): unknown[] => {
    const bytes = packed === null ? null : writeGeometryBlob(packed, blob);
    return [...(shape === null ? [] : [bytes]), ...values];
  };
  const boxes = boxList();
  let fid = 0;
  let extent: Box | null = null;
  const place = (key: number, box: Box): void => {
    if (index) boxes.add(key, box);
    extent = extent === null ? box : unionBox(extent, box);
  };
  return {
    append: (values, packed) => {
      fid++;
      insert.run(fid, ...cells(values, packed));
      if (shape !== null && packed !== null && !isEmptyPacked(packed)) place(fid, packed.box);
    },
    copyFrom: (source) => {
      const copier = attachedCopier(db, name, names, source);
      return {
        copy: (rows) => {
          for (const box of rows.boxes) {
            fid++;
            if (box !== null) place(fid, box);
          }
          return copier.copy(rows.first, rows.last) === rows.boxes.length;
        },
        replace: (key, values, packed) => copier.replace(key, cells(values, packed)),
        close: () => copier.close(),
      };
    },
    get count() {
      return fid;
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
