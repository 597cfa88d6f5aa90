import type { FieldValue, Fields, RecordRef } from '../../../shared/model/record.ts';
import type { Op } from '../../../shared/change/change.ts';
import { changedPart } from '../../../shared/geometry/changed-part.ts';
import { decodeGrid, encodeGrid } from '../../../shared/geometry/grid-bytes.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { Box, Packed } from '../../../shared/geometry/packed.ts';
import { stop } from '../errors.ts';
import { boxOfBlob, readGeometryBlob, writeGeometryBlob } from '../geopackage/header.ts';
import { encodeImage, type RecordImage } from '../record-image.ts';
import type { RecordTable } from '../record-table.ts';
import type { Db } from '../sqlite.ts';
import type { SessionLayer } from './session.ts';
import { deleteSql, insertSql, selectSql, updateSql, type StatementCache } from './statements.ts';
import type { TouchLog } from './touch-log.ts';

/** A row as SQLite gives it: fid and every column. */
export type Row = Readonly<Record<string, FieldValue | Uint8Array>> & { readonly fid: number };

/** What one written record leaves in the history. */
export type NoteItem = (
  table: string,
  uid: string,
  fid: number,
  op: 'put' | 'patch' | 'delete',
  before: Uint8Array | null,
) => void;

/** Where writing takes place: inside one transaction, as one change. */
export interface WriteTarget {
  readonly db: Db;
  readonly statements: StatementCache;
  /** Number of the change being written. */
  readonly seq: number;
  readonly touched: TouchLog;
  readonly note: NoteItem;
  /** The record table of this name; a failure is thrown for one that is not there. */
  table(name: string): RecordTable;
  /** A layer as this change has left it so far. */
  layer(name: string): SessionLayer | undefined;
  /** Says what has become of a layer (null: it is gone); the session hears of it after the commit. */
  setLayer(name: string, layer: SessionLayer | null): void;
  /** ISO 8601 UTC. */
  now(): string;
}

/** The bytes a geometry is stored as in this table. */
export function geometryBytes(table: RecordTable, geometry: Packed | null): Uint8Array | null {
  if (geometry === null || table.geometry === null) return null;
  return table.geometry.encoding === 'grid'
    ? encodeGrid(geometry)
    : writeGeometryBlob(geometry, table.geometry);
}

function boxOf(table: RecordTable, bytes: Uint8Array | null): Box | null {
  if (bytes === null || table.geometry === null) return null;
  if (table.geometry.encoding === 'gpkg') return boxOfBlob(bytes);
  const packed = decodeGrid(bytes);
  return isEmptyPacked(packed) ? null : packed.box;
}

/** Where two stored shapes differ, if that is a part of them. */
export function partBetween(
  table: RecordTable,
  before: Uint8Array | null,
  after: Uint8Array | null,
): Box | null {
  if (before === null || after === null || table.geometry?.encoding !== 'gpkg') return null;
  const [was, is] = [readGeometryBlob(before), readGeometryBlob(after)];
  return was.ok && is.ok ? changedPart(was.value, is.value) : null;
}

const bytesOf = (row: Row, table: RecordTable): Uint8Array | null => {
  const value = table.geometry === null ? null : row[table.geometry.column];
  return value instanceof Uint8Array ? value : null;
};

/** Columns of a row as fields: all, or the named ones. Blobs in data columns are not ours and are left alone. */
function fieldsOf(row: Row, columns: readonly string[]): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = {};
  for (const column of columns) {
    const value = row[column];
    fields[column] = value instanceof Uint8Array || value === undefined ? null : value;
  }
  return fields;
}

export function findByUid(target: WriteTarget, table: RecordTable, uid: string): Row | undefined {
  return target.statements.get(selectSql(table, 'uid = ? ORDER BY fid LIMIT 1')).get(uid) as Row | undefined;
}

export function findByFid(target: WriteTarget, table: RecordTable, fid: number): Row | undefined {
  return target.statements.get(selectSql(table, 'fid = ?')).get(fid) as Row | undefined;
}

/** The whole row as an image, before a delete. What is null is left out: it comes back as null by itself. */
export function wholeImage(row: Row, table: RecordTable): RecordImage {
  const fields = fieldsOf(row, ['revision', ...table.columns]);
  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  return { fields: filled, geometry: table.geometry === null ? undefined : bytesOf(row, table) };
}

/** Inserts a record. `fid` null takes the next number; an undo gives back the old one. */
export function insertRecord(
  target: WriteTarget,
  table: RecordTable,
  uid: string,
  fid: number | null,
  fields: Fields,
  geometry: Uint8Array | null,
): number {
  const values: unknown[] = [fid, uid, target.seq, ...table.columns.map((column) => fields[column] ?? null)];
  if (table.geometry !== null) values.push(geometry);
  const made = target.statements.get(insertSql(table)).run(...values);
  const number = fid ?? Number(made.lastInsertRowid);
  target.note(table.name, uid, number, 'put', null);
  target.touched.record(table.name, number, null, boxOf(table, geometry), [
    ...table.columns.filter((column) => (fields[column] ?? null) !== null),
    ...(geometry === null ? [] : ['geometry']),
  ]);
  target.touched.grow(table.name, 1);
  return number;
}

/** Deletes a record, its whole content going into the history, with what else must be known to bring it back. */
export function deleteRecord(target: WriteTarget, table: RecordTable, row: Row, extra: Fields = {}): void {
  target.statements.get(deleteSql(table)).run(row.fid);
  noteDeleted(target, table, row, extra);
}

/** Puts the whole content of a record that goes into the history; the row itself is left to the caller. */
export function noteDeleted(target: WriteTarget, table: RecordTable, row: Row, extra: Fields = {}): void {
  const whole = wholeImage(row, table);
  const image = { ...whole, fields: { ...whole.fields, ...extra } };
  target.note(table.name, String(row.uid), row.fid, 'delete', encodeImage(image, table.geometry));
  target.touched.record(table.name, row.fid, boxOf(table, bytesOf(row, table)), null, [
    ...table.columns,
    ...(table.geometry === null ? [] : ['geometry']),
  ]);
  target.touched.grow(table.name, -1);
}

/** Writes columns and/or the geometry of a record; what they held before goes into the history. */
export function patchRecord(
  target: WriteTarget,
  table: RecordTable,
  row: Row,
  fields: Fields,
  geometry: Uint8Array | null | undefined,
  uid: string = String(row.uid),
): void {
  const columns = Object.keys(fields);
  const unknown = columns.find((column) => !table.columns.includes(column));
  if (unknown !== undefined) stop('store.unknown-field', { table: table.name, field: unknown });
  const touchesShape = geometry !== undefined && table.geometry !== null;
  const renamed = uid !== row.uid;
  const before: RecordImage = {
    fields: fieldsOf(row, ['revision', ...columns, ...(renamed ? ['uid'] : [])]),
    geometry: touchesShape ? bytesOf(row, table) : undefined,
  };
  const written = ['revision', ...columns];
  const values: unknown[] = [target.seq, ...columns.map((column) => fields[column] ?? null)];
  if (renamed) {
    written.push('uid');
    values.push(uid);
  }
  if (touchesShape) {
    written.push(table.geometry.column);
    values.push(geometry);
  }
  target.statements.get(updateSql(table, written)).run(...values, row.fid);
  target.note(table.name, uid, row.fid, 'patch', encodeImage(before, table.geometry));
  const old = bytesOf(row, table);
  const was = boxOf(table, old);
  target.touched.record(
    table.name,
    row.fid,
    was,
    touchesShape ? boxOf(table, geometry) : was,
    [...columns, ...(touchesShape ? ['geometry'] : [])],
    () => (touchesShape ? partBetween(table, old, geometry) : null),
  );
}

/** Throws the failure that says what became of a record since the caller saw it. */
function refuseStale(target: WriteTarget, at: RecordRef, row: Row | undefined, expected: number): void {
  if (row === undefined) stop('store.gone', { table: at.table, uid: at.uid });
  if (row.revision === expected) return;
  const by = target.statements
    .get('SELECT time, author FROM lantu_change WHERE seq = ?')
    .get(row.revision) as { time: string; author: string } | undefined;
  stop('store.stale', {
    table: at.table,
    uid: at.uid,
    expected,
    rev: Number(row.revision ?? 0),
    time: by?.time ?? '',
    author: by?.author ?? '',
  });
}

/** Checks the revision a caller saw. */
export function expectRevision(target: WriteTarget, at: RecordRef, expected: number): void {
  refuseStale(target, at, findByUid(target, target.table(at.table), at.uid), expected);
}

/** Writes one operation of a draft. */
export function applyOp(target: WriteTarget, op: Op): void {
  const table = target.table(op.at.table);
  const row = findByUid(target, table, op.at.uid);
  if (op.expectRev !== undefined) refuseStale(target, op.at, row, op.expectRev);
  const fields = op.after?.fields ?? {};
  const geometry = op.after?.geometry === undefined ? undefined : geometryBytes(table, op.after.geometry);
  if (op.kind === 'put' && row === undefined) {
    const unknown = Object.keys(fields).find((column) => !table.columns.includes(column));
    if (unknown !== undefined) stop('store.unknown-field', { table: table.name, field: unknown });
    insertRecord(target, table, op.at.uid, null, fields, geometry ?? null);
    return;
  }
  if (row === undefined) stop('store.gone', { table: op.at.table, uid: op.at.uid });
  if (op.kind === 'delete') {
    deleteRecord(target, table, row);
    return;
  }
  const whole = op.kind === 'put';
  const all = whole
    ? Object.fromEntries(table.columns.map((column) => [column, fields[column] ?? null]))
    : fields;
  patchRecord(target, table, row, all, whole ? (geometry ?? null) : geometry);
}
