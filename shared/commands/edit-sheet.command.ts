import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { layoutColumns, sheetName } from '../print/kept-sheet.ts';
import { sheetLayout } from '../print/layout/layout-schema.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { sheetRef } from './sheet-params.ts';

/** Gives a map sheet another name or layout; null leaves it. Failures: `sheet-gone`, `command.unchanged`. */
export const editSheet = defineCommand({
  id: 'edit-sheet',
  label: 'command.edit-sheet',
  params: z.strictObject({ sheet: uid, name: sheetName.nullable(), layout: sheetLayout.nullable() }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ sheet }) => ({ refs: [sheetRef(sheet)] }),
  run(snapshot, { sheet, name, layout }) {
    const known = snapshot.feature(sheetRef(sheet));
    if (known === undefined) return fail('sheet-gone');
    const wanted = { ...(name !== null && { name }), ...(layout !== null && layoutColumns(layout)) };
    // Only what differs is written: pictures are large and seldom change.
    const fields = Object.fromEntries(
      Object.entries(wanted).filter(([column, value]) => known.fields[column] !== value),
    );
    if (Object.keys(fields).length === 0) return fail('command.unchanged');
    const before = String(known.fields['name'] ?? '');
    return ok({
      label: 'name' in fields ? 'history.rename-sheet' : 'history.edit-sheet',
      params: { name: name ?? before, before },
      ops: [{ at: sheetRef(sheet), kind: 'patch', after: { fields } }],
    });
  },
});
