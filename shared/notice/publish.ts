import { fail, type Result } from '../result.ts';
import type { NoticeRecord } from './types.ts';

/** How a store runs a command. */
type Execute = (command: string, params: unknown) => Promise<Result<unknown>>;

/**
 * Keeps the record of a notice, then has its page put in place. The record comes first: a page whose numbers nobody knows
 * would bring opinions that find no place. It is taken back where the page does not come, for it would tell of a notice
 * that nobody has seen.
 *
 * @returns the failure of either; `notice.record-left` (title, cause) where the record could not be taken back
 */
export async function publishNotice(
  record: NoticeRecord,
  execute: Execute,
  write: () => Promise<Result<null>>,
): Promise<Result<null>> {
  const kept = await execute('record-notice', { notice: record });
  if (!kept.ok) return kept;
  const written = await write();
  if (written.ok) return written;
  const back = await execute('withdraw-notice', { notice: record.id });
  if (back.ok) return written;
  return fail('notice.record-left', { title: record.title, ...written.error.params });
}
