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
import { isDecided } from '../../../shared/merge/merge-record.ts';
import type { Decision, Dispute } from '../../../shared/merge/types.ts';
import type { RecordRef } from '../../../shared/model/record.ts';
import { titleOf } from '../../../shared/package/compare.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Reader } from '../../store/read/reader.ts';
import type { StagingFile } from '../../store/staging/staging-file.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { openDecisions, type Decisions } from './decisions.ts';
import { stageMerge } from './merge-stage.ts';
import { mergeWalk, type MergeStep } from './merge-walk.ts';
import type { OpenedChanges } from './opened-changes.ts';
import { takenBefore } from './taken-before.ts';

type CreateStaging = (path: string, schemas: readonly LayerSchema[], title: string) => StagingFile;

/** Refused changes that are listed one by one. */
const LISTED = 500;

type Disputed = MergeStep & { readonly merged: { readonly dispute: Dispute } };
const isDisputed = (step: MergeStep): step is Disputed => step.merged.dispute !== null;

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

/** Vertices that are kept in memory from looking at a set to taking it: some hundred megabytes at most. */
const KEPT_VERTICES = 6e6;

const verticesOf = ({ change: { base, theirs }, mine }: MergeStep): number =>
  [base, theirs, mine?.state].reduce((sum, state) => sum + (state?.geometry?.xy.length ?? 0) / 2, 0);

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
   * Makes the step ready. Failures `exchange.undecided` (count), `exchange.taken-before` and `exchange.older` where
   * nothing of the set is new.
   */
  stage(
    create: CreateStaging,
    stagingDir: string,
    by: string,
    call: CallContext,
  ): Promise<Result<StagedMerge>> | Result<never>;
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

  /** The steps of the last survey, where they are not too many, and the state of the file they were made of. */
  let kept: { readonly rev: number; readonly steps: readonly MergeStep[] } | null = null;

  /** All steps in one state of the file. */
  async function* walk(signal: AbortSignal): AsyncGenerator<Result<readonly MergeStep[]>> {
    if (kept?.rev === reader.rev()) return yield ok(kept.steps);
    const held = await reader.at();
    try {
      yield* mergeWalk(opened, reader, takenBefore(reader, meta), signal);
    } finally {
      held.release();
    }
  }

  /** The disputes of the last survey, and the state of the file it was made of: each look need not walk the whole set. */
  let surveyed: { readonly rev: number; readonly disputed: readonly Disputed[] } | null = null;

  const find = async (
    wanted: (ref: RecordRef) => boolean,
    signal: AbortSignal,
  ): Promise<Result<readonly Disputed[]>> => {
    if (surveyed?.rev !== reader.rev()) {
      const rev = reader.rev();
      const disputed: Disputed[] = [];
      for await (const step of walk(signal)) {
        if (!step.ok) return step;
        disputed.push(...step.value.filter(isDisputed));
      }
      surveyed = { rev, disputed };
    }
    return ok(surveyed.disputed.filter(({ change: { ref } }) => wanted(ref)));
  };

  const progress = (call: CallContext, done: number): void =>
    call.progress({
      share: Math.min(1, done / Math.max(1, meta.records)),
      stage: 'exchange.stage.compare',
    });

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
      const [rev, disputed] = [reader.rev(), [] as Disputed[]];
      let done = 0;
      let steps: MergeStep[] | null = [];
      let vertices = 0;
      let leftOut = 0;
      let isOffered = false;
      const look = (step: MergeStep): void => {
        const { change, merged, mine } = step;
        const counts = layers.get(change.ref.table) ?? { ...COUNTED };
        counts[countOf(step)] += 1;
        layers.set(change.ref.table, counts);
        const [field] = step.unknown;
        const left = step.refused ?? (field === undefined ? null : { why: 'no-field' as const, field });
        if (left !== null) leftOut += 1;
        if (left !== null && refused.length < LISTED) refused.push({ ref: change.ref, ...left });
        if (merged.write !== null || merged.dispute !== null) isOffered = true;
        if (!isDisputed(step)) return;
        const { dispute } = step.merged;
        disputed.push(step);
        const state = mine?.state ?? change.theirs ?? change.base;
        const decision = decisions.of(step);
        listed.push({
          ref: change.ref,
          title: titleOf(state?.fields ?? {}, change.ref.uid),
          existence: dispute.existence,
          fields: dispute.fields,
          shape: dispute.shape?.why ?? null,
          box: placeOf(step),
          decision,
          decided: isDecided(dispute, decision),
        });
        places.push(merged.dispute?.shape?.places ?? []);
      };
      for await (const some of walk(call.signal)) {
        if (!some.ok) return some;
        for (const step of some.value) look(step);
        for (const step of some.value) vertices += verticesOf(step);
        if (vertices > KEPT_VERTICES) steps = null;
        else steps?.push(...some.value);
        progress(call, (done += some.value.length));
      }
      kept = steps === null ? null : { rev, steps };
      surveyed = { rev, disputed };
      const groups = coupledDisputes(places);
      const disputes = listed.map((one, i) => ({ ...one, group: groups[i]! }));
      return ok({
        meta,
        // What was left out the last time may have found its place by now.
        before: isOffered ? null : takenBefore(reader, meta).covered,
        otherBlueprint: meta.blueprint !== reader.blueprintId(),
        otherCounty: meta.county.code !== (reader.info('county_code') ?? ''),
        layers: [...layers].map(([table, counts]): MergeLayer => ({ table, ...counts })),
        refused,
        leftOut,
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
      for (const step of found.value) decisions.set(step, wanted.get(keyOf(step.change.ref)) ?? null);
      await decisions.save();
      return ok(null);
    },
    stage: (create, stagingDir, by, call) => {
      const staging = create(
        path.join(stagingDir, `staged-${randomUUID()}.sqlite`),
        reader.schemas(),
        meta.name,
      );
      return stageMerge(opened, walk(call.signal), decisions, staging, {
        by,
        taken: takenBefore(reader, meta),
        onSteps: (done) => progress(call, done),
      });
    },
    forget: () => decisions.forget(),
  };
}
