import { uuidv7 } from '../../../shared/model/ids.ts';
import type { Committed, InsertedNode, LabelParams } from '../../../shared/change/change.ts';
import { caught, FREEZING, stop } from '../errors.ts';
import { setContentsBox, touchContents } from '../geopackage/contents.ts';
import { exactExtent } from '../geopackage/rtree.ts';
import { fail, type Result } from '../../../shared/result.ts';
import type { WriteTarget } from './record-writer.ts';
import { reorderLayers } from './layer-view.ts';
import type { Session, SessionLayer } from './session.ts';
import { ownTable } from './tables.ts';
import { type TouchLog, touchLog } from './touch-log.ts';

/** What the history says of a change beside its records. */
export interface ChangeMeta {
  readonly kind: Committed['kind'];
  readonly command: string | null;
  readonly label: string;
  readonly params: LabelParams;
  /** Seq of the change this one takes back (undo), or of the undo it takes back (redo). */
  readonly undoes: number | null;
  readonly nodes?: readonly InsertedNode[];
}

/** The work of a change; returns its description, which may depend on what was written. */
export type ChangeWork = (target: WriteTarget) => Promise<ChangeMeta> | ChangeMeta;

/** A transaction longer than this is worth a line in the log: other programs wait for it. */
const LONG_TRANSACTION_MS = 3_000;

/** In a layer of at most this many features the extent is measured with each change (a millisecond). */
const MEASURED_AT_ONCE = 5_000;

const ITEM_SQL =
  'INSERT INTO lantu_change_item (seq, table_name, uid, fid, op, before) VALUES (?, ?, ?, ?, ?, ?)';

/**
 * Writes one change: its records, its history rows and the contents table in one transaction, which is rolled
 * back whole when anything fails. Nothing of the session moves before the commit has succeeded.
 *
 * Failures: what the work refuses, `store.outside-waits` when edits of another program must be taken in first,
 * `store.nothing-to-do` when it wrote no record, and the failures of SQLite.
 */
export async function writeChange(
  session: Session,
  work: ChangeWork,
  options: { readonly adopting?: boolean } = {},
): Promise<Result<Committed>> {
  if (session.readOnly) return fail('store.opened-read-only');
  if (session.frozen !== null) return { ok: false, error: session.frozen };
  const { db } = session;
  const began = performance.now();
  const result = await caught(async () => {
    db.exec('BEGIN IMMEDIATE');
    try {
      // Another program may have committed since we last looked; its edit comes first in the history.
      if (options.adopting !== true && outsideWaits(session)) stop('store.outside-waits');
      const committed = await insideTransaction(session, work);
      db.exec('COMMIT');
      return committed;
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
  if (!result.ok) {
    if (FREEZING.has(result.error.code)) session.frozen = result.error;
    // A rolled back batch may have dropped and restored triggers: compile anew.
    session.statements.clear();
    return result;
  }
  const tookMs = Math.round(performance.now() - began);
  if (tookMs > LONG_TRANSACTION_MS) {
    session.host.log('warn', `change ${result.value.committed.seq} held the file for ${tookMs} ms`);
  }
  const { committed, growth, layers } = result.value;
  takeLayers(session, layers);
  session.rev = committed.rev;
  session.savedAt = committed.time;
  for (const [table, by] of growth) {
    const layer = session.layers.get(table);
    if (layer !== undefined) layer.count += by;
  }
  return { ok: true, value: committed };
}

/** What became of layers in the change that has been committed. */
function takeLayers(session: Session, layers: ReadonlyMap<string, SessionLayer | null>): void {
  if (layers.size === 0) return;
  for (const [name, layer] of layers) {
    if (layer !== null) session.layers.set(name, layer);
    else {
      session.layers.delete(name);
      session.shrunk.delete(name);
    }
  }
  session.statements.clear();
  reorderLayers(session);
}

const outsideWaits = (session: Session): boolean =>
  session.statements.get('SELECT 1 FROM lantu_outside LIMIT 1').get() !== undefined;

async function insideTransaction(session: Session, work: ChangeWork) {
  const { db, host, statements } = session;
  const seq = session.rev + 1;
  const touched = touchLog();
  db.exec('UPDATE lantu_writing SET active = 1');
  const firstItem = nextItem(session);
  let items = 0;
  const layers = new Map<string, SessionLayer | null>();
  const layerNow = (name: string): SessionLayer | undefined => {
    const changed = layers.get(name);
    return changed === undefined ? session.layers.get(name) : (changed ?? undefined);
  };
  const target: WriteTarget = {
    db,
    statements,
    seq,
    touched,
    table: (name) => layerNow(name)?.table ?? ownTable(name) ?? stop('store.unknown-table', { table: name }),
    layer: layerNow,
    setLayer: (name, layer) => void layers.set(name, layer),
    now: () => host.now().toISOString(),
    note(table, uid, fid, op, before) {
      items += 1;
      statements.get(ITEM_SQL).run(seq, table, uid, fid, op, before);
    },
  };
  const meta = await work(target);
  const records = touched.records();
  if (records === 0) stop('store.nothing-to-do');
  const now = host.now();
  const committed: Committed = {
    seq,
    rev: seq,
    label: meta.label,
    params: meta.params,
    time: now.toISOString(),
    kind: meta.kind,
    touched: touched.touched(),
  };
  const box = touched.box();
  statements
    .get(
      `INSERT INTO lantu_change (seq, uuid, replica, author, time, kind, command, label, params, undoes, records,
         first_item, min_x, min_y, max_x, max_y, touched, nodes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      seq,
      uuidv7(now.getTime(), host.random),
      session.replica,
      host.author(),
      committed.time,
      meta.kind,
      meta.command,
      meta.label,
      JSON.stringify(meta.params),
      meta.undoes,
      records,
      firstItem,
      box?.[0] ?? null,
      box?.[1] ?? null,
      box?.[2] ?? null,
      box?.[3] ?? null,
      JSON.stringify(committed.touched),
      meta.nodes === undefined || meta.nodes.length === 0 ? null : JSON.stringify(meta.nodes),
    );
  for (const { layer, before } of committed.touched) {
    const state = layerNow(layer);
    if (state !== undefined) stateContents(session, state, committed.time, touched, before.length > 0);
  }
  db.exec('UPDATE lantu_writing SET active = 0');
  return { committed, growth: touched.growth(), items, layers };
}

/** Keeps the contents table true. An extent that may have shrunk is measured anew: now, or in a large layer at closing. */
function stateContents(
  session: Session,
  layer: SessionLayer,
  time: string,
  touched: TouchLog,
  mayShrink: boolean,
): void {
  const { name } = layer.table;
  touchContents(session.db, name, time, touched.afterBox(name));
  if (!mayShrink || layer.table.geometry === null) return;
  const count = layer.count + (touched.growth().get(name) ?? 0);
  if (count > MEASURED_AT_ONCE) session.shrunk.add(name);
  else setContentsBox(session.db, name, exactExtent(session.db, name, layer.table.geometry.column));
}

/** Number of the next history item; the items of a change are numbered without gaps from its `first_item`. */
export function nextItem(session: Session): number {
  const row = session.statements
    .get(`SELECT seq FROM sqlite_sequence WHERE name = 'lantu_change_item'`)
    .get() as { seq: number } | undefined;
  return (row?.seq ?? 0) + 1;
}
