import { z } from 'zod';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { planId, standing, versionName, versionNote, versionRef } from './version-params.ts';

/**
 * Names the state of a plan, or of the whole blueprint, after a step of the history: the newest one, or an earlier
 * `seq`. Nothing is copied; the state is read back from the history.
 *
 * Failure: `version-no-step` (seq, rev) for a step that has not been done.
 */
export const createVersion = defineCommand({
  id: 'create-version',
  label: 'command.create-version',
  params: z.strictObject({
    plan: planId,
    name: versionName,
    seq: z.number().int().nonnegative().nullable(),
    standing,
    note: versionNote,
  }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({}),
  run(snapshot, params) {
    const seq = params.seq ?? snapshot.rev;
    if (seq > snapshot.rev) return fail('version-no-step', { seq, rev: snapshot.rev });
    return ok({
      label: 'history.create-version',
      params: { name: params.name, plan: params.plan === null ? 'compare.whole' : `plan.${params.plan}` },
      ops: [
        {
          at: versionRef(snapshot.newUid()),
          kind: 'put',
          after: {
            fields: {
              name: params.name,
              plan: params.plan,
              seq,
              standing: params.standing,
              note: params.note.trim(),
              author: snapshot.author,
              time: snapshot.now,
            },
          },
        },
      ],
    });
  },
});
