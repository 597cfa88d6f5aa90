import { z } from 'zod';
import type { Op } from '../change/change.ts';
import type { RecordRef } from '../model/record.ts';
import { EVIDENCE_KINDS } from '../photo/evidence-kind.ts';
import { fail, ok } from '../result.ts';
import {
  attachmentRef,
  caption,
  isHalfPlaced,
  MOST_ATTACHMENTS,
  onFileWritable,
  placing,
  placingValue,
  subject,
  subjectFields,
} from './attachment-params.ts';
import { defineCommand } from './define-command.ts';

const side = z.number().int().positive().nullable();

const attachment = z.strictObject({
  kind: z.enum(EVIDENCE_KINDS),
  name: z.string().min(1).max(500),
  mime: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: side,
  height: side,
  ...placing,
  caption,
  subject,
});

/**
 * Records photographs and other evidence whose bytes have been kept before. What the file has a record of already, by
 * its hash, is passed over.
 *
 * Failures: `evidence.not-kept` (name) for one whose bytes are not there, `evidence.half-placed` (name) for a place
 * that nobody gave, `evidence.subject-gone`, `evidence.nothing-new`.
 */
export const addAttachments = defineCommand({
  id: 'add-attachments',
  label: 'command.add-attachments',
  params: z.strictObject({ attachments: z.array(attachment).min(1).max(MOST_ATTACHMENTS) }),
  available: onFileWritable,
  reads: ({ attachments }) => {
    const refs = new Map<string, RecordRef>();
    for (const { subject: of } of attachments) if (of !== null) refs.set(`${of.table} ${of.uid}`, of);
    return { refs: [...refs.values()] };
  },
  run(snapshot, { attachments }) {
    const ops: Op[] = [];
    const seen = new Set<string>();
    for (const one of attachments) {
      const known = snapshot.evidence?.(one.sha256) ?? 'none';
      if (known === 'none') return fail('evidence.not-kept', { name: one.name });
      if (known === 'recorded' || seen.has(one.sha256)) continue;
      if (isHalfPlaced(one)) return fail('evidence.half-placed', { name: one.name });
      const about = subjectFields(snapshot, one.subject);
      if (!about.ok) return about;
      seen.add(one.sha256);
      const { fields, geometry } = placingValue(one);
      ops.push({
        at: attachmentRef(snapshot.newUid()),
        kind: 'put',
        after: {
          fields: {
            kind: one.kind,
            name: one.name,
            mime: one.mime,
            size: one.size,
            sha256: one.sha256,
            width: one.width,
            height: one.height,
            ...fields,
            caption: one.caption === '' ? null : one.caption,
            ...about.value,
            author: snapshot.author,
            time: snapshot.now,
          },
          geometry,
        },
      });
    }
    if (ops.length === 0) return fail('evidence.nothing-new');
    return ok({ label: 'history.add-attachments', params: { count: ops.length }, ops });
  },
});
