import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { LabelParams } from '../../../shared/change/change.ts';
import { fillComputed } from '../../../shared/change/computed-fields.ts';
import { EMPTY_BOX, isEmptyBox, unionBox } from '../../../shared/geometry/box.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import { writeGeometryBlob } from '../geopackage/header.ts';
import { recordTable } from '../record-table.ts';
import { openDatabase, quoteName, type Db, type Statement } from '../sqlite.ts';
import { createOwnTable, ownWriter, type StagedOwn } from './own-staged.ts';

/** A feature on its way in: on the grid, its fields named as the layer names them, without uid and revision. */
export interface StagedFeature {
  /** The feature's own uid where it brought one that is free; a new one is made when absent. */
  readonly uid?: string;
  readonly fields: Fields;
  readonly geometry: Packed | null;
  /** True: what is empty stays empty, as in the file it was copied from. */
  readonly exact?: boolean;
}

/** What becomes of a feature that is there. Another revision than this makes the whole step stale. */
export interface StagedChange {
  readonly uid: string;
  readonly rev: number;
  /** Fields that are written; others stay as they are. */
  readonly fields: Fields;
  /** Absent: the shape stays as it is. */
  readonly geometry?: Packed | null;
}

export interface StagingSummary {
  readonly count: number;
  readonly box: Box | null;
  /** Sum of the ellipsoid areas, m2. */
  readonly areaM2: number;
}

/** One layer of a staging file. */
export interface LayerStaging {
  /** Adds features in order; computed fields (area and what follows from it) are filled in where nothing was given. */
  append(batch: readonly StagedFeature[]): void;
  change(batch: readonly StagedChange[]): void;
  remove(batch: readonly { readonly uid: string; readonly rev: number }[]): void;
}

/**
 * A file beside the blueprint in which a change of one or more layers is made ready: no lock of the blueprint is held
 * while an import is read, repaired and looked at.
 */
export interface StagingFile {
  readonly path: string;
  /** Undefined for a layer it was not made for. */
  layer(id: string): LayerStaging | undefined;
  /** Records of our own tables that change in the same step. */
  own(batch: readonly StagedOwn[]): void;
  /**
   * Completes the file. Without it the file is not accepted.
   *
   * @param record what the history keeps of the step beside what its label says
   */
  finish(record?: LabelParams): ReadonlyMap<string, StagingSummary>;
  /** Closes and removes it. */
  discard(): void;
}

/** Columns of the box of a staged feature, in the order of the RTree. */
export const STAGED_BOX = ['box_min_x', 'box_max_x', 'box_min_y', 'box_max_y'] as const;

/**
 * Layout: `staged_record` holds what the history keeps of the step (JSON); `staged_meta` has a row for each layer, with
 * a number n; `staged_<n>` holds the features that are added,
 * with each box and the layer's columns, `changed_<n>` those that are changed (the names of the written columns in
 * `written`, as JSON), `gone_<n>` those that go.
 */
function createTables(db: Db, n: number, columns: readonly string[]): void {
  const list = columns.map(quoteName).join(', ');
  const boxes = STAGED_BOX.map(quoteName).join(', ');
  db.exec(`CREATE TABLE staged_${n} (id INTEGER PRIMARY KEY, uid, ${boxes}, ${list});
    CREATE TABLE changed_${n} (id INTEGER PRIMARY KEY, uid, revision, written, ${list});
    CREATE TABLE gone_${n} (id INTEGER PRIMARY KEY, uid, revision)`);
}

type Cell = FieldValue | Uint8Array;

/** More statements than this are not kept for one table; what is rarer is written with all columns. */
const MOST_SHAPES = 64;

/**
 * Inserts rows of which most cells are empty, as they are in what other programs bring: handing an empty cell over
 * costs as much as a full one, so there is a statement for each set of columns that is filled.
 */
function sparseInsert(db: Db, table: string, columns: readonly string[]): (row: readonly Cell[]) => void {
  const made = (filled: readonly number[]): Statement =>
    db.prepare(
      `INSERT INTO ${table} (${filled.map((i) => quoteName(columns[i]!)).join(', ')})
       VALUES (${filled.map(() => '?').join(', ')})`,
    );
  const whole = made([...columns.keys()]);
  const statements = new Map<string, Statement>();
  return (row) => {
    const filled: number[] = [];
    const cells: Cell[] = [];
    for (let i = 0; i < row.length; i++) {
      const cell = row[i]!;
      if (cell === null) continue;
      filled.push(i);
      cells.push(cell);
    }
    const shape = filled.join();
    let statement = statements.get(shape);
    if (statement === undefined && filled.length > 0 && statements.size < MOST_SHAPES) {
      statement = made(filled);
      statements.set(shape, statement);
    }
    if (statement === undefined) whole.run(row);
    else statement.run(cells);
  };
}

interface LayerWriter extends LayerStaging {
  summary(): StagingSummary & { readonly changed: number; readonly gone: number };
}

function layerWriter(db: Db, layer: LayerSchema, n: number): LayerWriter {
  const table = recordTable(layer);
  const columns = [...table.columns, 'geom'];
  createTables(db, n, columns);
  const prepared = (name: string, own: readonly string[]) =>
    db.prepare(
      `INSERT INTO ${name} (${own.map(quoteName).join(', ')}) VALUES (${own.map(() => '?').join(', ')})`,
    );
  const insert = sparseInsert(db, `staged_${n}`, ['uid', ...STAGED_BOX, ...columns]);
  const insertChange = prepared(`changed_${n}`, ['uid', 'revision', 'written', ...columns]);
  const insertGone = prepared(`gone_${n}`, ['uid', 'revision']);
  const sum = { count: 0, changed: 0, gone: 0, areaM2: 0, box: EMPTY_BOX };
  const bytes = (geometry: Packed | null): Uint8Array | null =>
    geometry === null || table.geometry === null ? null : writeGeometryBlob(geometry, table.geometry);

  const add = ({ uid, fields: given, geometry, exact = false }: StagedFeature): void => {
    const fields = exact ? given : fillComputed(layer, given, geometry);
    const placed = geometry !== null && !isEmptyPacked(geometry) ? geometry.box : null;
    const row: Cell[] = [
      uid ?? uuidv7(Date.now(), (size) => new Uint8Array(randomBytes(size))),
      placed?.[0] ?? null,
      placed?.[2] ?? null,
      placed?.[1] ?? null,
      placed?.[3] ?? null,
    ];
    for (const column of table.columns) row.push(fields[column] ?? null);
    row.push(bytes(geometry));
    insert(row);
    sum.count += 1;
    if (placed !== null) sum.box = unionBox(sum.box, placed);
    if (typeof fields.area_m2 === 'number') sum.areaM2 += fields.area_m2;
  };
  const change = ({ uid, rev, fields, geometry }: StagedChange): void => {
    const written = [...Object.keys(fields), ...(geometry === undefined ? [] : ['geom'])];
    insertChange.run(
      uid,
      rev,
      JSON.stringify(written),
      ...table.columns.map((column) => fields[column] ?? null),
      geometry === undefined ? null : bytes(geometry),
    );
    sum.changed += 1;
  };
  const each = <T>(work: (one: T) => void): ((batch: readonly T[]) => void) => {
    const all = db.transaction((batch: readonly T[]) => batch.forEach(work));
    return (batch) => all(batch);
  };
  return {
    append: each(add),
    change: each(change),
    remove: each(({ uid, rev }: { readonly uid: string; readonly rev: number }) => {
      insertGone.run(uid, rev);
      sum.gone += 1;
    }),
    summary: () => ({ ...sum, box: isEmptyBox(sum.box) ? null : sum.box }),
  };
}

/** @param title what the step is called in the history, where its label names it */
export function createStagingFile(path: string, schemas: readonly LayerSchema[], title = ''): StagingFile {
  fs.rmSync(path, { force: true });
  const db = openDatabase(path, { readOnly: false, create: true });
  // Large pages: fewer calls for the same bytes, in writing and in moving in.
  db.pragma('page_size = 65536');
  // A staging file of a crashed import is thrown away, so it needs no journal.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(
    `CREATE TABLE staged_meta (n INTEGER, layer TEXT, title TEXT, count INTEGER, changed INTEGER, gone INTEGER,
       min_x REAL, min_y REAL, max_x REAL, max_y REAL);
     CREATE TABLE staged_record (params TEXT)`,
  );
  createOwnTable(db);
  const writeOwn = ownWriter(db);
  const writers = new Map(schemas.map((schema, n) => [schema.id, layerWriter(db, schema, n)]));
  return {
    path,
    layer: (id) => writers.get(id),
    own: db.transaction(writeOwn),
    finish(record = {}) {
      db.prepare('INSERT INTO staged_record VALUES (?)').run(JSON.stringify(record));
      const insert = db.prepare('INSERT INTO staged_meta VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
      const summaries = schemas.map(({ id }, n): [string, StagingSummary] => {
        const { count, changed, gone, box, areaM2 } = writers.get(id)!.summary();
        const sides = box ?? [null, null, null, null];
        insert.run(n, id, title, count, changed, gone, ...sides);
        return [id, { count, box, areaM2 }];
      });
      db.close();
      return new Map(summaries);
    },
    discard() {
      db.close();
      fs.rmSync(path, { force: true });
    },
  };
}
