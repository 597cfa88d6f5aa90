import type { Committed } from '../../../shared/change/change.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { StoreFailure, stop } from '../errors.ts';
import { decodeImage } from '../record-image.ts';
import type { Fields } from '../../../shared/model/record.ts';
import type { RecordTable } from '../record-table.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from './batch.ts';
import { writeChange } from './change-writer.ts';
import { deleteRecord, findByFid, insertRecord, patchRecord, type WriteTarget } from './record-writer.ts';
import type { Session, Step } from './session.ts';
import { slices } from './slices.ts';
import { repackRtree } from './repack.ts';

interface ItemRow {
  readonly id: number;
  readonly table_name: string;
  readonly uid: string;
  readonly fid: number;
  readonly op: 'put' | 'patch' | 'delete';
  readonly before: Uint8Array | null;
}

/** Items read at a time; no cursor stays open while the loop turns. */
const PAGE = 200;

/** Puts one record back to what it was before the change. */
function invertItem(target: WriteTarget, item: ItemRow): void {
  const table = target.table(item.table_name);
  const image = item.before === null ? null : decodeImage(item.before, table.geometry);
  const { revision: _then, uid: oldUid, ...fields } = image?.fields ?? {};
  if (item.op === 'delete') {
    if (image === null) stop('store.history-broken', { item: item.id });
    insertRecord(target, table, item.uid, item.fid, known(fields, table.columns), image.geometry ?? null);
    return;
  }
  const row = findByFid(target, table, item.fid);
  if (row === undefined) stop('store.history-broken', { item: item.id });
  if (item.op === 'put') {
    deleteRecord(target, table, row);
    return;
  }
  const uid = oldUid === undefined ? undefined : String(oldUid);
  patchRecord(target, table, row, known(fields, table.columns), image?.geometry, uid);
}

/** Columns the table still has: a later schema may have dropped one. */
const known = (fields: Fields, columns: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => columns.includes(name)));

/**
 * Takes a change back (`undo`), or an undo (`redo`), from its before-images, last record first. Large steps run in
 * slices; until the commit everything can still be cancelled.
 */
export async function invertChange(
  session: Session,
  step: Step,
  kind: 'undo' | 'redo',
  call: Pick<CallContext, 'signal' | 'progress'>,
): Promise<Result<Committed>> {
  const change = session.db
    .prepare('SELECT records, first_item FROM lantu_change WHERE seq = ?')
    .get(step.seq) as { records: number; first_item: number } | undefined;
  if (change === undefined) return fail('store.history-broken', { item: step.seq });
  const large = change.records > BATCH_ROWS;
  return writeChange(session, async (target) => {
    const slice = slices();
    if (large) call.progress({ share: 0, stage: `history.stage-${kind}` });
    const rebuilt = large ? rebuiltTables(session, step.seq) : [];
    for (const table of rebuilt) dropTriggers(session.db, table);
    // The items of a change are numbered without gaps.
    let last = change.first_item + change.records - 1;
    while (last >= change.first_item) {
      const items = target.statements
        .get('SELECT * FROM lantu_change_item WHERE seq = ? AND id <= ? ORDER BY id DESC LIMIT ?')
        .all(step.seq, last, PAGE) as ItemRow[];
      if (items.length === 0) break;
      for (const item of items) invertItem(target, item);
      last = items.at(-1)!.id - 1;
      if (slice.due()) {
        if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
        call.progress({
          share: 1 - (last - change.first_item + 1) / change.records,
          stage: `history.stage-${kind}`,
        });
        await slice.pause();
      }
    }
    for (const table of rebuilt) {
      await repackRtree(session.db, table, slice);
      restoreTriggers(session.db, table);
    }
    // The last moment to turn back: what follows is the commit.
    if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
    return { kind, command: null, label: step.label, params: step.params, undoes: step.seq };
  });
}

/**
 * Layers of which the change touched so many records that the RTree is better made anew afterwards than kept in
 * step by its triggers.
 */
function rebuiltTables(session: Session, seq: number): RecordTable[] {
  const rows = session.db
    .prepare(
      `SELECT table_name AS name, count(*) AS n FROM lantu_change_item
       WHERE seq = ? GROUP BY table_name HAVING n > ${BATCH_ROWS}`,
    )
    .all(seq) as { name: string; n: number }[];
  return rows.flatMap(({ name, n }) => {
    const layer = session.layers.get(name);
    return layer?.table.geometry?.encoding === 'gpkg' && n > layer.count / 3 ? [layer.table] : [];
  });
}
