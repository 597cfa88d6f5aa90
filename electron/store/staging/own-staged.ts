import { decodeGrid, encodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import type { Write } from '../../../shared/merge/types.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import { stop } from '../errors.ts';
import { allRows, type Db } from '../sqlite.ts';
import {
  deleteRecord,
  findByUid,
  geometryBytes,
  insertRecord,
  patchRecord,
  type WriteTarget,
} from '../write/record-writer.ts';
import { ownTable } from '../write/tables.ts';

/** A record of one of our own tables as a staging file holds it. `rev` null: it is not there yet. */
export interface StagedOwn {
  readonly ref: RecordRef;
  readonly rev: number | null;
  readonly write: Write;
}

export const createOwnTable = (db: Db): void =>
  void db.exec(`CREATE TABLE staged_own (id INTEGER PRIMARY KEY, table_name TEXT, uid TEXT, revision INTEGER,
    op TEXT, fields TEXT, shaped INTEGER, shape BLOB)`);

/** Writes records of our own tables into a staging file. */
export function ownWriter(db: Db): (batch: readonly StagedOwn[]) => void {
  const insert = db.prepare('INSERT INTO staged_own VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)');
  return (batch) => {
    for (const { ref, rev, write } of batch) {
      const fields = write.kind === 'put' ? write.state.fields : write.kind === 'patch' ? write.fields : {};
      const shape =
        write.kind === 'put' ? write.state.geometry : write.kind === 'patch' ? write.geometry : undefined;
      insert.run(
        ref.table,
        ref.uid,
        rev,
        write.kind,
        JSON.stringify(fields),
        shape === undefined ? 0 : 1,
        shape === undefined || shape === null ? null : encodeGrid(shape),
      );
    }
  };
}

interface Row {
  readonly table_name: string;
  readonly uid: string;
  readonly revision: number | null;
  readonly op: string;
  readonly fields: string;
  readonly shaped: number;
  readonly shape: Uint8Array | null;
}

const hasOwn = (db: Db): boolean =>
  allRows(db, "SELECT 1 FROM staging.sqlite_schema WHERE name = 'staged_own'").length > 0;

/** Writes the staged records of our own tables. Failure `store.staging-stale` (layer) where one has moved on since. */
export function commitOwn(target: WriteTarget): number {
  if (!hasOwn(target.db)) return 0;
  const rows = allRows<Row>(target.db, 'SELECT * FROM staging.staged_own ORDER BY id');
  for (const row of rows) {
    const table = ownTable(row.table_name) ?? stop('store.unknown-table', { table: row.table_name });
    const there = findByUid(target, table, row.uid);
    const found = there === undefined ? null : Number(there['revision'] ?? 0);
    if (found !== row.revision) stop('store.staging-stale', { layer: row.table_name });
    const fields = JSON.parse(row.fields) as Fields;
    const shape = row.shape === null ? null : geometryBytes(table, decodeGrid(row.shape));
    if (there === undefined) insertRecord(target, table, row.uid, null, fields, shape);
    else if (row.op === 'delete') deleteRecord(target, table, there);
    else patchRecord(target, table, there, fields, row.shaped === 1 ? shape : undefined);
  }
  return rows.length;
}
