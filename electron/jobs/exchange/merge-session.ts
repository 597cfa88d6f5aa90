import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type {
  DisputedShapes,
  ListedDispute,
  MergeLayer,
  MergeSurvey,
  StagedMerge,
} from '../../../shared/bridge/exchange-contract.ts';
import { boxOfXY, isEmptyBox } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { coupledDisputes } from '../../../shared/merge/coupled.ts';
import { decidedWrite, isDecided } from '../../../shared/merge/merge-record.ts';
import type { Decision, Dispute, Write } from '../../../shared/merge/types.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { titleOf } from '../../../shared/package/compare.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { StagingFile } from '../../store/staging/staging-file.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { openDecisions, type Decisions } from './decisions.ts';
import { mergeWalk, type MergeStep } from './merge-walk.ts';
import type { OpenedChanges } from './opened-changes.ts';
import { takenBefore } from './taken-before.ts';

type CreateStaging = (path: string, schemas: readonly LayerSchema[], title: string) => StagingFile;

/** Refused changes that are listed one by one. */
const LISTED = 500;

const COUNTED = { added: 0, changed: 0, deleted: 0, same: 0, disputed: 0, refused: 0 };

function countOf({ merged, refused }: MergeStep): keyof typeof COUNTED {
  if (refused !== null) return 'refused';
  if (merged.dispute !== null) return 'disputed';
  if (merged.write === null) return 'same';
  return merged.write.kind === 'put' ? 'added' : merged.write.kind === 'patch' ? 'changed' : 'deleted';
}

function placeOf({ change, mine, merged }: MergeStep): Box | null {
  const places = merged.dispute?.shape?.places;
  if (places !== undefined && places.length > 0) return boxOfXY(places);
  const shape = mine?.state.geometry ?? change.theirs?.geometry ?? change.base?.geometry ?? null;
  return shape === null || isEmptyBox(shape.box) ? null : shape.box;
}

const keyOf = ({ table, uid }: RecordRef): string => `${table} ${uid}`;

/** A set of changes that is being looked at, with what has been decided so far. */
export interface MergeSession {
  survey(call: CallContext): Promise<Result<MergeSurvey>>;
  shapes(ref: RecordRef, signal: AbortSignal): Promise<Result<DisputedShapes>>;
  /** Failure `exchange.no-dispute` (table, uid) for a record that nothing is asked about. */
  decide(
    all: readonly { readonly ref: RecordRef; readonly decision: Decision | null }[],
    signal: AbortSignal,
  ): Promise<Result<null>>;
  /**
   * Makes the step ready. Failures `exchange.undecided` (count), `exchange.taken-before`, `exchange.older`,
   * `exchange.nothing-new`.
   */
  stage(
    create: CreateStaging,
    stagingDir: string,
    by: string,
    call: CallContext,
  ): Promise<Result<StagedMerge>>;
  /** After it was taken: decisions are not needed any more. */
  forget(): Promise<void>;
}

/** @param stateDir where decisions are kept until the changes have been taken */
export async function openMerge(
  opened: OpenedChanges,
  reader: Reader,
  stateDir: string,
): Promise<MergeSession> {
  const { meta } = opened;
  const decisions: Decisions = await openDecisions(stateDir, meta.uuid);

  /** All steps in one state of the file. */
  async function* walk(signal: AbortSignal): AsyncGenerator<Result<MergeStep>> {
    const held = await reader.at();
    try {
      yield* mergeWalk(opened, reader, takenBefore(reader, meta).seen, signal);
    } finally {
      held.release();
    }
  }

  const find = async (
    wanted: (ref: RecordRef) => boolean,
    signal: AbortSignal,
  ): Promise<Result<(MergeStep & { readonly merged: { readonly dispute: Dispute } })[]>> => {
    const found: (MergeStep & { readonly merged: { readonly dispute: Dispute } })[] = [];
    for await (const step of walk(signal)) {
      if (!step.ok) return step;
      const { merged, change } = step.value;
      if (merged.dispute !== null && wanted(change.ref))
        found.push({ ...step.value, merged: { ...merged, dispute: merged.dispute } });
    }
    return ok(found);
  };

  const progress = (call: CallContext, done: number): void => {
    if (done % 500 === 0)
      call.progress({
        share: Math.min(1, done / Math.max(1, meta.records)),
        stage: 'exchange.stage.compare',
      });
  };

  return {
    async survey(call) {
      const layers = new Map<string, typeof COUNTED>();
      const refused: {
        ref: RecordRef;
        why: NonNullable<MergeStep['refused']>['why'];
        field: string | null;
      }[] = [];
      const listed: Omit<ListedDispute, 'group'>[] = [];
      const places: ArrayLike<number>[] = [];
      let done = 0;
      for await (const step of walk(call.signal)) {
        if (!step.ok) return step;
        const { change, merged, mine } = step.value;
        const counts = layers.get(change.ref.table) ?? { ...COUNTED };
        counts[countOf(step.value)] += 1;
        layers.set(change.ref.table, counts);
        if (step.value.refused !== null && refused.length < LISTED)
          refused.push({ ref: change.ref, ...step.value.refused });
        if (merged.dispute !== null) {
          const { dispute } = merged;
          const state = mine?.state ?? change.theirs ?? change.base;
          const decision = decisions.of(change.ref, dispute);
          listed.push({
            ref: change.ref,
            title: titleOf(state?.fields ?? {}, change.ref.uid),
            existence: dispute.existence,
            fields: dispute.fields,
            shape: dispute.shape?.why ?? null,
            box: placeOf(step.value),
            decision,
            decided: isDecided(dispute, decision),
          });
          places.push(dispute.shape?.places ?? []);
        }
        progress(call, ++done);
      }
      const groups = coupledDisputes(places);
      const disputes = listed.map((one, i) => ({ ...one, group: groups[i]! }));
      const { before } = takenBefore(reader, meta);
      return ok({
        meta,
        before,
        otherBlueprint: meta.blueprint !== reader.blueprintId(),
        otherCounty: meta.county.code !== (reader.info('county_code') ?? ''),
        layers: [...layers].map(([table, counts]): MergeLayer => ({ table, ...counts })),
        refused,
        disputes,
        decided: disputes.filter(({ decided }) => decided).length,
      });
    },
    async shapes({ table, uid }, signal) {
      const found = await find((ref) => ref.table === table && ref.uid === uid, signal);
      if (!found.ok) return found;
      const [step] = found.value;
      if (step === undefined) return fail('exchange.no-dispute', { table, uid });
      const { shape } = step.merged.dispute;
      return ok({
        base: step.change.base?.geometry ?? null,
        mine: shape === null ? (step.mine?.state.geometry ?? null) : shape.mine,
        theirs: shape === null ? (step.change.theirs?.geometry ?? null) : shape.theirs,
        places: shape?.places ?? new Float64Array(0),
      });
    },
    async decide(all, signal) {
      const wanted = new Map<string, Decision | null>(all.map(({ ref, decision }) => [keyOf(ref), decision]));
      const found = await find((ref) => wanted.has(keyOf(ref)), signal);
      if (!found.ok) return found;
      const there = new Set(found.value.map(({ change: { ref } }) => keyOf(ref)));
      const missing = all.find(({ ref }) => !there.has(keyOf(ref)));
      if (missing !== undefined) return fail('exchange.no-dispute', { ...missing.ref });
      for (const { change, merged } of found.value) {
        const key = keyOf(change.ref);
        decisions.set(change.ref, merged.dispute, wanted.get(key) ?? null);
      }
      await decisions.save();
      return ok(null);
    },
    async stage(create, stagingDir, by, call) {
      const { before } = takenBefore(reader, meta);
      if (before !== null) return fail(before === 'done' ? 'exchange.taken-before' : 'exchange.older');
      const staging = create(
        path.join(stagingDir, `staged-${randomUUID()}.sqlite`),
        reader.schemas(),
        meta.name,
      );
      let finished = false;
      try {
        const sum = { added: 0, changed: 0, removed: 0, own: 0 };
        let [done, undecided, merged] = [0, 0, 0];
        for await (const step of walk(call.signal)) {
          if (!step.ok) return step;
          progress(call, ++done);
          const { dispute } = step.value.merged;
          const decision = dispute === null ? null : decisions.of(step.value.change.ref, dispute);
          if (dispute !== null && !isDecided(dispute, decision)) {
            undecided += 1;
            continue;
          }
          if (dispute !== null) merged += 1;
          const { write } =
            dispute === null || decision === null
              ? step.value.merged
              : {
                  write: decidedWrite(
                    step.value.layer,
                    step.value.change,
                    step.value.mine?.state ?? null,
                    decision,
                  ),
                };
          if (write !== null) put(staging, step.value, write, sum);
        }
        if (undecided > 0) return fail('exchange.undecided', { count: undecided });
        const time = new Date().toISOString();
        const { uuid, from, to, toId, name } = meta;
        const markIds = meta.marks.map(({ id }) => id);
        const details = {
          from,
          to,
          toId,
          markIds,
          author: meta.author,
          made: meta.time,
          field: meta.field?.uuid ?? null,
        };
        staging.own([
          {
            ref: { table: 'lantu_exchange', uid: uuid },
            rev: null,
            write: {
              kind: 'put',
              state: {
                fields: {
                  kind: 'changes-in',
                  name,
                  details: JSON.stringify({ ...details, ...sum, decided: merged }),
                  base_seq: to,
                  author: by,
                  time,
                },
                geometry: null,
              },
            },
          },
        ]);
        staging.finish({ label: 'history.take-changes', name, from: meta.author, ...sum, decided: merged });
        finished = true;
        const blobs = [...opened.blobs].map((sha256) => ({ sha256, path: path.join(opened.folder, sha256) }));
        return ok({ staging: staging.path, ...sum, blobs });
      } finally {
        if (!finished) staging.discard();
      }
    },
    forget: () => decisions.forget(),
  };
}

/** Writes one record into the staging file. */
function put(
  staging: StagingFile,
  { change: { ref }, layer, mine }: MergeStep,
  write: Write,
  sum: { added: number; changed: number; removed: number; own: number },
): void {
  const target = layer === null ? undefined : staging.layer(layer.id);
  if (target === undefined) {
    staging.own([{ ref, rev: mine?.rev ?? null, write }]);
    sum.own += 1;
  } else if (write.kind === 'put') {
    target.append([
      { uid: ref.uid, fields: write.state.fields, geometry: write.state.geometry, exact: true },
    ]);
    sum.added += 1;
  } else if (write.kind === 'delete') {
    target.remove([{ uid: ref.uid, rev: mine!.rev }]);
    sum.removed += 1;
  } else {
    target.change([
      {
        uid: ref.uid,
        rev: mine!.rev,
        fields: write.fields,
        ...(write.geometry !== undefined && { geometry: write.geometry }),
      },
    ]);
    sum.changed += 1;
  }
}
