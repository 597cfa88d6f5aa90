import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import type { Fields } from '../model/record.ts';
import { fail, ok } from '../result.ts';
import { attachmentRef, caption, onFileWritable, subject, subjectFields } from './attachment-params.ts';
import { defineCommand } from './define-command.ts';

/**
 * Gives evidence another caption or says what it is about; what is left out stays, a subject of null is none.
 *
 * Failures: `evidence.gone`, `evidence.subject-gone`, `command.unchanged`.
 */
export const editAttachment = defineCommand({
  id: 'edit-attachment',
  label: 'command.edit-attachment',
  params: z.strictObject({ uid, caption: caption.optional(), subject: subject.optional() }),
  available: onFileWritable,
  reads: ({ uid: id, subject: of }) => ({
    refs: [attachmentRef(id), ...(of === undefined || of === null ? [] : [of])],
  }),
  run(snapshot, { uid: id, caption: words, subject: of }) {
    const known = snapshot.feature(attachmentRef(id));
    if (known === undefined) return fail('evidence.gone');
    const about = of === undefined ? ok<Fields>({}) : subjectFields(snapshot, of);
    if (!about.ok) return about;
    const wanted: Fields = {
      ...(words !== undefined && { caption: words === '' ? null : words }),
      ...about.value,
    };
    if (Object.entries(wanted).every(([column, value]) => (known.fields[column] ?? null) === value))
      return fail('command.unchanged');
    return ok({
      label: 'history.edit-attachment',
      params: { name: String(known.fields['name'] ?? '') },
      ops: [{ at: attachmentRef(id), kind: 'patch', after: { fields: wanted } }],
    });
  },
});
