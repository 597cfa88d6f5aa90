import { decodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { ChangedRecord, Existing, RecordState } from '../../../shared/merge/types.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { readGeometryBlob } from '../geopackage/header.ts';
import { decodeImage } from '../record-image.ts';
import { quoteName } from '../sqlite.ts';
import type { RecordTable } from '../record-table.ts';
import type { Cell, Connection, Row } from './connection.ts';
import { itemsBackwards, lastSeq, type HistoryItem } from './history.ts';

/** A record as it is stored, beside its identity. */
export interface StoredRecord {
  readonly uid: string;
  readonly fid: number;
  readonly rev: number;
  readonly state: RecordState;
}

function shapeOf(table: RecordTable, bytes: Cell | undefined): Packed | null {
  if (!(bytes instanceof Uint8Array)) return null;
  if (table.geometry?.encoding === 'grid') return decodeGrid(bytes);
  const packed = readGeometryBlob(bytes);
  return packed.ok ? packed.value : null;
}

const valueOf = (cell: Cell | undefined): FieldValue =>
  cell instanceof Uint8Array || cell === undefined ? null : cell;

const columnsOf = ({ geometry, columns }: RecordTable): string =>
  [
    'uid',
    'fid',
    'revision',
    geometry === null ? 'NULL' : quoteName(geometry.column),
    ...columns.map(quoteName),
  ].join(', ');

const recordOf = (table: RecordTable, row: Row): StoredRecord => ({
  uid: String(row[0]),
  fid: Number(row[1]),
  rev: Number(row[2] ?? 0),
  state: {
    fields: Object.fromEntries(table.columns.map((column, i) => [column, valueOf(row[4 + i])])),
    geometry: shapeOf(table, row[3]),
  },
});

const hasTable = (connection: Connection, name: string): boolean =>
  connection.query("SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = ?").get(name) !==
  undefined;

/** Those of the named records that exist, by uid. A table that the file does not have yet holds none. */
export function recordsByUid(
  connection: Connection,
  table: RecordTable,
  uids: readonly string[],
): Map<string, StoredRecord> {
  const out = new Map<string, StoredRecord>();
  if (!hasTable(connection, table.name)) return out;
  const one = connection.query(
    `SELECT ${columnsOf(table)} FROM main.${quoteName(table.name)} WHERE uid = ? ORDER BY fid LIMIT 1`,
  );
  for (const uid of uids) {
    const row = one.get(uid);
    if (row !== undefined) out.set(uid, recordOf(table, row));
  }
  return out;
}

/** All records of a table of our own, in the order they were made. */
export function allRecords(connection: Connection, table: RecordTable): StoredRecord[] {
  if (!hasTable(connection, table.name)) return [];
  return connection
    .query(`SELECT ${columnsOf(table)} FROM main.${quoteName(table.name)} ORDER BY fid`)
    .all()
    .map((row) => recordOf(table, row));
}

/** The bytes of evidence by their hash; null where the file does not have them. */
export function blobOf(connection: Connection, sha256: string): Uint8Array | null {
  if (!hasTable(connection, 'lantu_blob')) return null;
  const cell = connection.query('SELECT content FROM main.lantu_blob WHERE sha256 = ?').get(sha256)?.[0];
  return cell instanceof Uint8Array ? cell : null;
}

export function blobSize(connection: Connection, sha256: string): number | null {
  if (!hasTable(connection, 'lantu_blob')) return null;
  const cell = connection.query('SELECT size FROM main.lantu_blob WHERE sha256 = ?').get(sha256)?.[0];
  return typeof cell === 'number' ? cell : null;
}

/** Uids of the records of a table that were deleted at some time: they have been here and are known. */
export const deletedUids = (connection: Connection, table: string): Set<string> =>
  new Set(
    connection
      .column("SELECT uid FROM lantu_change_item WHERE table_name = ? AND op = 'delete'", table)
      .map(String),
  );

/** What the history says of a record before the changes that are looked at; what it does not say is as it is now. */
interface Earlier {
  /** `null`: it was not there. */
  fields: Record<string, FieldValue> | null;
  geometry: Uint8Array | null | undefined;
  /** Everything is said: it was deleted, and its row is of no account. */
  whole: boolean;
  uid: string;
}

/** Gathers, newest first, what items of the history say; the older one has the last word. */
function takeBack(table: RecordTable, known: Earlier | undefined, item: HistoryItem): Earlier {
  if (item.op === 'put' || item.image === null)
    return { fields: null, geometry: undefined, whole: true, uid: item.uid };
  const image = decodeImage(item.image, table.geometry);
  const { uid, revision: _revision, ...fields } = image.fields;
  const named = typeof uid === 'string' ? uid : item.uid;
  if (item.op === 'delete') return { fields, geometry: image.geometry ?? null, whole: true, uid: named };
  return {
    fields: { ...known?.fields, ...fields },
    geometry: image.geometry === undefined ? known?.geometry : image.geometry,
    whole: known?.whole ?? false,
    uid: named,
  };
}

function baseOf(table: RecordTable, { fields, geometry, whole }: Earlier, now: Existing): Existing {
  if (fields === null) return null;
  const rest = whole ? null : now;
  return {
    fields: { ...rest?.fields, ...fields },
    geometry: geometry === undefined ? (rest?.geometry ?? null) : shapeOf(table, geometry ?? undefined),
  };
}

/**
 * What has changed in some tables since a step of the history, record by record: as it was after `seq` and as it is
 * now. A record whose uid was renewed comes as two; one that went and came back in another row comes once. What came
 * and went again since does not come.
 */
export function* changesSince(
  connection: Connection,
  tables: readonly RecordTable[],
  seq: number,
): Generator<ChangedRecord> {
  const byName = new Map(tables.map((table) => [table.name, table]));
  const earlier = new Map<string, Map<number, Earlier>>(tables.map(({ name }) => [name, new Map()]));
  for (const item of itemsBackwards(connection, seq, lastSeq(connection))) {
    const table = byName.get(item.table);
    const known = earlier.get(item.table);
    if (table !== undefined && known !== undefined)
      known.set(item.fid, takeBack(table, known.get(item.fid), item));
  }
  for (const table of tables) {
    const present = hasTable(connection, table.name)
      ? connection.query(`SELECT ${columnsOf(table)} FROM main.${quoteName(table.name)} WHERE fid = ?`)
      : null;
    const touched = [...earlier.get(table.name)!].sort(([a], [b]) => a - b);
    const found = new Map<string, ChangedRecord>();
    const add = (uid: string, base: Existing, theirs: Existing): void => {
      if (base === null && theirs === null) return;
      const other = found.get(uid);
      const ref = { table: table.name, uid };
      found.set(uid, { ref, base: other?.base ?? base, theirs: other?.theirs ?? theirs });
    };
    for (const [fid, was] of touched) {
      const row = present?.get(fid);
      const now = row === undefined ? null : recordOf(table, row);
      const base = baseOf(table, was, now?.state ?? null);
      if (now !== null && base !== null && now.uid !== was.uid) {
        add(was.uid, base, null);
        add(now.uid, null, now.state);
      } else add(now?.uid ?? was.uid, base, now?.state ?? null);
    }
    yield* found.values();
  }
}
