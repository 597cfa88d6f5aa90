import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { isForm } from '../field/form.ts';
import { MAX_SKETCH, readSketchText } from '../field/sketch-text.ts';
import { observerPosition, VERDICTS } from '../field/verdict.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { changedFields, taskRef, titleOf, whenFileWritable } from './task-params.ts';

/**
 * Records what was found at a task, all of it: verdict (null takes it back: the task is open again), note, form, sketch,
 * and where the observer stood. Person and time are those of the command.
 *
 * Failures: `task.gone`, `task.bad-form`, `task.bad-sketch`, `command.unchanged`.
 */
export const recordVerdict = defineCommand({
  id: 'record-verdict',
  label: 'command.record-verdict',
  params: z.strictObject({
    uid,
    verdict: z.enum(VERDICTS).nullable(),
    note: z.string().max(2000),
    /** Answers as `formText` writes them. */
    form: z.string().max(4000).nullable(),
    /** GeoJSON as `sketchText` writes it. */
    sketch: z.string().max(MAX_SKETCH).nullable(),
    position: observerPosition.nullable(),
  }),
  available: whenFileWritable,
  reads: ({ uid: id }) => ({ refs: [taskRef(id)] }),
  run(snapshot, { uid: id, verdict, note, form, sketch, position }) {
    const known = snapshot.feature(taskRef(id));
    if (known === undefined) return fail('task.gone');
    if (form !== null && !isForm(form)) return fail('task.bad-form');
    if (sketch !== null && readSketchText(sketch) === null) return fail('task.bad-sketch');
    const found = changedFields(known, {
      verdict,
      verdict_note: note === '' ? null : note,
      form,
      sketch,
      position: position === null ? null : JSON.stringify(position),
      accuracy_m: position?.accuracyM ?? null,
    });
    if (Object.keys(found).length === 0) return fail('command.unchanged');
    return ok({
      label: verdict === null ? 'history.record-verdict.open' : `history.record-verdict.${verdict}`,
      params: { title: titleOf(known) },
      ops: [
        {
          at: taskRef(id),
          kind: 'patch',
          after: { fields: { ...found, observer: snapshot.author, observed_at: snapshot.now } },
        },
      ],
    });
  },
});
