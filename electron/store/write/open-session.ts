import fs from 'node:fs';
import type { Result } from '../../../shared/result.ts';
import { makeBackup } from '../backup.ts';
import { readFacts } from '../blueprint-facts.ts';
import { caught, stop, StoreFailure } from '../errors.ts';
import { setContentsBox } from '../geopackage/contents.ts';
import { exactExtent } from '../geopackage/rtree.ts';
import { GEOMETRY_COLUMN } from '../geopackage/schema-ddl.ts';
import { finishLayers } from '../layer-catalogue.ts';
import { type HeldLock, takeLock } from '../lock.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import type { Migration } from '../migrations/migration.ts';
import { applyMigrations, pendingMigrations } from '../migrations/run.ts';
import { checkIntegrity, mendLayers, openForWriting, probeFile, requireBlueprint } from '../open.ts';
import { type Db, getRow, openDatabase } from '../sqlite.ts';
import type { StoreHost } from './host.ts';
import { loadLayers } from './layer-view.ts';
import type { Session, StoreNews } from './session.ts';
import { statementCache } from './statements.ts';
import { readLine } from './undo-line.ts';

export interface OpenOptions {
  readonly path: string;
  readonly readOnly: boolean;
  readonly announce: (news: StoreNews) => void;
  /** The migrations this program knows; tests bring their own. */
  readonly migrations?: readonly Migration[];
}

const check = (result: Result<unknown>): void => {
  if (!result.ok) throw new StoreFailure(result.error);
};

/**
 * Opens a blueprint: header, lock, integrity, schema, then what it holds.
 *
 * Failures: `store.missing`, `store.not-geopackage`, `store.not-blueprint`, `store.locked`, `store.cannot-lock`,
 * `store.corrupt`, `store.newer-schema`, `store.foreign-schema`, `store.older-schema` (read-only, needs a
 * migration), `store.backup-failed`.
 */
export async function openSession(host: StoreHost, options: OpenOptions): Promise<Result<Session>> {
  const probed = probeFile(options.path);
  if (!probed.ok) return probed;
  let lock: HeldLock | null = null;
  if (!options.readOnly) {
    const own = { host: host.hostName, pid: host.pid, user: host.author() };
    const taken = takeLock(options.path, own, () => host.now());
    if (!taken.ok) return taken;
    lock = taken.value;
    if (lock.tookOver)
      host.log('warn', 'took over the lock of a session that ended without closing the file');
  }
  let db: Db | undefined;
  let opened: Result<Session> | undefined;
  try {
    opened = await caught(async () => {
      const uncleanEnd = lock?.tookOver === true || fs.existsSync(`${options.path}-wal`);
      db = options.readOnly ? openDatabase(options.path, { readOnly: true }) : openForWriting(options.path);
      check(requireBlueprint(db, options.path));
      check(checkIntegrity(db, options.path, uncleanEnd && !options.readOnly));
      await bringUpToDate(db, host, options);
      if (!options.readOnly) prepareForWriting(db, host);
      return sessionOver(db, host, options, lock);
    });
    return opened;
  } finally {
    // Refused, or ended by a bug: nothing is left open behind it.
    if (opened?.ok !== true) {
      db?.close();
      lock?.release();
    }
  }
}

async function bringUpToDate(db: Db, host: StoreHost, options: OpenOptions): Promise<void> {
  const pending = pendingMigrations(db, options.migrations ?? MIGRATIONS);
  if (!pending.ok) throw new StoreFailure(pending.error);
  if (pending.value.length === 0) return;
  if (options.readOnly) stop('store.older-schema', { pending: pending.value.length });
  const time = host.now().toISOString();
  const label = `before-migration-${pending.value[0]!.id}-${time.replaceAll(':', '')}`;
  const backup = await makeBackup(db, options.path, host.backupDir, label);
  check(backup);
  applyMigrations(db, pending.value, { time });
  finishLayers(db);
  host.log('info', `migrated to ${pending.value.at(-1)!.id}`);
}

function prepareForWriting(db: Db, host: StoreHost): void {
  // A session that was killed inside a transaction left nothing; one that wrote the mark alone cannot exist.
  const mended = mendLayers(db);
  for (const what of mended) host.log('warn', `mended ${what}`);
}

function sessionOver(db: Db, host: StoreHost, options: OpenOptions, lock: HeldLock | null): Session {
  const facts = readFacts(db);
  const last = getRow<{ seq: number; time: string }>(
    db,
    'SELECT seq, time FROM lantu_change ORDER BY seq DESC LIMIT 1',
  );
  const line = readLine(db);
  return {
    host,
    path: options.path,
    db,
    readOnly: options.readOnly,
    lock,
    statements: statementCache(db),
    layers: loadLayers(db),
    replica: facts.get('replica') ?? '',
    rev: last?.seq ?? 0,
    savedAt: last?.time ?? null,
    undo: line.undo,
    redo: line.redo,
    outside: countOutside(db),
    dataVersion: dataVersion(db),
    shrunk: new Set(),
    frozen: null,
    announce: options.announce,
  };
}

export const countOutside = (db: Db): number =>
  getRow<{ n: number }>(db, 'SELECT count(*) n FROM (SELECT DISTINCT layer, fid FROM lantu_outside)')?.n ?? 0;

/** Changes when, and only when, another connection has committed. */
export const dataVersion = (db: Db): number => Number(db.pragma('data_version', { simple: true }));

/** How long closing waits for readers to let go of the file. */
const CLOSE_PATIENCE_MS = 2_000;

/**
 * Leaves one clean file in DELETE mode. Readers must have closed before: with one open the switch fails, and
 * the log stays beside the file (complete and safe, but two files); that is said in the log.
 */
export async function closeSession(session: Session): Promise<void> {
  const { db, host, lock } = session;
  session.statements.clear();
  try {
    if (!session.readOnly) {
      db.pragma('busy_timeout = 100');
      for (const layer of session.shrunk) setContentsBox(db, layer, exactExtent(db, layer, GEOMETRY_COLUMN));
      db.pragma('optimize');
      const until = Date.now() + CLOSE_PATIENCE_MS;
      while (!leaveWal(db)) {
        if (Date.now() > until) {
          host.log('warn', 'a reader holds the file open: its log stays beside it');
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  } catch (error) {
    host.log('error', `closing: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    db.close();
    lock?.release();
  }
}

function leaveWal(db: Db): boolean {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY') === true) return false;
    throw error;
  }
}
