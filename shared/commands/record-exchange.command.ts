import { z } from 'zod';
import { fieldTask } from '../bridge/exchange-contract.ts';
import { text, uid } from '../bridge/schemas.ts';
import { taskFields, taskPlace, TASKS } from '../exchange/tasks.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';

/** What went out: a package for the field, or changes for another office. */
export const OUTGOING = ['field-out', 'changes-out'] as const;

/**
 * Keeps that a package went out, of which step it is, and the tasks it carries, so that what comes back finds them.
 *
 * Failure: `exchange.recorded` (name) for a package that is kept already.
 */
export const recordExchange = defineCommand({
  id: 'record-exchange',
  label: 'command.record-exchange',
  params: z.strictObject({
    kind: z.enum(OUTGOING),
    uuid: uid,
    name: text,
    baseSeq: z.number().int().nonnegative(),
    /** JSON of what is worth knowing of it. */
    details: z.string().max(1_000_000),
    tasks: z.array(fieldTask).max(20_000),
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ uuid }) => ({ refs: [{ table: 'lantu_exchange', uid: uuid }] }),
  run(snapshot, { kind, uuid, name, baseSeq, details, tasks }) {
    const at = { table: 'lantu_exchange', uid: uuid };
    if (snapshot.feature(at) !== undefined) return fail('exchange.recorded', { name });
    return ok({
      label: `history.${kind}`,
      params: { name, tasks: tasks.length, baseSeq },
      ops: [
        {
          at,
          kind: 'put',
          after: {
            fields: { kind, name, details, base_seq: baseSeq, author: snapshot.author, time: snapshot.now },
          },
        },
        ...tasks.map((task, i) => ({
          at: { table: TASKS, uid: task.uid },
          kind: 'put' as const,
          after: {
            fields: taskFields(task, i + 1, snapshot.author, snapshot.now),
            geometry: taskPlace(task),
          },
        })),
      ],
    });
  },
});
