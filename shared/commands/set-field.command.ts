import { z } from 'zod';
import { rowFilter } from '../bridge/rows-schemas.ts';
import { finite, text } from '../bridge/schemas.ts';
import { defineCommand } from './define-command.ts';
import { editRows, onRows } from './edit-rows.ts';

/** Writes one value into a field of every row that is meant. */
export const setField = defineCommand({
  id: 'set-field',
  label: 'command.set-field',
  params: z.strictObject({ rows: rowFilter, field: text, value: z.union([text, finite, z.null()]) }),
  available: onRows,
  reads: () => ({}),
  run: (snapshot, { rows, field, value }) =>
    editRows(snapshot, rows, { kind: 'set', field, value }, 'refuse', 'history.set-field'),
});
