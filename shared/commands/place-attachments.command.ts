import { z } from 'zod';
import { uid } from '../bridge/schemas.ts';
import { fail, ok } from '../result.ts';
import {
  attachmentRef,
  isHalfPlaced,
  MOST_ATTACHMENTS,
  onFileWritable,
  placing,
  placingValue,
} from './attachment-params.ts';
import { defineCommand } from './define-command.ts';

/**
 * Says anew where evidence was made, by hand or by another match with a track; a place of null takes it away.
 *
 * Failures: `evidence.gone`, `evidence.half-placed` (name).
 */
export const placeAttachments = defineCommand({
  id: 'place-attachments',
  label: 'command.place-attachments',
  params: z.strictObject({
    places: z
      .array(z.strictObject({ uid, ...placing }))
      .min(1)
      .max(MOST_ATTACHMENTS)
      .refine((places) => new Set(places.map((one) => one.uid)).size === places.length),
  }),
  available: onFileWritable,
  reads: ({ places }) => ({ refs: places.map((one) => attachmentRef(one.uid)) }),
  run(snapshot, { places }) {
    for (const one of places) {
      const known = snapshot.feature(attachmentRef(one.uid));
      if (known === undefined) return fail('evidence.gone');
      if (isHalfPlaced(one))
        return fail('evidence.half-placed', { name: String(known.fields['name'] ?? '') });
    }
    return ok({
      label: 'history.place-attachments',
      params: { count: places.length },
      ops: places.map((one) => ({
        at: attachmentRef(one.uid),
        kind: 'patch' as const,
        after: placingValue(one),
      })),
    });
  },
});
