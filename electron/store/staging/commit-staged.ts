import fs from 'node:fs';
import type { Committed, LabelParams } from '../../../shared/change/change.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { caught, StoreFailure } from '../errors.ts';
import { BATCH_ROWS, dropTriggers, restoreTriggers } from '../write/batch.ts';
import { writeChange, type ChangeMeta } from '../write/change-writer.ts';
import type { WriteTarget } from '../write/record-writer.ts';
import { repackRtree } from '../write/repack.ts';
import type { Session, SessionLayer } from '../write/session.ts';
import { slices } from '../write/slices.ts';
import { changeStaged, removeStaged, refuseMoved, refuseTaken } from './change-staged.ts';
import { breathe, moveIn, removeAll, stagedBoxes, type Call } from './move-in.ts';
import { commitOwn } from './own-staged.ts';
import { readMeta, readRecord, type StagedMeta } from './staged-meta.ts';

/**
 * `append` adds what is staged, `replace` also deletes what the layer holds; `take` adds, changes and deletes feature
 * by feature, in as many layers as are staged, and refuses all of it where a feature has moved on since.
 */
export type CommitMode = 'append' | 'replace' | 'take';

/** So much of a staging file is read as memory and not page by page. */
const MAPPED_BYTES = 2 ** 31 - 2 ** 16;

/** How a staging file is taken in. */
export interface CommitWay {
  readonly mode: CommitMode;
  /** Of `append`: the layers whose features go first, as `replace` does it in all. */
  readonly replaced?: readonly string[] | undefined;
}

/**
 * Takes a finished staging file into its layers as one change: all or nothing, in slices that let the message
 * loop turn. Layers handed down from above are written this way and no other; a lock, which guards against edits
 * by hand, does not stand in its way.
 *
 * Failures: `store.staging-broken`, `store.staging-stale` (layer), `store.staging-taken` (layer), `store.unknown-table`, `cancelled`, those of writing.
 */
export async function commitStaged(
  session: Session,
  path: string,
  { mode, replaced = [] }: CommitWay,
  call: Call,
): Promise<Result<Committed>> {
  if (!fs.existsSync(path)) return fail('store.staging-broken', { path });
  const attached = await caught(() => session.db.prepare('ATTACH ? AS staging').run(path));
  if (!attached.ok) return fail('store.staging-broken', { path });
  try {
    const metas = readMeta(session);
    if (metas === undefined) return fail('store.staging-broken', { path });
    // The file is this program's own, and nobody shortens it meanwhile.
    session.db.pragma(`staging.mmap_size = ${MAPPED_BYTES}`);
    if (call.signal.aborted) return fail('cancelled');
    const unknown = metas.find((meta) => !session.layers.has(meta.layer));
    if (unknown !== undefined) return fail('store.unknown-table', { table: unknown.layer });
    return await writeChange(session, async (target) => {
      call.progress({ share: 0, stage: 'history.stage-write' });
      const steps = metas.map((meta) => {
        const layer = session.layers.get(meta.layer)!;
        const anew = meta.count > 0 && (mode === 'replace' || replaced.includes(meta.layer));
        const removed = anew ? layer.count : mode === 'take' ? meta.gone : 0;
        return { meta, layer, mode: anew ? 'replace' : mode, removed, weight: meta.count + removed } as const;
      });
      const all = steps.reduce((sum, { weight }) => sum + weight, 0);
      let done = 0;
      for (const step of steps) {
        if (done > 0) await breathe(call, slices(), 'history.stage-write', done / all);
        if (mode === 'take') refuseMoved(target, step.layer.table, step.meta);
        else if (step.mode === 'append') refuseTaken(target, step.layer.table, step.meta);
        await commitLayer(session, target, step, within(call, done / all, step.weight / all));
        done += step.weight;
      }
      if (mode === 'take') commitOwn(target);
      const removed = steps.reduce((sum, step) => sum + step.removed, 0);
      // The last moment to turn back: what follows is the commit.
      if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
      return labelOf(session, metas, mode, removed, readRecord(session));
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
  record: LabelParams,
): ChangeMeta {
  const sum = (of: 'count' | 'changed'): number => metas.reduce((all, meta) => all + meta[of], 0);
  const count = sum('count');
  if (mode === 'take' && typeof record['label'] === 'string') {
    const { label, ...params } = record;
    return { kind: 'do', command: 'take-changes', label, params, undoes: null };
  }
  if (mode === 'take') {
    const params = { title: metas[0]?.title ?? '', added: count, changed: sum('changed'), removed };
    return { kind: 'do', command: 'take-package', label: 'history.take-package', params, undoes: null };
  }
  const names = metas
    .filter((meta) => meta.count > 0)
    .map(({ layer }) => session.layers.get(layer)!.row.schema.name);
  const layerZh = names.map((name) => name['zh-CN']).join('、');
  const layerEn = names.map((name) => name.en).join(', ');
  return {
    kind: 'do',
    command: 'import',
    label: mode === 'replace' || removed > 0 ? 'history.import-replace' : 'history.import',
    params: { ...record, source: metas[0]?.title ?? '', count, removed, layerZh, layerEn },
    undoes: null,
  };
}

/** A call whose progress is a part of the whole. */
const within = (call: Call, from: number, part: number): Call => ({
  signal: call.signal,
  progress: (told) =>
    call.progress({ ...told, share: told.share === null ? null : from + told.share * part }),
});

interface Step {
  readonly meta: StagedMeta;
  readonly layer: SessionLayer;
  readonly mode: CommitMode;
  /** Features that go. */
  readonly removed: number;
}

/** Writes one layer. */
async function commitLayer(
  session: Session,
  target: WriteTarget,
  { meta, layer: { table, count }, mode, removed }: Step,
  call: Call,
): Promise<void> {
  const rewritten = removed + (mode === 'take' ? meta.changed : 0);
  const bulk = meta.count + rewritten > BATCH_ROWS;
  if (bulk) dropTriggers(session.db, table);
  // Few into many are inserted into the index; otherwise it is made anew.
  const repack = bulk && (rewritten > 0 || meta.count > count / 3);
  const share = removed / Math.max(1, removed + meta.count);
  if (mode === 'replace' && removed > 0) await removeAll(target, table, removed, within(call, 0, share));
  if (mode === 'take') {
    await removeStaged(target, table, meta, call);
    await changeStaged(target, table, meta, call);
  }
  const rest = mode === 'replace' ? within(call, share, 1 - share) : call;
  const above = await moveIn(session, target, table, meta, bulk && !repack, rest);
  if (repack) await repackRtree(session.db, table, slices(), stagedBoxes(session, meta, above));
  if (bulk) restoreTriggers(session.db, table);
}
