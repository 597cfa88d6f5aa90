import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { LabelParams, Op } from '../change/change.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onSelection, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';

/** Writes areas, deductions and names of codes as they follow from geometry and codes. */
export const recomputeFields = defineCommand({
  id: 'recompute-fields',
  label: 'command.recompute-fields',
  params: z.strictObject({ refs: z.array(recordRef).min(1).max(10_000) }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  run(snapshot, { refs }) {
    const ops: Op[] = [];
    let params: LabelParams = {};
    for (const ref of refs) {
      const found = writableFeature(snapshot, ref);
      if (!found.ok) return found;
      const { layer, record } = found.value;
      const made = Object.entries(computedFields(layer, record.fields, record.geometry)).filter(
        ([name, value]) => (record.fields[name] ?? null) !== value,
      );
      if (made.length === 0) continue;
      params = labelParams(layer, record);
      ops.push({ at: ref, kind: 'patch', after: { fields: Object.fromEntries(made) } });
    }
    if (ops.length === 0) return fail('command.unchanged');
    const one = ops.length === 1;
    return ok({
      label: one ? 'history.recompute-fields' : 'history.edit-attributes-many',
      params: one ? params : { count: ops.length },
      ops,
    });
  },
});
