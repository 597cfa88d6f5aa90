import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { MOST_TASKS } from '../bridge/task-contract.ts';
import type { Op } from '../change/change.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { taskRef, whenFileWritable } from './task-params.ts';

/**
 * Keeps the order in which to go to tasks: the first of `order` is the first place. Only ranks that differ are written.
 *
 * Failures: `task.gone`, `command.unchanged`.
 */
export const orderTasks = defineCommand({
  id: 'order-tasks',
  label: 'command.order-tasks',
  params: z.strictObject({
    order: z
      .array(uid)
      .min(1)
      .max(MOST_TASKS)
      .refine((order) => new Set(order).size === order.length),
  }),
  available: whenFileWritable,
  reads: ({ order }) => ({ refs: order.map(taskRef) }),
  run(snapshot, { order }) {
    const ops: Op[] = [];
    for (const [i, id] of order.entries()) {
      const known = snapshot.feature(taskRef(id));
      if (known === undefined) return fail('task.gone');
      if (known.fields['rank'] !== i + 1)
        ops.push({ at: taskRef(id), kind: 'patch', after: { fields: { rank: i + 1 } } });
    }
    if (ops.length === 0) return fail('command.unchanged');
    return ok({ label: 'history.order-tasks', params: { count: order.length }, ops });
  },
});
