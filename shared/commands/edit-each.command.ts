import { z } from 'zod';
import { fields, recordRef } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import { fail, ok } from '../result.ts';
import { onSelection, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';
import { patchOf } from './edit-attributes.command.ts';

/** Writes values of its own into each of several features, as one step. */
export const editEach = defineCommand({
  id: 'edit-each',
  label: 'command.edit-each',
  params: z.strictObject({
    changes: z
      .array(z.strictObject({ ref: recordRef, fields }))
      .min(1)
      .max(10_000),
  }),
  available: onSelection,
  reads: ({ changes }) => ({ refs: changes.map(({ ref }) => ref) }),
  run(snapshot, { changes }) {
    const ops: Op[] = [];
    for (const { ref, fields: given } of changes) {
      const found = writableFeature(snapshot, ref);
      if (!found.ok) return found;
      const patch = patchOf(found.value.layer, found.value.record, given);
      if (!patch.ok) return patch;
      if (Object.keys(patch.value).length > 0)
        ops.push({ at: ref, kind: 'patch', after: { fields: patch.value } });
    }
    if (ops.length === 0) return fail('command.unchanged');
    return ok({ label: 'history.edit-attributes-many', params: { count: ops.length }, ops });
  },
});
