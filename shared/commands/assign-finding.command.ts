import { z } from 'zod';
import { text } from '../bridge/schemas.ts';
import { ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { day, findingTargets, wordOf } from './finding-target.ts';

/**
 * Gives findings or pieces to a person, with a day by which they are to be dealt with, as one step; with
 * `assignee` null takes them from whoever has them.
 */
export const assignFinding = defineCommand({
  id: 'assign-finding',
  label: 'command.assign-finding',
  params: z.strictObject({
    targets: findingTargets,
    assignee: z.string().trim().min(1).max(100).nullable(),
    due: day.nullable(),
    note: text,
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({}),
  run(snapshot, { targets, assignee, due, note }) {
    const fields = { status: 'assigned', assignee, due: assignee === null ? null : due, note: note.trim() };
    return ok({
      label: assignee === null ? 'history.unassign-finding' : 'history.assign-finding',
      params: { count: targets.length, ...(assignee === null ? {} : { assignee }) },
      ops: targets.map((target) => wordOf(snapshot, target, fields)),
    });
  },
});
