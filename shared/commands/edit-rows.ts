import { z } from 'zod';
import { rowFilter, type RowEdit, type RowFilter } from '../bridge/rows-schemas.ts';
import type { Draft, Op } from '../change/change.ts';
import { ok, type Result } from '../result.ts';
import { followingFields, writableLayer } from './common.ts';
import type { CommandContext, Reason, Rows, Snapshot } from './define-command.ts';
import { editLabel, rowEditor, type RowEditor } from './row-edit.ts';

/** Which rows, and what becomes of rows whose new value the field does not take: nothing is written, or all others. */
export const editedRows = {
  rows: rowFilter,
  faulty: z.enum(['refuse', 'skip']),
} as const;

/** Rows are named by the parameters, so that the command is there whenever the file may be written. */
export const onRows = (context: CommandContext): true | Reason =>
  context.readOnly ? { key: 'command.reason.read-only' } : true;

/**
 * One step that writes into every row a filter means, with what follows from it; the rows are found where it is written.
 * Failures of `writableLayer`, `rowEditor` and the filter; and, where rows are not to be skipped, of the first that is
 * wrong.
 */
export function editRows(
  snapshot: Snapshot,
  filter: RowFilter,
  edit: RowEdit,
  faulty: 'refuse' | 'skip',
  label: string,
): Result<Draft> {
  const layer = writableLayer(snapshot, filter.layer);
  if (!layer.ok) return layer;
  const editor = rowEditor(layer.value, edit, localDay(snapshot.now));
  if (!editor.ok) return editor;
  const rows = snapshot.rows(filter);
  if (!rows.ok) return rows;
  // What is set is the same for all and has been judged already.
  if (faulty === 'refuse' && edit.kind !== 'set') {
    const wrong = firstWrong(rows.value, editor.value);
    if (wrong !== null) return wrong;
  }
  function* ops(all: Rows, { apply }: RowEditor): Generator<Op> {
    if (!layer.ok) return;
    for (const record of all) {
      const made = apply(record.fields);
      if (!made.ok || Object.keys(made.value).length === 0) continue;
      const fields = { ...made.value, ...followingFields(layer.value, record, made.value) };
      yield { at: { table: record.layer, uid: record.uid }, kind: 'patch', after: { fields } };
    }
  }
  return ok({
    label,
    params: editLabel(layer.value, editor.value.writes),
    ops: ops(rows.value, editor.value),
    most: Math.max(1, rows.value.count),
  });
}

function firstWrong(rows: Rows, { apply }: RowEditor): Result<never> | null {
  for (const record of rows) {
    const made = apply(record.fields);
    if (!made.ok) return made;
  }
  return null;
}

const two = (part: number): string => String(part).padStart(2, '0');
/** The day of a moment in the time of this computer. */
function localDay(iso: string): string {
  const time = new Date(iso);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}
