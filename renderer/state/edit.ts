import type { FieldValue, RecordRef } from '../../shared/model/record.ts';
import type { Result } from '../../shared/result.ts';
import type { Committed } from '../../shared/change/change.ts';
import { fail } from '../../shared/result.ts';
import { services } from '../bridge/client.ts';
import { sayClosing } from './closing-notice.ts';
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
  const done = await now.store.execute({ command, params, ...(expect ? { expect: [...expect] } : {}) });
  if (done.ok) sayClosing(done.value);
  return done;
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
