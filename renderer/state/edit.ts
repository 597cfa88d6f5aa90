import type { FieldValue, RecordRef } from '../../shared/model/record.ts';
import type { Result } from '../../shared/result.ts';
import type { Committed } from '../../shared/change/change.ts';
import type { FINDING_STATUSES } from '../../shared/commands/note-finding.command.ts';
import { joinParts } from '../../shared/rules/overlap-piece.ts';
import type { Finding } from '../../shared/rules/rule.ts';
import { fail } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { notify, notifyFailure } from './notices.ts';
import { useSelection } from './selection.ts';
import { stepHistory } from './undo.ts';

/** Runs a command in the store: committed when the answer comes. */
export async function execute(
  command: string,
  params: unknown,
  expect?: Expected,
): Promise<Result<Committed>> {
  const now = services();
  if (now === null) return fail('bridge.closed');
  return now.store.execute({ command, params, ...(expect ? { expect: [...expect] } : {}) });
}

type Expected = readonly { readonly table: string; readonly uid: string; readonly rev: number }[];

/** Writes fields of one feature as one step; refused as stale when the feature has moved on since `rev`. */
export const editAttributes = (
  ref: RecordRef,
  rev: number,
  fields: Readonly<Record<string, FieldValue>>,
): Promise<Result<Committed>> => execute('edit-attributes', { refs: [ref], fields }, [{ ...ref, rev }]);

/** Deletes what is selected, as one step, and offers to take it back. */
export async function deleteSelected(): Promise<void> {
  const { refs, clear } = useSelection.getState();
  if (refs.length === 0) return;
  const done = await execute('delete-features', { refs });
  if (!done.ok) return notifyFailure(done.error);
  clear();
  notify('info', 'ui.deleted', { n: refs.length }, { key: 'ui.undo', run: () => void stepHistory('undo') });
}

export type NoteStatus = (typeof FINDING_STATUSES)[number];

/** Hangs a note on a finding as a whole, as one step, with the shape it was said of. True when it was written. */
export async function noteFinding(finding: Finding, status: NoteStatus, note: string): Promise<boolean> {
  const { rule, subject, counterpartLayer } = finding;
  const shape = joinParts(finding.pieces);
  const done = await execute('note-finding', {
    memory: null,
    rule,
    subject: { table: subject.table, uid: subject.uid },
    counterpartLayer,
    piece: null,
    status,
    note,
    shape,
  });
  if (!done.ok) notifyFailure(done.error);
  return done.ok;
}
