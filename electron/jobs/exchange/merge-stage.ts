import path from 'node:path';
import type { StagedMerge } from '../../../shared/bridge/exchange-contract.ts';
import type { ChangeSetMeta } from '../../../shared/exchange/change-set.ts';
import { decidedWrite, isDecided } from '../../../shared/merge/merge-record.ts';
import type { Write } from '../../../shared/merge/types.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type {
  LayerStaging,
  StagedChange,
  StagedFeature,
  StagingFile,
} from '../../store/staging/staging-file.ts';
import type { StagedOwn } from '../../store/staging/own-staged.ts';
import type { Decisions } from './decisions.ts';
import type { MergeStep } from './merge-walk.ts';
import type { OpenedChanges } from './opened-changes.ts';
import type { LeftRecord, TakenBefore } from './taken-before.ts';

/** Records written into the staging file at a time. */
const BATCH = 500;

interface Sum {
  added: number;
  changed: number;
  removed: number;
  own: number;
}

/** Gathers what is written into one layer. */
function layerSink(target: LayerStaging): {
  add(step: MergeStep, write: Write, sum: Sum): void;
  flush(): void;
} {
  let added: StagedFeature[] = [];
  let changed: StagedChange[] = [];
  let gone: { uid: string; rev: number }[] = [];
  const flush = (): void => {
    if (added.length > 0) target.append(added);
    if (changed.length > 0) target.change(changed);
    if (gone.length > 0) target.remove(gone);
    [added, changed, gone] = [[], [], []];
  };
  return {
    flush,
    add({ change: { ref }, mine }, write, sum) {
      if (write.kind === 'put') {
        added.push({ uid: ref.uid, fields: write.state.fields, geometry: write.state.geometry, exact: true });
        sum.added += 1;
      } else if (write.kind === 'delete') {
        gone.push({ uid: ref.uid, rev: mine!.rev });
        sum.removed += 1;
      } else {
        const moved = write.geometry === undefined ? {} : { geometry: write.geometry };
        changed.push({ uid: ref.uid, rev: mine!.rev, fields: write.fields, ...moved });
        sum.changed += 1;
      }
      if (added.length + changed.length + gone.length >= BATCH) flush();
    },
  };
}

/** What the file keeps of the taking: a second time finds it, and what was left out of it. */
function takenRecord(
  meta: ChangeSetMeta,
  by: string,
  rev: number | null,
  sums: Sum & { readonly decided: number; readonly left: readonly LeftRecord[] },
): StagedOwn {
  const details = JSON.stringify({
    from: meta.from,
    to: meta.to,
    toId: meta.toId,
    markIds: meta.marks.map(({ id }) => id),
    author: meta.author,
    made: meta.time,
    field: meta.field?.uuid ?? null,
    ...sums,
  });
  const said = { details, author: by, time: new Date().toISOString() };
  const ref = { table: 'lantu_exchange', uid: meta.uuid };
  if (rev !== null) return { ref, rev, write: { kind: 'patch', fields: said } };
  const fields = { kind: 'changes-in', name: meta.name, base_seq: meta.to, ...said };
  return { ref, rev, write: { kind: 'put', state: { fields, geometry: null } } };
}

/** What of a step cannot be taken. */
function leftOf({ change: { ref }, refused, unknown }: MergeStep): LeftRecord[] {
  if (refused !== null) return [[ref.table, ref.uid, 'all']];
  return unknown.length === 0 ? [] : [[ref.table, ref.uid, unknown]];
}

/**
 * Makes ready what a set of changes comes to. Failures `exchange.undecided` (count), `exchange.taken-before` and
 * `exchange.older` where nothing of it is new, those of the steps; then the staging file is gone.
 */
export async function stageMerge(
  { meta, folder, blobs }: OpenedChanges,
  steps: AsyncIterable<Result<readonly MergeStep[]>>,
  decisions: Decisions,
  staging: StagingFile,
  {
    by,
    taken,
    onSteps,
  }: {
    readonly by: string;
    readonly taken: TakenBefore;
    readonly onSteps: (done: number) => void;
  },
): Promise<Result<StagedMerge>> {
  const sinks = new Map<string, ReturnType<typeof layerSink>>();
  const sum: Sum = { added: 0, changed: 0, removed: 0, own: 0 };
  let [done, undecided, decided, finished] = [0, 0, 0, false];
  const left: LeftRecord[] = [];
  const put = (step: MergeStep, write: Write): void => {
    const { change, layer, mine } = step;
    const target = layer === null ? undefined : staging.layer(layer.id);
    if (layer === null || target === undefined) {
      staging.own([{ ref: change.ref, rev: mine?.rev ?? null, write }]);
      sum.own += 1;
      return;
    }
    const sink = sinks.get(layer.id) ?? layerSink(target);
    sinks.set(layer.id, sink);
    sink.add(step, write, sum);
  };
  try {
    for await (const some of steps) {
      if (!some.ok) return some;
      for (const step of some.value) {
        const { change, layer, mine, merged } = step;
        const { dispute } = merged;
        const decision = decisions.of(step);
        left.push(...leftOf(step));
        if (dispute !== null && (decision === null || !isDecided(dispute, decision))) {
          undecided += 1;
          continue;
        }
        if (decision !== null) decided += 1;
        const write =
          decision === null ? merged.write : decidedWrite(layer, change, mine?.state ?? null, decision);
        if (write !== null) put(step, write);
      }
      onSteps((done += some.value.length));
    }
    if (undecided > 0) return fail('exchange.undecided', { count: undecided });
    for (const sink of sinks.values()) sink.flush();
    const isNothing = sum.added + sum.changed + sum.removed + sum.own === 0;
    if (isNothing && taken.covered !== null)
      return fail(taken.covered === 'done' ? 'exchange.taken-before' : 'exchange.older');
    staging.own([takenRecord(meta, by, taken.rev, { ...sum, decided, left })]);
    staging.finish({ label: 'history.take-changes', name: meta.name, from: meta.author, ...sum, decided });
    finished = true;
    const files = [...blobs].map((sha256) => ({ sha256, path: path.join(folder, sha256) }));
    return ok({ staging: staging.path, ...sum, blobs: files });
  } finally {
    if (!finished) staging.discard();
  }
}
