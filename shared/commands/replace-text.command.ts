import { z } from 'zod';
import { rowEdit } from '../bridge/rows-schemas.ts';
import { defineCommand } from './define-command.ts';
import { editedRows, editRows, onRows } from './edit-rows.ts';

const replacement = rowEdit.options[2].omit({ kind: true });

/** Replaces a text in fields of every row that is meant; the text is taken as it stands. */
export const replaceText = defineCommand({
  id: 'replace-text',
  label: 'command.replace-text',
  params: z.strictObject({ ...editedRows, ...replacement.shape }),
  available: onRows,
  reads: () => ({}),
  run: (snapshot, { rows, faulty, ...edit }) =>
    editRows(snapshot, rows, { kind: 'replace', ...edit }, faulty, 'history.replace-text'),
});
