import { z } from 'zod';
import { noticeId, noticeRef, readNotice } from '../notice/record.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';

/** Takes back the record of a notice whose page was never written. Failure: `notice.unknown` (notice). */
export const withdrawNotice = defineCommand({
  id: 'withdraw-notice',
  label: 'command.withdraw-notice',
  params: z.strictObject({ notice: noticeId }),
  available: (context) => (context.readOnly ? { key: 'command.reason.read-only' } : true),
  reads: ({ notice }) => ({ refs: [noticeRef(notice)] }),
  run(snapshot, { notice }) {
    const at = noticeRef(notice);
    const kept = snapshot.feature(at);
    if (kept === undefined) return fail('notice.unknown', { notice });
    return ok({
      label: 'history.withdraw-notice',
      params: { title: readNotice(kept.fields['value'])?.title ?? notice },
      ops: [{ at, kind: 'delete' }],
    });
  },
});
