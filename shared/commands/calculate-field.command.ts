import { z } from 'zod';
import { text } from '../bridge/schemas.ts';
import { defineCommand } from './define-command.ts';
import { editedRows, editRows, onRows } from './edit-rows.ts';

/** Writes what an expression gives for each row into a field of it. */
export const calculateField = defineCommand({
  id: 'calculate-field',
  label: 'command.calculate-field',
  params: z.strictObject({ ...editedRows, field: text, expression: text }),
  available: onRows,
  reads: () => ({}),
  run: (snapshot, { rows, faulty, field, expression }) =>
    editRows(snapshot, rows, { kind: 'calculate', field, expression }, faulty, 'history.calculate-field'),
});
