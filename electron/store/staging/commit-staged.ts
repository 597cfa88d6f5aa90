import fs from 'node:fs';
import type { Committed } from '../../../shared/change/change.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { caught, StoreFailure } from '../errors.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from '../write/batch.ts';
import { writeChange, type ChangeMeta } from '../write/change-writer.ts';
import type { WriteTarget } from '../write/record-writer.ts';
import { repackRtree } from '../write/repack.ts';
import type { Session, SessionLayer } from '../write/session.ts';
import { slices } from '../write/slices.ts';
import { changeStaged, removeStaged, refuseMoved } from './change-staged.ts';
import { moveIn, removeAll, type Call } from './move-in.ts';
import { readMeta, type StagedMeta } from './staged-meta.ts';

/**
 * `append` adds what is staged, `replace` also deletes what the layer holds; `take` adds, changes and deletes feature
 * by feature, in as many layers as are staged, and refuses all of it where a feature has moved on since.
 */
export type CommitMode = 'append' | 'replace' | 'take';

/**
 * Takes a finished staging file into its layers as one change: all or nothing, in slices that let the message
 * loop turn. Layers handed down from above are written this way and no other; a lock, which guards against edits
 * by hand, does not stand in its way.
 *
 * Failures: `store.staging-broken`, `store.staging-stale` (layer), `store.unknown-table`, `cancelled`, those of writing.
 */
export async function commitStaged(
  session: Session,
  path: string,
  mode: CommitMode,
  call: Call,
): Promise<Result<Committed>> {
  if (!fs.existsSync(path)) return fail('store.staging-broken', { path });
  const attached = await caught(() => session.db.prepare('ATTACH ? AS staging').run(path));
  if (!attached.ok) return fail('store.staging-broken', { path });
  try {
    const metas = readMeta(session);
    if (metas === undefined) return fail('store.staging-broken', { path });
    if (call.signal.aborted) return fail('cancelled');
    const unknown = metas.find((meta) => !session.layers.has(meta.layer));
    if (unknown !== undefined) return fail('store.unknown-table', { table: unknown.layer });
    return await writeChange(session, async (target) => {
      call.progress({ share: 0, stage: 'history.stage-write' });
      let removed = 0;
      for (const meta of metas) {
        const layer = session.layers.get(meta.layer)!;
        if (mode === 'take') refuseMoved(target, layer.table, meta);
        removed += await commitLayer(session, target, layer, meta, mode, call);
      }
      // The last moment to turn back: what follows is the commit.
      if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
      return labelOf(session, metas, mode, removed);
    });
  } finally {
    session.statements.clear();
    session.db.exec('DETACH staging');
  }
}

function labelOf(
  session: Session,
  metas: readonly StagedMeta[],
  mode: CommitMode,
  removed: number,
): ChangeMeta {
  const sum = (of: 'count' | 'changed'): number => metas.reduce((all, meta) => all + meta[of], 0);
  const count = sum('count');
  if (mode === 'take') {
    const params = { title: metas[0]?.title ?? '', added: count, changed: sum('changed'), removed };
    return { kind: 'do', command: 'take-package', label: 'history.take-package', params, undoes: null };
  }
  const { 'zh-CN': layerZh, en: layerEn } = session.layers.get(metas[0]?.layer ?? '')!.row.schema.name;
  return {
    kind: 'do',
    command: 'import',
    label: mode === 'replace' ? 'history.import-replace' : 'history.import',
    params: { count, removed, layerZh, layerEn },
    undoes: null,
  };
}

/** Writes one layer; how many features went. */
async function commitLayer(
  session: Session,
  target: WriteTarget,
  { table, count }: SessionLayer,
  meta: StagedMeta,
  mode: CommitMode,
  call: Call,
): Promise<number> {
  const removed = mode === 'replace' ? count : mode === 'take' ? meta.gone : 0;
  const rewritten = removed + (mode === 'take' ? meta.changed : 0);
  const bulk = meta.count + rewritten > BATCH_ROWS;
  if (bulk) dropTriggers(session.db, table);
  // Few into many are inserted into the index; otherwise it is made anew.
  const repack = bulk && (rewritten > 0 || meta.count > count / 3);
  if (mode === 'replace' && removed > 0) await removeAll(target, table, removed, call);
  if (mode === 'take') {
    await removeStaged(target, table, meta, call);
    await changeStaged(target, table, meta, call);
  }
  await moveIn(session, target, table, meta, bulk && !repack, call);
  if (repack) await repackRtree(session.db, table, slices());
  if (bulk) restoreTriggers(session.db, table);
  return removed;
}
