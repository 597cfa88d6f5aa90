import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { standing, versionName, versionNote, versionRef } from './version-params.ts';

/** Gives a version another name, standing or note; the step it tags stays. Failures: `version-gone`, `command.unchanged`. */
export const renameVersion = defineCommand({
  id: 'rename-version',
  label: 'command.rename-version',
  params: z.strictObject({ version: uid, name: versionName, standing, note: versionNote }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ version }) => ({ refs: [versionRef(version)] }),
  run(snapshot, params) {
    const known = snapshot.feature(versionRef(params.version));
    if (known === undefined) return fail('version-gone');
    const fields = { name: params.name, standing: params.standing, note: params.note.trim() };
    if (Object.entries(fields).every(([name, value]) => (known.fields[name] ?? '') === value)) {
      return fail('command.unchanged');
    }
    return ok({
      label: 'history.rename-version',
      params: { name: params.name, before: String(known.fields['name'] ?? '') },
      ops: [{ at: versionRef(params.version), kind: 'patch', after: { fields } }],
    });
  },
});
