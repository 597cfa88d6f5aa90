import { z } from 'zod';
import { layoutColumns, sheetName } from '../print/kept-sheet.ts';
import { sheetLayout } from '../print/layout/layout-schema.ts';
import { ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { sheetRef } from './sheet-params.ts';

/** Keeps a new map sheet in the blueprint. */
export const createSheet = defineCommand({
  id: 'create-sheet',
  label: 'command.create-sheet',
  params: z.strictObject({ name: sheetName, layout: sheetLayout }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: () => ({}),
  run(snapshot, { name, layout }) {
    return ok({
      label: 'history.create-sheet',
      params: { name },
      ops: [
        {
          at: sheetRef(snapshot.newUid()),
          kind: 'put',
          after: { fields: { name, ...layoutColumns(layout), author: snapshot.author, time: snapshot.now } },
        },
      ],
    });
  },
});
