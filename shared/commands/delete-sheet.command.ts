import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { sheetRef } from './sheet-params.ts';

/** Takes a map sheet out of the blueprint. Failure: `sheet-gone`. */
export const deleteSheet = defineCommand({
  id: 'delete-sheet',
  label: 'command.delete-sheet',
  params: z.strictObject({ sheet: uid }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ sheet }) => ({ refs: [sheetRef(sheet)] }),
  run(snapshot, { sheet }) {
    const known = snapshot.feature(sheetRef(sheet));
    if (known === undefined) return fail('sheet-gone');
    return ok({
      label: 'history.delete-sheet',
      params: { name: String(known.fields['name'] ?? '') },
      ops: [{ at: sheetRef(sheet), kind: 'delete' }],
    });
  },
});
