import Database from 'better-sqlite3';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** `MPBX`, the mark of MBTiles in the header of the database. */
const APPLICATION_ID = 0x4d504258;
/** Tiles of one transaction. */
const BATCH = 500;

export interface MbtilesFacts {
  readonly name: string;
  readonly attribution: string;
  readonly description: string;
  /** Degrees. */
  readonly bounds: Box;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** Format of most tiles; each says by its own first bytes what it is. */
  readonly format: 'png' | 'jpg' | 'webp';
}

/** Writes a new MBTiles 1.3 file. A full disk and its like are failures (`background.write`), not exceptions. */
export interface MbtilesWriter {
  /** Rows count from the north here, as everywhere in this product; the file counts them from the south. */
  put(tile: Tile, bytes: Uint8Array): Result<null>;
  readonly count: number;
  readonly bytes: number;
  /** Writes the metadata and closes; one file is left, readable by any program. */
  finish(facts: MbtilesFacts): Result<null>;
  /** Closes without finishing; the caller removes the file. */
  abandon(): void;
}

export function createMbtiles(file: string): Result<MbtilesWriter> {
  const attempt = <T>(work: () => T): Result<T> => {
    try {
      return ok(work());
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      return fail('background.write', { cause: error.code });
    }
  };
  const made = attempt(() => {
    const db = new Database(file);
    // A new file of which nobody else knows: made again when this is cut short.
    db.pragma('journal_mode = MEMORY');
    db.pragma('synchronous = OFF');
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.exec(`
      CREATE TABLE metadata (name TEXT, value TEXT);
      CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);
      CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);
      BEGIN`);
    return db;
  });
  if (!made.ok) return made;
  const db = made.value;
  const insert = db.prepare('INSERT OR REPLACE INTO tiles VALUES (?, ?, ?, ?)');
  let count = 0;
  let total = 0;
  return ok({
    put: ({ z, x, y }, bytes) =>
      attempt(() => {
        insert.run(z, x, 2 ** z - 1 - y, bytes);
        count += 1;
        total += bytes.length;
        if (count % BATCH === 0) db.exec('COMMIT; BEGIN');
        return null;
      }),
    get count() {
      return count;
    },
    get bytes() {
      return total;
    },
    finish: (facts) =>
      attempt(() => {
        const put = db.prepare('INSERT INTO metadata VALUES (?, ?)');
        const { name, attribution, description, bounds, minZoom, maxZoom, format } = facts;
        const rows = {
          name,
          format,
          bounds: bounds.map((side) => side.toFixed(7)).join(','),
          minzoom: String(minZoom),
          maxzoom: String(maxZoom),
          attribution,
          description,
          type: 'baselayer',
          version: '1',
        };
        for (const [key, value] of Object.entries(rows)) put.run(key, value);
        db.exec('COMMIT');
        db.close();
        return null;
      }),
    abandon: () => db.close(),
  });
}
