import type { Committed } from '../../../shared/change/change.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { StoreFailure, stop } from '../errors.ts';
import { decodeImage } from '../record-image.ts';
import type { Fields } from '../../../shared/model/record.ts';
import { LAYER_TABLE } from '../record-table.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from './batch.ts';
import { writeChange } from './change-writer.ts';
import { columnRun, invertColumnRun } from './column-runs.ts';
import { invertLayerItem } from './layer-writer.ts';
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

/** What a row of our own held before; null where it was not there. */
function fieldsBefore(item: ItemRow): Fields | null {
  if (item.before === null) return null;
  const { revision: _then, uid: _uid, ...fields } = decodeImage(item.before, null).fields;
  return fields;
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
    const work = { signal: call.signal, slice, exact: true };
    const batches = large ? batchTables(session, step.seq) : new Map<string, number>();
    const rebuilt = new Set<string>();
    /** From here on the RTree of the layer is made anew at the end, if the change touches so much of it. */
    const withoutTriggers = (name: string): void => {
      const layer = target.layer(name);
      const records = batches.get(name) ?? 0;
      if (layer?.table.geometry?.encoding !== 'gpkg' || records <= layer.count / 3) return;
      dropTriggers(session.db, layer.table);
      rebuilt.add(name);
    };
    /** Tables that have been asked whether to go without; again after their columns have changed. */
    const asked = new Set<string>();
    // The items of a change are numbered without gaps.
    let last = change.first_item + change.records - 1;
    const tell = async (left: number): Promise<void> => {
      if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
      call.progress({ share: 1 - left / change.records, stage: `history.stage-${kind}` });
      await slice.pause();
    };
    /** From this item on they go one by one. */
    let single = Infinity;
    while (last >= change.first_item) {
      const run = large && last < single ? columnRun(target, step.seq, change.first_item, last) : single;
      if (typeof run === 'number') single = run;
      else {
        const before = last - change.first_item + 1;
        await invertColumnRun(target, run, (done) => tell(before - done));
        last = run.first - 1;
        continue;
      }
      const items = target.statements
        .get('SELECT * FROM lantu_change_item WHERE seq = ? AND id <= ? ORDER BY id DESC LIMIT ?')
        .all(step.seq, last, PAGE) as ItemRow[];
      if (items.length === 0) break;
      for (const item of items) {
        last = item.id - 1;
        if (item.table_name !== LAYER_TABLE.name) {
          if (batches.has(item.table_name) && !asked.has(item.table_name)) withoutTriggers(item.table_name);
          asked.add(item.table_name);
          invertItem(target, item);
          continue;
        }
        await invertLayerItem(target, item, fieldsBefore(item), work);
        asked.delete(item.uid);
        // What comes before it may be a whole column of that layer.
        if (large) break;
      }
      if (slice.due()) await tell(last - change.first_item + 1);
    }
    for (const name of rebuilt) {
      const table = target.layer(name)?.table;
      if (table === undefined) continue;
      await repackRtree(session.db, table, slice);
      restoreTriggers(session.db, table);
    }
    // The last moment to turn back: what follows is the commit.
    if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
    return { kind, command: null, label: step.label, params: step.params, undoes: step.seq };
  });
}

/** Tables of which the change touched so many records that it is a batch, with their number. */
function batchTables(session: Session, seq: number): Map<string, number> {
  const rows = session.db
    .prepare(
      `SELECT table_name AS name, count(*) AS n FROM lantu_change_item
       WHERE seq = ? GROUP BY table_name HAVING n > ${BATCH_ROWS}`,
    )
    .all(seq) as { name: string; n: number }[];
  return new Map(rows.map(({ name, n }) => [name, n]));
}
