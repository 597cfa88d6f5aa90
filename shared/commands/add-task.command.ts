import { z } from 'zod';
import { recordRef, uid } from '../bridge/schemas.ts';
import { taskFields, taskPlace } from '../exchange/tasks.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { assignee, taskNote, taskPlaceParam, taskRef, taskTitle, whenFileWritable } from './task-params.ts';

/**
 * Adds a task of a person's own: something to be looked at on site. Its uid is the caller's, so that it can be shown
 * at once; `rank` is its place in the order to go.
 *
 * Failure: `task.known` for a uid that is taken.
 */
export const addTask = defineCommand({
  id: 'add-task',
  label: 'command.add-task',
  params: z.strictObject({
    uid,
    title: taskTitle,
    note: taskNote,
    place: taskPlaceParam,
    subject: recordRef.nullable(),
    assignee,
    rank: z.number().int().min(1).max(1_000_000),
  }),
  available: whenFileWritable,
  reads: ({ uid: id }) => ({ refs: [taskRef(id)] }),
  run(snapshot, { uid: id, title, note, place, subject, assignee: who, rank }) {
    if (snapshot.feature(taskRef(id)) !== undefined) return fail('task.known');
    const task = {
      uid: id,
      kind: 'own' as const,
      title,
      note,
      rule: null,
      subject,
      counterpartLayer: null,
      severity: null,
      areaM2: null,
      place,
      assignee: who,
    };
    return ok({
      label: 'history.add-task',
      params: { title },
      ops: [
        {
          at: taskRef(id),
          kind: 'put',
          after: { fields: taskFields(task, rank, snapshot.author, snapshot.now), geometry: taskPlace(task) },
        },
      ],
    });
  },
});
