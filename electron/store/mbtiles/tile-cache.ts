import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { Tile } from '../../../shared/map/tile-grid.ts';

/** Tiles of one server that have been had before; null for a place where the server has none. */
export interface TileCache {
  get(tile: Tile): { readonly bytes: Uint8Array | null } | undefined;
  put(tile: Tile, bytes: Uint8Array | null): void;
  /** Mean size of the tiles kept, null when there are too few to tell. */
  meanBytes(): number | null;
  close(): void;
}

export interface CacheLimits {
  /** Bytes of all tiles together. */
  readonly bytes: number;
  /** Milliseconds after which a tile is asked for again. */
  readonly ageMs: number;
  now(): number;
}

/** Tiles after which the size is looked at again. */
const LOOK_EVERY = 200;
const ENOUGH_TO_TELL = 20;

/**
 * Opens the cache of a server. It is no record of anything: a file that cannot be used is thrown away and made anew,
 * and an error while reading or writing means only that the server is asked.
 */
export function openTileCache(file: string, limits: CacheLimits): TileCache {
  mkdirSync(path.dirname(file), { recursive: true });
  const open = (): Database.Database => {
    const db = new Database(file);
    db.pragma('journal_mode = TRUNCATE');
    db.pragma('synchronous = OFF');
    db.exec(`
      CREATE TABLE IF NOT EXISTS cached (
        z INTEGER, x INTEGER, y INTEGER, at INTEGER NOT NULL, used INTEGER NOT NULL, bytes BLOB,
        UNIQUE (z, x, y));
      CREATE INDEX IF NOT EXISTS cached_used ON cached (used);`);
    return db;
  };
  let db: Database.Database;
  try {
    db = open();
  } catch {
    rmSync(file, { force: true });
    db = open();
  }
  const select = db.prepare('SELECT at, bytes FROM cached WHERE z = ? AND x = ? AND y = ?');
  const touch = db.prepare('UPDATE cached SET used = ? WHERE z = ? AND x = ? AND y = ?');
  const insert = db.prepare('INSERT OR REPLACE INTO cached VALUES (?, ?, ?, ?, ?, ?)');
  const size = db.prepare('SELECT count(*) AS n, coalesce(sum(length(bytes)), 0) AS total FROM cached');
  const oldest = db.prepare(
    'DELETE FROM cached WHERE rowid IN (SELECT rowid FROM cached ORDER BY used LIMIT ?)',
  );
  const stale = db.prepare('DELETE FROM cached WHERE at < ?');
  let written = 0;
  const figures = (): { n: number; total: number } => size.get() as { n: number; total: number };

  /** Lets the tiles go that were not looked at for longest, down to nine tenths of what is allowed. */
  const prune = (): void => {
    stale.run(limits.now() - limits.ageMs);
    for (let { n, total } = figures(); total > limits.bytes && n > 0; { n, total } = figures()) {
      oldest.run(Math.max(1, Math.ceil(n * (1 - (0.9 * limits.bytes) / total))));
    }
  };

  return {
    get: ({ z, x, y }) => {
      try {
        const row = select.get(z, x, y) as { at: number; bytes: Uint8Array | null } | undefined;
        if (row === undefined || limits.now() - row.at > limits.ageMs) return undefined;
        touch.run(limits.now(), z, x, y);
        return { bytes: row.bytes };
      } catch {
        return undefined;
      }
    },
    put: ({ z, x, y }, bytes) => {
      try {
        insert.run(z, x, y, limits.now(), limits.now(), bytes);
        written += 1;
        if (written % LOOK_EVERY === 0) prune();
      } catch {
        // A full disk: the tile has been shown all the same.
      }
    },
    meanBytes: () => {
      try {
        const { n, total } = figures();
        return n < ENOUGH_TO_TELL || total === 0 ? null : total / n;
      } catch {
        return null;
      }
    },
    close: () => {
      try {
        prune();
      } catch {
        // See `put`.
      }
      db.close();
    },
  };
}
