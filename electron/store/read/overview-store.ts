import { rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Tile } from '../../../shared/map/tile-grid.ts';

/** Raised when tiles of an older product would look different. */
const FORMAT = '1';

/** A stored overview tile. */
export interface StoredTile {
  readonly bytes: Uint8Array | null;
  readonly rev: number;
  /** True when something in it has changed since. */
  readonly dirty: boolean;
}

/** To which change of which copy of the blueprint the stored tiles have been followed. */
export interface Followed {
  readonly rev: number;
  readonly change: string | null;
}

/** Overview tiles of one blueprint: derived data, kept outside the blueprint in the user's cache folder. */
export interface OverviewStore {
  followed(): Followed | null;
  follow(to: Followed): void;
  get(layer: string, tile: Tile): StoredTile | null;
  put(layer: string, tile: Tile, bytes: Uint8Array | null, rev: number): void;
  markDirty(layer: string, tile: Tile): void;
  /** Tiles of a layer, and whether they are dirty. */
  tiles(layer: string): readonly { readonly tile: Tile; readonly dirty: boolean }[];
  /** What the tiles of a layer were made to say; null when nobody has told. */
  content(layer: string): string | null;
  /** Tells it, and throws away tiles that were made to say something else. */
  setContent(layer: string, content: string): void;
  forget(): void;
  close(): void;
}

function prepare(file: string): Database.Database {
  const db = new Database(file);
  try {
    db.pragma('journal_mode = WAL');
    // Losing the last tiles in a power failure costs a moment's work, a write barrier each costs more.
    db.pragma('synchronous = NORMAL');
    db.exec(`CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT);
      CREATE TABLE IF NOT EXISTS tile (
        layer TEXT, z INTEGER, x INTEGER, y INTEGER, rev INTEGER, dirty INTEGER, bytes BLOB,
        PRIMARY KEY (layer, z, x, y));`);
    const format = db.prepare("SELECT value FROM meta WHERE name = 'format'").pluck().get();
    if (format !== FORMAT) {
      db.exec('DELETE FROM tile; DELETE FROM meta;');
      db.prepare("INSERT INTO meta VALUES ('format', ?)").run(FORMAT);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the cache file; a broken one is made anew, and without a folder that can be written it is in memory. */
function openFile(cacheDir: string, blueprintId: string): Database.Database {
  const name = blueprintId.replaceAll(/[^0-9A-Za-z-]/g, '_');
  if (cacheDir === '' || name === '') return prepare(':memory:');
  const file = path.join(cacheDir, `overviews-${name}.sqlite`);
  try {
    return prepare(file);
  } catch {
    try {
      for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
      return prepare(file);
    } catch {
      return prepare(':memory:');
    }
  }
}

export function openOverviewStore(cacheDir: string, blueprintId: string): OverviewStore {
  const db = openFile(cacheDir, blueprintId);
  const meta = db.prepare('SELECT value FROM meta WHERE name = ?').pluck();
  const setMeta = db.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)');
  const one = db
    .prepare('SELECT bytes, rev, dirty FROM tile WHERE layer = ? AND z = ? AND x = ? AND y = ?')
    .raw();
  const put = db.prepare('INSERT OR REPLACE INTO tile VALUES (?, ?, ?, ?, ?, 0, ?)');
  const dirty = db.prepare('UPDATE tile SET dirty = 1 WHERE layer = ? AND z = ? AND x = ? AND y = ?');
  const all = db.prepare('SELECT z, x, y, dirty FROM tile WHERE layer = ?').raw();
  return {
    followed: () => {
      const rev = meta.get('rev');
      const change = meta.get('change');
      return typeof rev === 'string'
        ? { rev: Number(rev), change: typeof change === 'string' ? change : null }
        : null;
    },
    follow: ({ rev, change }) => {
      setMeta.run('rev', String(rev));
      setMeta.run('change', change);
    },
    get: (layer, { z, x, y }) => {
      const row = one.get(layer, z, x, y) as [Uint8Array | null, number, number] | undefined;
      if (row === undefined) return null;
      // A plain array of its own length: a Buffer may be a view on a larger one, and would be cloned with it.
      return { bytes: row[0] === null ? null : Uint8Array.from(row[0]), rev: row[1], dirty: row[2] !== 0 };
    },
    put: (layer, { z, x, y }, bytes, rev) => void put.run(layer, z, x, y, rev, bytes),
    markDirty: (layer, { z, x, y }) => void dirty.run(layer, z, x, y),
    tiles: (layer) =>
      (all.all(layer) as [number, number, number, number][]).map(([z, x, y, isDirty]) => ({
        tile: { z, x, y },
        dirty: isDirty !== 0,
      })),
    content: (layer) => {
      const known = meta.get(`content ${layer}`);
      return typeof known === 'string' ? known : null;
    },
    setContent: (layer, content) => {
      db.prepare('DELETE FROM tile WHERE layer = ?').run(layer);
      setMeta.run(`content ${layer}`, content);
    },
    forget: () => {
      db.exec("DELETE FROM tile; DELETE FROM meta WHERE name <> 'format'");
    },
    close: () => db.close(),
  };
}
