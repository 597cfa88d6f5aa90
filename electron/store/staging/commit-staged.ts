import fs from 'node:fs';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Committed } from '../../../shared/change/change.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { caught, StoreFailure, stop } from '../errors.ts';
import { rtreeName } from '../geopackage/rtree.ts';
import type { RecordTable } from '../record-table.ts';
import { getRow, quoteName } from '../sqlite.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from '../write/batch.ts';
import { writeChange } from '../write/change-writer.ts';
import { deleteRecord, type Row, type WriteTarget } from '../write/record-writer.ts';
import { repackRtree } from '../write/repack.ts';
import type { Session } from '../write/session.ts';
import { slices } from '../write/slices.ts';
import { selectSql } from '../write/statements.ts';
import { STAGED_BOX } from './create-staging.ts';

/** Rows moved by one statement: about 10 ms of parcels. */
const SLICE_ROWS = 400;

interface Meta {
  readonly layer: string;
  readonly count: number;
  readonly box: Box | null;
}

type Call = Pick<CallContext, 'signal' | 'progress'>;

/**
 * Takes a finished staging file into its layer as one change: all or nothing, in slices that let the message
 * loop turn. `replace` deletes what the layer holds in the same change. Layers handed down from above are written
 * this way and no other; a lock, which guards against edits by hand, does not stand in its way.
 *
 * Failures: `store.staging-broken`, `store.unknown-table`, `cancelled`, those of writing.
 */
export async function commitStaged(
  session: Session,
  path: string,
  mode: 'append' | 'replace',
  call: Call,
): Promise<Result<Committed>> {
  if (!fs.existsSync(path)) return fail('store.staging-broken', { path });
  const attached = await caught(() => session.db.prepare('ATTACH ? AS staging').run(path));
  if (!attached.ok) return fail('store.staging-broken', { path });
  try {
    const meta = readMeta(session);
    if (meta === undefined) return fail('store.staging-broken', { path });
    if (call.signal.aborted) return fail('cancelled');
    const layer = session.layers.get(meta.layer);
    if (layer === undefined) return fail('store.unknown-table', { table: meta.layer });
    return await writeChange(session, async (target) => {
      call.progress({ share: 0, stage: 'history.stage-write' });
      const removed = mode === 'replace' ? layer.count : 0;
      const bulk = meta.count + removed > BATCH_ROWS;
      if (bulk) dropTriggers(session.db, layer.table);
      // Few into many are inserted into the index; otherwise it is made anew.
      const repack = bulk && (removed > 0 || meta.count > layer.count / 3);
      if (removed > 0) await removeAll(target, layer.table, removed, call);
      await moveIn(session, target, layer.table, meta, bulk && !repack, call);
      if (repack) await repackRtree(session.db, layer.table, slices());
      if (bulk) restoreTriggers(session.db, layer.table);
      // The last moment to turn back: what follows is the commit.
      if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
      const { 'zh-CN': layerZh, en: layerEn } = layer.row.schema.name;
      return {
        kind: 'do',
        command: 'import',
        label: mode === 'replace' ? 'history.import-replace' : 'history.import',
        params: { count: meta.count, removed, layerZh, layerEn },
        undoes: null,
      };
    });
  } finally {
    session.statements.clear();
    session.db.exec('DETACH staging');
  }
}

function readMeta(session: Session): Meta | undefined {
  try {
    const row = getRow<{ layer: string; count: number; a: number | null; b: number; c: number; d: number }>(
      session.db,
      'SELECT layer, count, min_x a, min_y b, max_x c, max_y d FROM staging.staged_meta',
    );
    return (
      row && { layer: row.layer, count: row.count, box: row.a === null ? null : [row.a, row.b, row.c, row.d] }
    );
  } catch {
    return undefined;
  }
}

async function removeAll(target: WriteTarget, table: RecordTable, total: number, call: Call): Promise<void> {
  const slice = slices();
  for (let done = 0; ;) {
    const rows = target.statements.get(selectSql(table, 'fid > 0 ORDER BY fid LIMIT 200')).all() as Row[];
    if (rows.length === 0) return;
    for (const row of rows) deleteRecord(target, table, row);
    done += rows.length;
    if (slice.due()) await breathe(call, slice, 'history.stage-remove', done / total);
  }
}

async function breathe(
  call: Call,
  slice: ReturnType<typeof slices>,
  stage: string,
  share: number,
): Promise<void> {
  if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
  call.progress({ share, stage });
  await slice.pause();
}

/** Copies rows, history items and boxes by SQL, so that no row passes through JavaScript. */
async function moveIn(
  session: Session,
  target: WriteTarget,
  table: RecordTable,
  meta: Meta,
  fillIndex: boolean,
  call: Call,
): Promise<void> {
  const base = highestFid(session, table.name);
  const columns = [...table.columns, ...(table.geometry === null ? [] : ['geom'])].map(quoteName).join(', ');
  const insert = target.statements.get(
    `INSERT INTO ${quoteName(table.name)} (fid, uid, revision, ${columns})
     SELECT ? + id, uid, ?, ${columns} FROM staging.staged WHERE id > ? AND id <= ? ORDER BY id`,
  );
  const items = target.statements.get(
    `INSERT INTO lantu_change_item (seq, table_name, uid, fid, op)
     SELECT ?, ?, uid, ? + id, 'put' FROM staging.staged WHERE id > ? AND id <= ? ORDER BY id`,
  );
  const boxes =
    fillIndex && table.geometry !== null
      ? target.statements.get(
          `INSERT INTO ${quoteName(rtreeName(table.name, 'geom'))}
           SELECT ? + id, ${STAGED_BOX.join(', ')} FROM staging.staged
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
}

/** The highest fid ever given; AUTOINCREMENT keeps it beyond deletes. */
function highestFid(session: Session, table: string): number {
  return (
    getRow<{ seq: number }>(session.db, 'SELECT seq FROM sqlite_sequence WHERE name = ?', table)?.seq ?? 0
  );
}
