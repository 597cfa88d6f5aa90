import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { versionRef } from './version-params.ts';

/** Takes the name off a step of the history; the step stays. Failure: `version-gone`. */
export const deleteVersion = defineCommand({
  id: 'delete-version',
  label: 'command.delete-version',
  params: z.strictObject({ version: uid }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ version }) => ({ refs: [versionRef(version)] }),
  run(snapshot, { version }) {
    const known = snapshot.feature(versionRef(version));
    if (known === undefined) return fail('version-gone');
    return ok({
      label: 'history.delete-version',
      params: { name: String(known.fields['name'] ?? '') },
      ops: [{ at: versionRef(version), kind: 'delete' }],
    });
  },
});
