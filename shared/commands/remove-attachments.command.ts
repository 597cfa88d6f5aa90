import { z } from 'zod';
import { fail, ok } from '../result.ts';
import { attachmentRef, attachmentUids, onFileWritable } from './attachment-params.ts';
import { defineCommand } from './define-command.ts';

/** Takes records of evidence away; the bytes stay, for the step can be undone. Failure `evidence.gone`. */
export const removeAttachments = defineCommand({
  id: 'remove-attachments',
  label: 'command.remove-attachments',
  params: z.strictObject({ uids: attachmentUids }),
  available: onFileWritable,
  reads: ({ uids }) => ({ refs: uids.map(attachmentRef) }),
  run(snapshot, { uids }) {
    const refs = [...new Set(uids)].map(attachmentRef);
    if (refs.some((ref) => snapshot.feature(ref) === undefined)) return fail('evidence.gone');
    return ok({
      label: 'history.remove-attachments',
      params: { count: refs.length },
      ops: refs.map((at) => ({ at, kind: 'delete' as const })),
    });
  },
});
