import { closeSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { isTileImage, imageKind } from '../../../shared/background/image-kind.ts';
import type { TileFacts } from '../../../shared/background/types.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { fromMercator, type Tile } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { plainText } from '../../../shared/background/plain-text.ts';

/** A tile archive in SQLite (MBTiles 1.3, raster tiles). */
export interface ForeignMbtiles {
  readonly facts: TileFacts;
  /** Name in its metadata; empty when it has none. */
  readonly name: string;
  /** The picture of a tile; null where the archive has none, or what it has is no picture. */
  tile(tile: Tile): Result<Uint8Array | null>;
  close(): void;
}

/** A larger blob is no tile. */
const MAX_TILE_BYTES = 4_000_000;
/** A table without an index is read through for each tile; up to this many bytes that is bearable. */
const MAX_UNINDEXED_BYTES = 32_000_000;
const DEEPEST = 24;

/** Rows that are looked at to tell where the tiles lie. */
const MOST_MEASURED = 2_000_000;

/** Statements that find one tile; the second only where tiles and pictures are kept apart. */
interface TileTable {
  /** The table with zoom, column and row. */
  readonly places: 'tiles' | 'map';
  readonly pictures: 'tiles' | 'images';
}

/** The code of an error of SQLite or of the system; empty for any other. */
const detailOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};

/** Errors of SQLite and of the file system are what a broken file gives; anything else is a bug. */
function caught<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (error) {
    const cause = detailOf(error);
    if (cause === '') throw error;
    return fail('background.mbtiles-broken', { cause });
  }
}

/** Columns of an ordinary table; null for a view, a virtual table, and one with computed columns. */
function columnsOf(db: Database.Database, name: string): ReadonlySet<string> | null {
  const entry = db.prepare('SELECT type, sql FROM sqlite_master WHERE name = ?').get(name) as
    | { type: string; sql: string | null }
    | undefined;
  if (entry?.type !== 'table' || /^\s*CREATE\s+VIRTUAL/i.test(entry.sql ?? '')) return null;
  const columns = db.prepare('SELECT name, hidden FROM pragma_table_xinfo(?)').all(name) as {
    name: string;
    hidden: number;
  }[];
  if (columns.some(({ hidden }) => hidden !== 0)) return null;
  return new Set(columns.map((column) => column.name.toLowerCase()));
}

const PLACE = ['zoom_level', 'tile_column', 'tile_row'];
const holds = (columns: ReadonlySet<string> | null, names: readonly string[]): boolean =>
  columns !== null && names.every((name) => columns.has(name));

/**
 * Where the tiles are: in one table, or in the two that `tiles` commonly is a view of. A view itself is never read:
 * it could compute for as long as its author likes.
 */
function tableOf(db: Database.Database): TileTable | null {
  if (holds(columnsOf(db, 'tiles'), [...PLACE, 'tile_data'])) return { places: 'tiles', pictures: 'tiles' };
  const apart =
    holds(columnsOf(db, 'map'), [...PLACE, 'tile_id']) &&
    holds(columnsOf(db, 'images'), ['tile_id', 'tile_data']);
  return apart ? { places: 'map', pictures: 'images' } : null;
}

const SMALL = `CASE WHEN length(tile_data) <= ${MAX_TILE_BYTES} THEN tile_data END`;

/** Each finds one row at most and looks at no other, however many there are of the same place. */
const statementsOf = ({ places }: TileTable): readonly string[] => {
  const at = 'zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1';
  return places === 'tiles'
    ? [`SELECT ${SMALL} AS data FROM tiles WHERE ${at}`]
    : [
        `SELECT tile_id AS id FROM map WHERE ${at}`,
        `SELECT ${SMALL} AS data FROM images WHERE tile_id = ? LIMIT 1`,
      ];
};

/** Whether a statement finds its row by index, without reading the table through. */
function isIndexed(db: Database.Database, select: string): boolean {
  const params = select
    .split('?')
    .slice(1)
    .map(() => 0);
  const steps = db.prepare(`EXPLAIN QUERY PLAN ${select}`).all(...params) as { detail: string }[];
  return steps.every(({ detail }) => !/\bSCAN\b|AUTOMATIC/.test(detail));
}

function readMetadata(db: Database.Database): ReadonlyMap<string, string> {
  if (!holds(columnsOf(db, 'metadata'), ['name', 'value'])) return new Map();
  const rows = db.prepare('SELECT name, substr(value, 1, 4000) AS value FROM metadata LIMIT 200').all() as {
    name: unknown;
    value: unknown;
  }[];
  return new Map(
    rows.map(({ name, value }) => [
      String(name).toLowerCase(),
      typeof value === 'string' || typeof value === 'number' ? String(value) : '',
    ]),
  );
}

const wholeZoom = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= DEEPEST ? value : null;

/** `west,south,east,north` in degrees; null when it is not that. */
function readBounds(text: string | undefined): Box | null {
  const parts = (text ?? '').split(',').map((part) => Number(part.trim() || 'x'));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = parts;
  if (parts.length !== 4 || !parts.every(Number.isFinite) || west >= east || south >= north) return null;
  return [Math.max(-180, west), Math.max(-85.06, south), Math.min(180, east), Math.min(85.06, north)];
}

/** The box of the tiles at the deepest zoom; null when it cannot be told within reason. */
function measuredBounds(db: Database.Database, { places }: TileTable, zoom: number): Box | null {
  const { count, w, e, s, n } = db
    .prepare(
      `SELECT count(*) AS count, min(tile_column) AS w, max(tile_column) AS e, min(tile_row) AS s, max(tile_row) AS n
       FROM (SELECT tile_column, tile_row FROM ${places} WHERE zoom_level = ? LIMIT ${MOST_MEASURED})`,
    )
    .get(zoom) as Readonly<Record<'count' | 'w' | 'e' | 's' | 'n', unknown>>;
  const side = 2 ** zoom;
  const fits = (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < side;
  if (count === MOST_MEASURED || !fits(w) || !fits(e) || !fits(s) || !fits(n)) return null;
  const [west, north] = fromMercator(w / side, 1 - (n + 1) / side);
  const [east, south] = fromMercator((e + 1) / side, 1 - s / side);
  return [west, south, east, north];
}

function headOf(file: string): Result<Uint8Array> {
  return caught(() => {
    const head = new Uint8Array(20);
    const handle = openSync(file, 'r');
    try {
      readSync(handle, head, 0, head.length, 0);
    } finally {
      closeSync(handle);
    }
    return head;
  });
}

/**
 * Opens an archive that somebody else made: read-only, running nothing that the file defines.
 *
 * @returns failures `background.mbtiles-broken` (no database or a damaged one), `background.mbtiles-none` (a database
 * without tiles), `background.vector-tiles` (its tiles are no pictures), `background.mbtiles-open` (another program
 * has it open for writing), `background.mbtiles-slow` (large and without an index)
 */
export function openForeignMbtiles(file: string, bytes: number): Result<ForeignMbtiles> {
  const head = headOf(file);
  if (!head.ok) return head;
  // In WAL mode files would appear beside it.
  if (head.value[18] === 2 || head.value[19] === 2) return fail('background.mbtiles-open');
  const opened = caught(() => new Database(file, { readonly: true, fileMustExist: true }));
  if (!opened.ok) return opened;
  const db = opened.value;
  const read = caught(() => readArchive(db, bytes));
  const archive = read.ok ? read.value : read;
  if (!archive.ok) db.close();
  return archive;
}

function readArchive(db: Database.Database, bytes: number): Result<ForeignMbtiles> {
  db.pragma('trusted_schema = OFF');
  db.pragma('query_only = ON');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  const table = tableOf(db);
  if (table === null) return fail('background.mbtiles-none');
  const statements = statementsOf(table);
  if (bytes > MAX_UNINDEXED_BYTES && !statements.every((text) => isIndexed(db, text))) {
    return fail('background.mbtiles-slow');
  }
  const end = (direction: 'ASC' | 'DESC'): number | null => {
    const row = db
      .prepare(`SELECT zoom_level AS zoom FROM ${table.places} ORDER BY zoom_level ${direction} LIMIT 1`)
      .get() as { zoom: unknown } | undefined;
    return wholeZoom(row?.zoom);
  };
  const minZoom = end('ASC');
  const maxZoom = end('DESC');
  const first = db
    .prepare(
      `SELECT data FROM (SELECT ${SMALL} AS data FROM ${table.pictures} LIMIT 200) WHERE length(data) > 0`,
    )
    .get() as { data: unknown } | undefined;
  if (minZoom === null || maxZoom === null || first === undefined) return fail('background.mbtiles-none');
  const image = first.data instanceof Uint8Array ? imageKind(first.data) : null;
  if (image === null) return fail('background.vector-tiles');
  const metadata = readMetadata(db);
  // The standard counts rows from the south; some archives say that theirs do not.
  const fromNorth = metadata.get('scheme')?.toLowerCase() === 'xyz';
  const [place, picture] = statements.map((text) => db.prepare(text));
  return ok({
    name: plainText(metadata.get('name') ?? '', 200),
    facts: {
      minZoom,
      maxZoom,
      bounds: readBounds(metadata.get('bounds')) ?? (fromNorth ? null : measuredBounds(db, table, maxZoom)),
      tileSize: image.width > 256 ? 512 : 256,
      attribution: plainText(metadata.get('attribution') ?? '', 300),
    },
    tile: ({ z, x, y }) =>
      caught(() => {
        let row = place!.get(z, x, fromNorth ? y : 2 ** z - 1 - y) as
          | { id?: unknown; data?: unknown }
          | undefined;
        if (picture && row !== undefined) row = picture.get(row.id) as { data?: unknown } | undefined;
        const data = row?.data;
        return data instanceof Uint8Array && isTileImage(data) ? data : null;
      }),
    close: () => db.close(),
  });
}
