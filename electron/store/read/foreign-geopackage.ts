import { copyFileSync, existsSync, openSync, readSync, closeSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { readWkb } from '../../../shared/geometry/wkb.ts';
import { NewRawValues, type RawValues } from '../../../shared/import/raw.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** A feature table of a GeoPackage that somebody else made. */
export interface ForeignTable {
  readonly name: string;
  /** Highest key, for the progress of reading; 0 for an empty table. */
  readonly lastKey: number;
  /** Geometry type as declared, e.g. `MULTIPOLYGON`; empty for a table without shapes. */
  readonly geometry: string;
  /** The row of `gpkg_spatial_ref_sys`; null for the undefined systems 0 and -1 and for a missing row. */
  readonly srs: { readonly organization: string; readonly code: number; readonly definition: string } | null;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** One row: its key, its values, and its geometry or why that cannot be read. */
export interface ForeignRow {
  readonly key: number;
  readonly values: Readonly<RawValues>;
  readonly geometry: Packed | null;
  /** Failure code of the geometry: `gpkg-geometry`, `wkb-broken`, `wkb-type`. */
  readonly problem: string | null;
}

/** Reads a GeoPackage that is not ours: read-only, in slices, never running what the file defines (views, triggers). */
export interface ForeignGeoPackage {
  readonly tables: readonly ForeignTable[];
  /** Feature tables that are views or virtual tables, which are not read. */
  readonly skipped: readonly string[];
  /**
   * Rows in the order of their key; with `only`, nothing else of each but its shape, or one field. A broken page ends it
   * with `corrupt`.
   */
  rows(
    table: string,
    slice: number,
    only?: { readonly shapes: true } | { readonly field: string },
  ): Generator<Result<readonly ForeignRow[]>>;
  /** How many rows a table has: reads all of it. Failure `corrupt`. */
  count(table: string): Result<number>;
  close(): void;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const ENVELOPES = [0, 32, 48, 48, 64];

/** The geometry of a blob with a GeoPackage header, in the file's own coordinates. */
function readBlob(bytes: unknown): { geometry: Packed | null; problem: string | null } {
  if (bytes === null || bytes === undefined) return { geometry: null, problem: null };
  if (!(bytes instanceof Uint8Array) || bytes.length < 8 || bytes[0] !== 0x47 || bytes[1] !== 0x50) {
    return { geometry: null, problem: 'gpkg-geometry' };
  }
  const flags = bytes[3]!;
  const envelope = ENVELOPES[(flags >> 1) & 7];
  if (envelope === undefined) return { geometry: null, problem: 'gpkg-geometry' };
  if ((flags & 0x10) !== 0) return { geometry: null, problem: null };
  const read = readWkb(bytes, 8 + envelope);
  return read.ok ? { geometry: read.value, problem: null } : { geometry: null, problem: read.error.code };
}

/** A file in WAL mode would get files beside it when opened; it is copied to `scratch` first, with its log. */
function privateCopy(file: string, scratch: string): string {
  const head = new Uint8Array(20);
  const handle = openSync(file, 'r');
  readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  if (head[18] !== 2) return file;
  const copy = path.join(scratch, 'source.gpkg');
  if (existsSync(copy)) return copy;
  if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
  copyFileSync(file, copy);
  return copy;
}

const detailOf = (error: unknown): string =>
  (error as { code?: unknown }).code === undefined ? '' : String((error as { code: unknown }).code);

/** Errors of SQLite are what a broken file gives; anything else is a bug. */
function caught<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    if (error instanceof Database.SqliteError || detailOf(error) !== '')
      return fail('corrupt', { cause: detailOf(error) });
    throw error;
  }
}

/**
 * @param scratch a folder where a file in WAL mode may be copied
 * @param options.attributes true: tables without shapes are read too
 * @returns failures `corrupt` (no database, or a broken one) and `no-gpkg` (a database, but no GeoPackage)
 */
export function openForeignGeoPackage(
  file: string,
  scratch: string,
  { attributes = false }: { readonly attributes?: boolean } = {},
): Result<ForeignGeoPackage> {
  const opened = caught(
    () => new Database(privateCopy(file, scratch), { readonly: true, fileMustExist: true }),
  );
  if (!opened.ok) return opened;
  const db = opened.value;
  const read = caught(() => {
    db.pragma('trusted_schema = OFF');
    db.pragma('query_only = ON');
    return readTables(db, attributes);
  });
  if (!read.ok || read.value === null) {
    db.close();
    return read.ok ? fail('no-gpkg') : read;
  }
  const { tables, skipped } = read.value;
  return ok({
    tables: tables.map(({ table }) => table),
    skipped,
    rows: function* (name, slice, only) {
      const entry = tables.find(({ table }) => table.name === name);
      if (entry === undefined) return;
      const fields = entry.table.fields.filter(
        (field) => only === undefined || ('field' in only && only.field === field.name),
      );
      const shape = only !== undefined && 'field' in only ? null : entry.geometryColumn;
      const columns = fields.map((field) => quoted(field.name));
      const select = caught(() =>
        db
          .prepare(
            `SELECT CAST(rowid AS REAL) AS _row, ${[...columns, shape === null ? 'NULL' : quoted(shape)].join(', ')} FROM ${quoted(name)} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
          )
          .raw()
          .safeIntegers(),
      );
      if (!select.ok) {
        yield select;
        return;
      }
      let last = Number.MIN_SAFE_INTEGER;
      for (;;) {
        const rows: Result<unknown[][]> = caught(() => select.value.all(last, slice) as unknown[][]);
        if (!rows.ok) {
          yield rows;
          return;
        }
        if (rows.value.length === 0) return;
        const next = Number(rows.value[rows.value.length - 1]![0]);
        // A key beyond 2^53 cannot be followed exactly, and the same rows would come again for ever.
        if (!(next > last)) {
          yield fail('corrupt', { cause: 'rowid' });
          return;
        }
        last = next;
        yield ok(rows.value.map((row) => toRow(row, fields)));
        if (rows.value.length < slice) return;
      }
    },
    count: (name) =>
      caught(() =>
        Number(
          db
            .prepare(`SELECT count(*) FROM ${quoted(name)}`)
            .pluck()
            .get(),
        ),
      ),
    close: () => db.close(),
  });
}

/** A whole number beyond 2^53 (a code of 18 digits) would lose its last digits as a number. */
const exactly = (value: bigint): number | string =>
  Number.isSafeInteger(Number(value)) ? Number(value) : String(value);

function toRow(row: readonly unknown[], fields: ForeignTable['fields']): ForeignRow {
  const values = new NewRawValues();
  for (let i = 0; i < fields.length; i++) {
    const cell = row[i + 1];
    values[fields[i]!.name] =
      typeof cell === 'bigint'
        ? exactly(cell)
        : typeof cell === 'string' || typeof cell === 'number'
          ? cell
          : null;
  }
  const { geometry, problem } = readBlob(row[row.length - 1]);
  return { key: Number(row[0]), values, geometry, problem };
}

interface Entry {
  readonly table: ForeignTable;
  /** Null for a table without shapes. */
  readonly geometryColumn: string | null;
}

function readTables(
  db: Database.Database,
  attributes: boolean,
): { tables: Entry[]; skipped: string[] } | null {
  const kinds = new Map(
    (
      db.prepare(`SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view')`).all() as {
        name: string;
        type: string;
        sql: string | null;
      }[]
    ).map((row) => [row.name, row]),
  );
  if (
    !['gpkg_contents', 'gpkg_geometry_columns', 'gpkg_spatial_ref_sys'].every((name) =>
      isTable(kinds.get(name)),
    )
  ) {
    return null;
  }
  const rows = db
    .prepare(
      `SELECT g.table_name AS name, g.column_name AS geom, g.geometry_type_name AS type,
              s.organization AS organization, s.organization_coordsys_id AS code, s.definition AS definition
       FROM gpkg_geometry_columns g
       JOIN gpkg_contents c ON c.table_name = g.table_name
       LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id AND g.srs_id > 0
       WHERE c.data_type = 'features'
       UNION ALL SELECT table_name, NULL, '', NULL, NULL, NULL FROM gpkg_contents
       WHERE data_type = 'attributes' AND ? = 1
       ORDER BY name`,
    )
    .all(attributes ? 1 : 0) as {
    name: unknown;
    geom: unknown;
    type: unknown;
    organization: string | null;
    code: unknown;
    definition: unknown;
  }[];
  const tables: Entry[] = [];
  const skipped: string[] = [];
  for (const row of rows) {
    const name = String(row.name);
    if (!isTable(kinds.get(name))) {
      skipped.push(name);
      continue;
    }
    const columns = db.prepare('SELECT name, type, pk FROM pragma_table_info(?)').all(name) as {
      name: string;
      type: string;
      pk: number;
    }[];
    const geometryColumn = typeof row.geom === 'string' ? row.geom : null;
    if (geometryColumn !== null && !columns.some((column) => column.name === geometryColumn)) {
      skipped.push(name);
      continue;
    }
    const { lastKey } = db
      .prepare(`SELECT coalesce(max(rowid), 0) AS lastKey FROM ${quoted(name)}`)
      .get() as {
      lastKey: number;
    };
    tables.push({
      geometryColumn,
      table: {
        name,
        lastKey: Number(lastKey),
        geometry: String(row.type),
        srs:
          typeof row.organization !== 'string'
            ? null
            : {
                organization: row.organization,
                code: Number(row.code),
                definition: String(row.definition),
              },
        fields: columns
          .filter((column) => column.name !== geometryColumn && column.pk === 0)
          .map((column) => ({ name: column.name, type: column.type })),
      },
    });
  }
  return { tables, skipped };
}

/** An ordinary table: a virtual one or a view could run code of the file's choosing, for as long as it likes. */
const isTable = (entry: { readonly type: string; readonly sql: string | null } | undefined): boolean =>
  entry?.type === 'table' && !/^\s*CREATE\s+VIRTUAL/i.test(entry.sql ?? '');
