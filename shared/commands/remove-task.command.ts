import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { taskRef, titleOf, whenFileWritable } from './task-params.ts';

/**
 * Takes a task of a person's own away. One of the office stays: that it was not looked at is worth knowing.
 *
 * Failures: `task.gone`, `task.of-office`.
 */
export const removeTask = defineCommand({
  id: 'remove-task',
  label: 'command.remove-task',
  params: z.strictObject({ uid }),
  available: whenFileWritable,
  reads: ({ uid: id }) => ({ refs: [taskRef(id)] }),
  run(snapshot, { uid: id }) {
    const known = snapshot.feature(taskRef(id));
    if (known === undefined) return fail('task.gone');
    if (known.fields['kind'] !== 'own') return fail('task.of-office');
    return ok({
      label: 'history.remove-task',
      params: { title: titleOf(known) },
      ops: [{ at: taskRef(id), kind: 'delete' }],
    });
  },
});
