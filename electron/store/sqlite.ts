import Database from 'better-sqlite3';
import { registerExpressionFunctions } from './filter/functions.ts';
import { boxOfBlob } from './geopackage/header.ts';
import { registerImageFunctions } from './image-functions.ts';

/** A connection. Synchronous; one statement at a time. */
export type Db = Database.Database;
export type Statement = Database.Statement<unknown[], unknown>;

/** `GPKG` as the application_id of the file header. */
export const GPKG_APPLICATION_ID = 0x47504b47;
/** Version mark: 10300 is read without a warning by GDAL 3.6, and the 1.4 trigger set is correct under it. */
export const GPKG_USER_VERSION = 10300;

/** How long a statement waits for a lock of another program, milliseconds. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a connection with the functions that the RTree triggers of a GeoPackage call. Every connection
 * that may write needs them, else each INSERT fails.
 */
export function openDatabase(
  path: string,
  options: { readonly readOnly: boolean; readonly create?: boolean },
): Db {
  const db = new Database(path, {
    readonly: options.readOnly,
    fileMustExist: options.create !== true,
    timeout: BUSY_TIMEOUT_MS,
  });
  registerExpressionFunctions(db);
  if (!options.readOnly) {
    registerSpatialFunctions(db);
    registerImageFunctions(db);
  }
  return db;
}

function registerSpatialFunctions(db: Db): void {
  const deterministic = { deterministic: true } as const;
  const side = (index: 0 | 1 | 2 | 3) => (blob: unknown) =>
    blob instanceof Uint8Array ? (boxOfBlob(blob)?.[index] ?? null) : null;
  db.function('ST_IsEmpty', deterministic, (blob: unknown) =>
    blob instanceof Uint8Array ? (boxOfBlob(blob) === null ? 1 : 0) : null,
  );
  db.function('ST_MinX', deterministic, side(0));
  db.function('ST_MinY', deterministic, side(1));
  db.function('ST_MaxX', deterministic, side(2));
  db.function('ST_MaxY', deterministic, side(3));
}

/** An identifier in double quotes, for names that come from a layer schema. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Row of a statement that returns one, typed by the caller who wrote the SQL. */
export const getRow = <T>(db: Db, sql: string, ...params: unknown[]): T | undefined =>
  db.prepare(sql).get(...params) as T | undefined;
export const allRows = <T>(db: Db, sql: string, ...params: unknown[]): T[] =>
  db.prepare(sql).all(...params) as T[];
