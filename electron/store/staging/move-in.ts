import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { StoreFailure, stop } from '../errors.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import type { RecordTable } from '../record-table.ts';
import { getRow, quoteName } from '../sqlite.ts';
import type { KnownBoxes } from '../write/repack.ts';
import { deleteRecord, type Row, type WriteTarget } from '../write/record-writer.ts';
import type { Session } from '../write/session.ts';
import { slices, type Slices } from '../write/slices.ts';
import { selectSql } from '../write/statements.ts';
import type { StagedMeta } from './staged-meta.ts';
import { STAGED_BOX } from './staging-file.ts';

export type Call = Pick<CallContext, 'signal' | 'progress'>;

/** Rows moved by one statement: about 10 ms of parcels. */
const SLICE_ROWS = 400;

/** Lets the message loop turn, and ends the work when it was cancelled. */
export async function breathe(call: Call, slice: Slices, stage: string, share: number): Promise<void> {
  if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
  call.progress({ share, stage });
  await slice.pause();
}

/** Deletes every feature of a layer. */
export async function removeAll(
  target: WriteTarget,
  table: RecordTable,
  total: number,
  call: Call,
): Promise<void> {
  const slice = slices();
  for (let done = 0; ;) {
    const rows = target.statements.get(selectSql(table, 'fid > 0 ORDER BY fid LIMIT 200')).all() as Row[];
    if (rows.length === 0) return;
    for (const row of rows) deleteRecord(target, table, row);
    done += rows.length;
    if (slice.due()) await breathe(call, slice, 'history.stage-remove', done / total);
  }
}

/**
 * Copies rows, history items and boxes by SQL, so that no row passes through JavaScript. Gives the highest fid of
 * before: a staged feature's fid is that and its id.
 *
 * @param fillIndex whether the boxes go into the RTree here: its triggers are away and it is not made anew
 */
export async function moveIn(
  session: Session,
  target: WriteTarget,
  table: RecordTable,
  meta: StagedMeta,
  fillIndex: boolean,
  call: Call,
): Promise<number> {
  const base = highestFid(session, table.name);
  const staged = `staging.staged_${meta.n}`;
  const columns = [...table.columns, ...(table.geometry === null ? [] : ['geom'])].map(quoteName).join(', ');
  const insert = target.statements.get(
    `INSERT INTO ${quoteName(table.name)} (fid, uid, revision, ${columns})
     SELECT ? + id, uid, ?, ${columns} FROM ${staged} WHERE id > ? AND id <= ? ORDER BY id`,
  );
  const items = target.statements.get(
    `INSERT INTO lantu_change_item (seq, table_name, uid, fid, op)
     SELECT ?, ?, uid, ? + id, 'put' FROM ${staged} WHERE id > ? AND id <= ? ORDER BY id`,
  );
  const boxes =
    fillIndex && table.geometry !== null
      ? target.statements.get(
          `INSERT INTO ${quoteName(rtreeName(table.name, 'geom'))}
           SELECT ? + id, ${STAGED_BOX.join(', ')} FROM ${staged}
           WHERE id > ? AND id <= ? AND box_min_x IS NOT NULL`,
        )
      : undefined;
  const slice = slices();
  let moved = 0;
  for (let from = 0; moved < meta.count; from += SLICE_ROWS) {
    const to = from + SLICE_ROWS;
    const { changes } = insert.run(base, target.seq, from, to);
    if (changes === 0) stop('store.staging-broken', { path: '' });
    items.run(target.seq, table.name, base, from, to);
    boxes?.run(base, from, to);
    moved += changes;
    if (slice.due()) await breathe(call, slice, 'history.stage-write', moved / meta.count);
  }
  const fields = [...table.columns, ...(table.geometry === null ? [] : ['geometry'])];
  if (meta.count > 0) target.touched.bulk(table.name, meta.count, 'after', meta.box, fields);
  target.touched.grow(table.name, meta.count);
  return base;
}

/** Rows of boxes read at a time. */
const BOX_ROWS = 2_000;

/** The boxes of what has been moved in behind the fid `above`. */
export const stagedBoxes = (session: Session, meta: StagedMeta, above: number): KnownBoxes => ({
  above,
  *pages() {
    const [west, east, south, north] = STAGED_BOX;
    const page = session.db
      .prepare<unknown[], [number, ...Box]>(
        `SELECT ? + id, ${west}, ${south}, ${east}, ${north} FROM staging.staged_${meta.n}
         WHERE id > ? AND id <= ? AND ${west} IS NOT NULL ORDER BY id`,
      )
      .raw();
    // Ids are given without gaps.
    for (let from = 0; from < meta.count; from += BOX_ROWS) yield page.all(above, from, from + BOX_ROWS);
  },
});

/** The highest fid ever given; AUTOINCREMENT keeps it beyond deletes. */
function highestFid(session: Session, table: string): number {
  return (
    getRow<{ seq: number }>(session.db, 'SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0
  );
}
