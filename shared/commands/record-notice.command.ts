import { z } from 'zod';
import { fail, ok } from '../result.ts';
import { noticeRecordSchema, noticeRef } from '../notice/record.ts';
import { defineCommand } from './define-command.ts';

/**
 * Keeps of a public notice which number is which feature, so that opinions that come back find their way. Who made it
 * and when is the store's to say.
 *
 * Failure: `notice.exists` for an id that is kept already.
 */
export const recordNotice = defineCommand({
  id: 'record-notice',
  label: 'command.record-notice',
  params: z.strictObject({ notice: noticeRecordSchema }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ notice }) => ({ refs: [noticeRef(notice.id)] }),
  run(snapshot, { notice }) {
    const at = noticeRef(notice.id);
    if (snapshot.feature(at) !== undefined) return fail('notice.exists');
    const kept = { ...notice, made: snapshot.now, author: snapshot.author };
    return ok({
      label: 'history.record-notice',
      params: { title: notice.title, count: notice.entries.length },
      ops: [{ at, kind: 'put', after: { fields: { value: JSON.stringify(kept) } } }],
    });
  },
});
