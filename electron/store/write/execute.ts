import type { z } from 'zod';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Committed, Draft } from '../../../shared/change/change.ts';
import type { Command, ReadPlan } from '../../../shared/commands/define-command.ts';
import { fail, type Result } from '../../../shared/result.ts';
import { StoreFailure } from '../errors.ts';
import { writeChange } from './change-writer.ts';
import { LAYER_TABLE } from '../record-table.ts';
import { applyLayerOp } from './layer-writer.ts';
import { applyOp, expectRevision } from './record-writer.ts';
import type { Session } from './session.ts';
import { slices } from './slices.ts';
import { takeSnapshot } from './snapshot.ts';

/** Revisions the caller saw; a record that has moved on makes the command `stale`. */
export type Expected = readonly { readonly table: string; readonly uid: string; readonly rev: number }[];

/** Second looks: at the features round what the first one read, and at those where the new vertices come to lie. */
const MORE_LOOKS = 2;

/** What a command would write, from what the file holds now. */
export function draftOf(session: Session, command: Command<unknown>, params: unknown): Result<Draft> {
  let plan = command.reads(params);
  let snapshot = takeSnapshot(session, plan);
  for (let look = 0; command.readsMore !== undefined && look < MORE_LOOKS; look++) {
    plan = bothPlans(plan, command.readsMore(snapshot, params));
    snapshot = takeSnapshot(session, plan);
  }
  return command.run(snapshot, params);
}

const bothPlans = (a: ReadPlan, b: ReadPlan): ReadPlan => ({
  refs: [...(a.refs ?? []), ...(b.refs ?? [])],
  boxes: [...(a.boxes ?? []), ...(b.boxes ?? [])],
  values: [...(a.values ?? []), ...(b.values ?? [])],
});

export const badParams = (command: Command<unknown>, error: z.ZodError): Result<never> =>
  fail('store.bad-params', { command: command.id, where: error.issues[0]?.path.join('.') ?? '' });

/**
 * Runs a command inside the transaction that writes its change.
 *
 * Failures: `store.bad-params` (params: command, where), `store.stale` and `store.gone`, whatever the command
 * refuses, `cancelled`, and those of writing.
 */
export async function executeCommand(
  session: Session,
  command: Command<unknown>,
  raw: unknown,
  expect: Expected,
  call: Pick<CallContext, 'signal'> & Partial<Pick<CallContext, 'progress'>>,
): Promise<Result<Committed>> {
  const parsed = command.params.safeParse(raw);
  if (!parsed.success) return badParams(command, parsed.error);
  return writeChange(session, async (target) => {
    for (const { table, uid, rev } of expect) expectRevision(target, { table, uid }, rev);
    const draft = draftOf(session, command, parsed.data);
    if (!draft.ok) throw new StoreFailure(draft.error);
    const { label, params, ops, nodes, most } = draft.value;
    const slice = slices();
    const work = { signal: call.signal, slice, exact: false };
    let done = 0;
    for await (const op of ops) {
      if (op.at.table === LAYER_TABLE.name) await applyLayerOp(target, op, work);
      else applyOp(target, op);
      done += 1;
      if (slice.due()) {
        if (call.signal.aborted) throw new StoreFailure({ code: 'cancelled' });
        if (most !== undefined) call.progress?.({ share: done / most, stage: 'history.stage-write' });
        await slice.pause();
      }
    }
    return { kind: 'do', command: command.id, label, params, undoes: null, nodes };
  });
}
