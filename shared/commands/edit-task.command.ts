import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { placeShape } from '../exchange/tasks.ts';
import { fail, ok } from '../result.ts';
import type { Fields } from '../model/record.ts';
import { defineCommand } from './define-command.ts';
import {
  assignee,
  changedFields,
  taskNote,
  taskPlaceParam,
  taskRef,
  taskTitle,
  titleOf,
  whenFileWritable,
} from './task-params.ts';

/**
 * Changes what a task asks, where it is or whose it is; what is left out stays. A task that the office gave out keeps
 * its words and its place: only the person can be another.
 *
 * Failures: `task.gone`, `task.of-office`, `command.unchanged`.
 */
export const editTask = defineCommand({
  id: 'edit-task',
  label: 'command.edit-task',
  params: z.strictObject({
    uid,
    title: taskTitle.optional(),
    note: taskNote.optional(),
    place: taskPlaceParam.optional(),
    assignee: assignee.optional(),
  }),
  available: whenFileWritable,
  reads: ({ uid: id }) => ({ refs: [taskRef(id)] }),
  run(snapshot, { uid: id, title, note, place, assignee: who }) {
    const known = snapshot.feature(taskRef(id));
    if (known === undefined) return fail('task.gone');
    const words = title !== undefined || note !== undefined || place !== undefined;
    if (words && known.fields['kind'] !== 'own') return fail('task.of-office');
    const wanted: Fields = {
      ...(title !== undefined && { title }),
      ...(note !== undefined && { note }),
      ...(who !== undefined && { assignee: who }),
    };
    const fields = changedFields(known, wanted);
    const shape = place === undefined ? undefined : placeShape(place);
    const [lon, lat] = known.geometry?.xy ?? [];
    const moved = shape !== undefined && (shape?.xy[0] !== lon || shape?.xy[1] !== lat);
    if (Object.keys(fields).length === 0 && !moved) return fail('command.unchanged');
    return ok({
      label: 'history.edit-task',
      params: { title: title ?? titleOf(known) },
      ops: [{ at: taskRef(id), kind: 'patch', after: { fields, ...(moved && { geometry: shape }) } }],
    });
  },
});
