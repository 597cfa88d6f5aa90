import type { Touched } from '../../../shared/change/change.ts';
import type { Connection, Row } from './connection.ts';
import type { TouchedSince } from './reader-types.ts';

/** Number of the last change; 0 when there is none. */
export const lastSeq = (connection: Connection): number =>
  Number(connection.query('SELECT max(seq) FROM lantu_change').get()?.[0] ?? 0);

/** Records that other programs have edited and that are not in the history yet. */
export const waitingOutside = (connection: Connection): number =>
  Number(
    connection.query('SELECT count(*) FROM (SELECT DISTINCT layer, fid FROM lantu_outside)').get()?.[0] ?? 0,
  );

/** Unique id of a change. */
export function changeUuid(connection: Connection, seq: number): string | null {
  const row = connection.query('SELECT uuid FROM lantu_change WHERE seq = ?').get(seq);
  return row === undefined ? null : String(row[0]);
}

/**
 * Steps up to which changes were sent at some time, ascending: also where keeping it was undone, as what has left the
 * house cannot be called back.
 */
export const sentSteps = (connection: Connection): number[] =>
  connection
    .column(
      `SELECT DISTINCT json_extract(params, '$.baseSeq') FROM lantu_change
       WHERE command = 'record-exchange' AND label = 'history.changes-out' AND kind = 'do' ORDER BY 1`,
    )
    .filter((seq) => typeof seq === 'number');

/** When a change was written, ISO 8601 UTC. */
export function changeTime(connection: Connection, seq: number): string | null {
  const row = connection.query('SELECT time FROM lantu_change WHERE seq = ?').get(seq);
  return row === undefined ? null : String(row[0]);
}

/** How many migrations the tables of the file have gone through. */
export const fileSchema = (connection: Connection): number =>
  Number(connection.query('SELECT count(*) FROM lantu_migration').get()?.[0] ?? 0);

/** A fact of `lantu_info`. */
export function infoValue(connection: Connection, name: string): string | null {
  const value = connection.query('SELECT value FROM lantu_info WHERE uid = ?').get(name)?.[0];
  return value === undefined || value === null ? null : String(value);
}

/** Tables that changes `from < seq <= to` touched, with boxes before and after, in order. */
export function touchedBetween(connection: Connection, from: number, to: number): TouchedSince[] {
  return connection
    .query('SELECT touched FROM lantu_change WHERE seq > ? AND seq <= ? ORDER BY seq')
    .all(from, to)
    .flatMap((row) => JSON.parse(String(row[0])) as Touched[])
    .map(({ layer, before, after, fields }) => ({ layer, boxes: [...before, ...after], fields }));
}

/** What a change did to one record. `image` is null where the record did not exist before. */
export interface HistoryItem {
  readonly table: string;
  readonly uid: string;
  readonly fid: number;
  readonly op: string;
  readonly image: Uint8Array | null;
}

const itemOf = (row: Row): HistoryItem => ({
  table: String(row[0]),
  uid: String(row[1]),
  fid: Number(row[2]),
  op: String(row[3]),
  image: row[4] instanceof Uint8Array ? row[4] : null,
});

/** Distinct records that changes `from < seq <= to` touched, by table and fid. */
export function recordsTouched(
  connection: Connection,
  from: number,
  to: number,
): readonly { readonly table: string; readonly fid: number }[] {
  return connection
    .query(
      `SELECT DISTINCT table_name, fid FROM lantu_change_item
       WHERE id >= (SELECT first_item FROM lantu_change WHERE seq > ? ORDER BY seq LIMIT 1) AND seq > ? AND seq <= ?
       ORDER BY table_name, fid`,
    )
    .all(from, from, to)
    .map((row) => ({ table: String(row[0]), fid: Number(row[1]) }));
}

/**
 * The items of changes `from < seq <= to`, newest first, one by one in pages, so that no cursor stays open; all, or
 * those of one table.
 */
export function* itemsBackwards(
  connection: Connection,
  from: number,
  to: number,
  table?: string,
): Generator<HistoryItem> {
  const only = table === undefined ? '' : ` AND table_name = '${table}'`;
  const page = connection.query(
    `SELECT table_name, uid, fid, op, before, id FROM lantu_change_item
     WHERE id >= (SELECT first_item FROM lantu_change WHERE seq > ? ORDER BY seq LIMIT 1)
       AND seq > ? AND seq <= ? AND id < ?${only} ORDER BY id DESC LIMIT 500`,
  );
  let rows = page.all(from, from, to, Number.MAX_SAFE_INTEGER);
  while (rows.length > 0) {
    for (const row of rows) yield itemOf(row);
    rows = page.all(from, from, to, rows.at(-1)?.[5]);
  }
}
