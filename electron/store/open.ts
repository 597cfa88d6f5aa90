import fs from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createLayerTriggers } from './geopackage/schema-ddl.ts';
import { rebuildRtree, rtreeName } from './geopackage/rtree.ts';
import { readCatalogue } from './layer-catalogue.ts';
import { type Db, getRow, GPKG_APPLICATION_ID, openDatabase, quoteName } from './sqlite.ts';

/** Up to this size every opening reads the whole file through `quick_check`; above only after an unclean end. */
const QUICK_CHECK_BYTES = 64 * 1024 * 1024;
/** Pages in the write-ahead log that start a checkpoint. */
const WAL_AUTOCHECKPOINT_PAGES = 1_000;

const SQLITE_MAGIC = 'SQLite format 3\0';
const APPLICATION_ID_AT = 68;

/**
 * Looks at the first bytes only. Failures `store.missing`, `store.not-geopackage` and `store.cannot-open`
 * (params: path or detail).
 */
export function probeFile(path: string): Result<null> {
  let file: number;
  try {
    file = fs.openSync(path, 'r');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT'
      ? fail('store.missing', { path })
      : fail('store.cannot-open', { detail: code ?? '' });
  }
  try {
    const head = Buffer.alloc(100);
    const read = fs.readSync(file, head, 0, head.length, 0);
    const sqlite = read === head.length && head.toString('latin1', 0, SQLITE_MAGIC.length) === SQLITE_MAGIC;
    const ours = sqlite && head.readUInt32BE(APPLICATION_ID_AT) === GPKG_APPLICATION_ID;
    return ours ? ok(null) : fail('store.not-geopackage', { path });
  } catch (error) {
    return fail('store.cannot-open', { detail: (error as NodeJS.ErrnoException).code ?? '' });
  } finally {
    fs.closeSync(file);
  }
}

/** Opens a connection for the one writer. WAL, and FULL because a commit must survive a loss of power. */
export function openForWriting(path: string): Db {
  const db = openDatabase(path, { readOnly: false });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma(`wal_autocheckpoint = ${WAL_AUTOCHECKPOINT_PAGES}`);
  // What a large import leaves of the log is cut back once it has been written into the file.
  db.pragma('journal_size_limit = 67108864');
  db.pragma('cache_size = -65536');
  return db;
}

/** Whether the file is a blueprint at all. Failure `store.not-blueprint`: any other GeoPackage, which can be imported. */
export function requireBlueprint(db: Db, path: string): Result<null> {
  const row = getRow<{ n: number }>(
    db,
    `SELECT count(*) n FROM sqlite_master WHERE type = 'table' AND name IN ('lantu_info', 'lantu_migration', 'lantu_change')`,
  );
  return row?.n === 3 ? ok(null) : fail('store.not-blueprint', { path });
}

/** Pages, keys and history. Failure `store.corrupt` (params: detail). */
export function checkIntegrity(db: Db, path: string, uncleanEnd: boolean): Result<null> {
  if (uncleanEnd || fs.statSync(path).size <= QUICK_CHECK_BYTES) {
    const answer = db.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') return fail('store.corrupt', { detail: String(answer).slice(0, 200) });
  }
  const broken = db.pragma('foreign_key_check') as unknown[];
  if (broken.length > 0) return fail('store.corrupt', { detail: `foreign keys: ${broken.length}` });
  const history = getRow<{ low: number | null; high: number | null; n: number }>(
    db,
    'SELECT min(seq) low, max(seq) high, count(*) n FROM lantu_change',
  );
  if (history !== undefined && history.low !== null && history.high! - history.low + 1 !== history.n) {
    return fail('store.corrupt', { detail: `history: ${history.n} of ${history.high! - history.low + 1}` });
  }
  return ok(null);
}

/**
 * Puts back what another program may have taken away: triggers that are missing, an RTree that does not hold as
 * many boxes as there are geometries. Returns what was mended, for the log.
 */
export function mendLayers(db: Db): readonly string[] {
  const mended: string[] = [];
  for (const { schema } of readCatalogue(db)) {
    const before = triggerCount(db, schema.id);
    db.transaction(() => createLayerTriggers(db, schema))();
    if (triggerCount(db, schema.id) !== before) mended.push(`triggers of ${schema.id}`);
    if (schema.geometry !== null && !rtreeComplete(db, schema.id)) {
      db.transaction(() => rebuildRtree(db, schema.id, 'geom'))();
      mended.push(`RTree of ${schema.id}`);
    }
  }
  return mended;
}

const triggerCount = (db: Db, table: string): number =>
  getRow<{ n: number }>(
    db,
    `SELECT count(*) n FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?`,
    table,
  )?.n ?? 0;

/** Counts through the small index first; only when that differs are the geometries themselves looked at. */
function rtreeComplete(db: Db, table: string): boolean {
  const t = quoteName(table);
  const boxes =
    getRow<{ n: number }>(db, `SELECT count(*) n FROM ${quoteName(`${rtreeName(table, 'geom')}_rowid`)}`)
      ?.n ?? 0;
  if (getRow<{ n: number }>(db, `SELECT count(*) n FROM ${t}`)?.n === boxes) return true;
  const filled = getRow<{ n: number }>(
    db,
    `SELECT count(*) n FROM ${t} WHERE geom NOTNULL AND NOT ST_IsEmpty(geom)`,
  );
  return filled?.n === boxes;
}
