import { isEmptyPacked, samePacked } from '../../../shared/geometry/counts.ts';
import { normalisePacked } from '../../../shared/geometry/normalise.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { isValid } from '../../../shared/geometry/validity.ts';
import { computedFields } from '../../../shared/change/computed-fields.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import type { Committed } from '../../../shared/change/change.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import type { Result } from '../../../shared/result.ts';
import { boxOfBlob, readGeometryBlob, writeGeometryBlob } from '../geopackage/header.ts';
import { encodeImage } from '../record-image.ts';
import type { RecordTable } from '../record-table.ts';
import { parseLiterals } from '../sql-literals.ts';
import { writeChange } from './change-writer.ts';
import { findByFid, partBetween, type Row, type WriteTarget } from './record-writer.ts';
import type { Session } from './session.ts';
import { slices } from './slices.ts';
import { selectSql, updateSql } from './statements.ts';

/** What another program did to one row, first to last, folded into before and after. */
interface OutsideRow {
  readonly layer: string;
  readonly fid: number;
  /** The row as it was when we last knew it; null when it is new. */
  readonly before: string | null;
  readonly geometry: Uint8Array | null;
}

/** What adoption had to mend; shown with the step. */
interface Report {
  records: number;
  snapped: number;
  invalid: number;
  identified: number;
}

const PAGE = 200;

/**
 * Takes the edits of other programs in as one ordinary change: geometry onto the grid, computed fields and
 * revision written, a uid where it is missing, taken or was changed. Undo gives back what stood there before.
 */
export async function adoptOutside(session: Session): Promise<Result<Committed>> {
  const report: Report = { records: 0, snapped: 0, invalid: 0, identified: 0 };
  const adopted = await writeChange(
    session,
    async (target) => {
      const slice = slices();
      for (let after: OutsideKey = { layer: '', fid: -Infinity }; ;) {
        const rows = nextRows(target, after);
        if (rows.length === 0) break;
        for (const row of rows) {
          if (session.layers.has(row.layer)) adoptRow(session, target, row, report);
        }
        after = rows.at(-1)!;
        if (slice.due()) await slice.pause();
      }
      session.db.exec('DELETE FROM lantu_outside');
      return {
        kind: 'outside',
        command: null,
        label: 'history.outside',
        params: { ...report },
        undoes: null,
      };
    },
    { adopting: true },
  );
  // Edits that cancel each other out leave nothing to record, and nothing to wait for.
  if (!adopted.ok && adopted.error.code === 'store.nothing-to-do')
    session.db.exec('DELETE FROM lantu_outside');
  return adopted;
}

interface OutsideKey {
  readonly layer: string;
  readonly fid: number;
}

/** The first note of each row tells what it was; what it is now stands in the table itself. */
function nextRows(target: WriteTarget, after: OutsideKey): OutsideRow[] {
  return target.statements
    .get(
      `SELECT o.layer, o.fid, o.before, o.geometry FROM lantu_outside o
       JOIN (SELECT min(id) AS first FROM lantu_outside WHERE (layer, fid) > (?, ?) GROUP BY layer, fid
             ORDER BY layer, fid LIMIT ${PAGE}) f ON f.first = o.id
       ORDER BY o.layer, o.fid`,
    )
    .all(after.layer, after.fid) as OutsideRow[];
}

function adoptRow(session: Session, target: WriteTarget, outside: OutsideRow, report: Report): void {
  const table = target.table(outside.layer);
  const before = outside.before === null ? null : parseLiterals(outside.before);
  const row = findByFid(target, table, outside.fid);
  if (row === undefined) {
    if (before !== null) noteDeleted(target, table, outside, before, report);
    return;
  }
  const mended = mend(session, target, table, row, outside, before, report);
  if (before === null) {
    target.note(table.name, mended.uid, row.fid, 'put', null);
    target.touched.record(table.name, row.fid, null, boxOrNull(mended.geometry), columnsOf(table));
    target.touched.grow(table.name, 1);
    report.records += 1;
    return;
  }
  notePatched(target, table, outside, before, mended, report);
}

const columnsOf = (table: RecordTable): string[] => [
  ...table.columns,
  ...(table.geometry === null ? [] : ['geometry']),
];
const boxOrNull = (bytes: Uint8Array | null) => (bytes === null ? null : boxOfBlob(bytes));

function noteDeleted(
  target: WriteTarget,
  table: RecordTable,
  outside: OutsideRow,
  before: Fields,
  report: Report,
): void {
  const { uid, ...fields } = before;
  const image = { fields, geometry: table.geometry === null ? undefined : outside.geometry };
  target.note(table.name, String(uid), outside.fid, 'delete', encodeImage(image, table.geometry));
  target.touched.record(table.name, outside.fid, boxOrNull(outside.geometry), null, columnsOf(table));
  target.touched.grow(table.name, -1);
  report.records += 1;
}

interface Mended {
  readonly uid: string;
  readonly fields: Fields;
  readonly geometry: Uint8Array | null;
}

/** Brings the row into the stored form and writes it back. */
function mend(
  session: Session,
  target: WriteTarget,
  table: RecordTable,
  row: Row,
  outside: OutsideRow,
  before: Fields | null,
  report: Report,
): Mended {
  const column = table.geometry?.column;
  const blob = column === undefined ? null : row[column];
  const raw = blob instanceof Uint8Array ? blob : null;
  const read = raw === null ? null : readGeometryBlob(raw);
  let geometry: Packed | null = null;
  let bytes = raw;
  if (read !== null && read.ok && table.geometry !== null) {
    geometry = normalisePacked(read.value);
    bytes = writeGeometryBlob(geometry, table.geometry);
    if (!samePacked(geometry, read.value)) report.snapped += 1;
    if (!isEmptyPacked(geometry) && !isValid(geometry)) report.invalid += 1;
  } else if (read !== null) {
    report.invalid += 1;
  }
  const fields: Record<string, FieldValue> = {};
  for (const name of table.columns) {
    const value = row[name];
    fields[name] = value instanceof Uint8Array || value === undefined ? null : value;
  }
  if (table.layer !== null) {
    const changed = before === null ? undefined : changedNames(table, outside, before, fields, bytes);
    Object.assign(fields, computedFields(table.layer, fields, geometry, changed));
  }
  const uid = keptUid(session, target, table, row, before, report);
  const columns = ['uid', 'revision', ...table.columns, ...(column === undefined ? [] : [column])];
  const values = [uid, target.seq, ...table.columns.map((name) => fields[name] ?? null)];
  target.statements
    .get(updateSql(table, columns))
    .run(...values, ...(column === undefined ? [] : [bytes]), row.fid);
  return { uid, fields, geometry: bytes };
}

const sameBytes = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === null || b === null ? a === b : Buffer.compare(a, b) === 0;

/** Fields, and `geometry`, that are no longer what they were. */
function changedNames(
  table: RecordTable,
  outside: OutsideRow,
  before: Fields,
  now: Fields,
  geometry: Uint8Array | null,
): string[] {
  const changed = table.columns.filter((name) => (before[name] ?? null) !== (now[name] ?? null));
  if (table.geometry !== null && !sameBytes(outside.geometry, geometry)) changed.push('geometry');
  return changed;
}

/** A known row keeps its uid whatever the other program wrote; a new one gets its own unless it brought a free one. */
function keptUid(
  session: Session,
  target: WriteTarget,
  table: RecordTable,
  row: Row,
  before: Fields | null,
  report: Report,
): string {
  const own = before === null ? row.uid : before.uid;
  if (typeof own === 'string' && own !== '') {
    const taken = target.statements.get(selectSql(table, 'uid = ? AND fid <> ? LIMIT 1')).get(own, row.fid);
    if (taken === undefined) {
      if (own !== row.uid) report.identified += 1;
      return own;
    }
  }
  report.identified += 1;
  return uuidv7(session.host.now().getTime(), session.host.random);
}

function notePatched(
  target: WriteTarget,
  table: RecordTable,
  outside: OutsideRow,
  before: Fields,
  mended: Mended,
  report: Report,
): void {
  const all = changedNames(table, outside, before, mended.fields, mended.geometry);
  const shapeChanged = all.includes('geometry');
  const changed = all.filter((name) => table.columns.includes(name));
  const uidChanged = before.uid !== mended.uid;
  if (changed.length === 0 && !shapeChanged && !uidChanged) {
    // Only the revision was written; give it back.
    target.statements.get(updateSql(table, ['revision'])).run(before.revision ?? null, outside.fid);
    return;
  }
  const fields: Record<string, FieldValue> = { revision: before.revision ?? null };
  for (const name of changed) fields[name] = before[name] ?? null;
  if (uidChanged) fields.uid = before.uid ?? null;
  const image = { fields, geometry: shapeChanged ? outside.geometry : undefined };
  target.note(table.name, mended.uid, outside.fid, 'patch', encodeImage(image, table.geometry));
  target.touched.record(
    table.name,
    outside.fid,
    boxOrNull(outside.geometry),
    boxOrNull(mended.geometry),
    [...changed, ...(shapeChanged ? ['geometry'] : [])],
    () => partBetween(table, outside.geometry, mended.geometry),
  );
  report.records += 1;
}
