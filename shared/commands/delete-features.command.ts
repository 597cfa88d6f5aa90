import { z } from 'zod';
import type { Op } from '../change/change.ts';
import { recordRef } from '../bridge/schemas.ts';
import { ok } from '../result.ts';
import { labelParams, onSelection, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';

/** Deletes features. */
export const deleteFeatures = defineCommand({
  id: 'delete-features',
  label: 'command.delete-features',
  params: z.strictObject({ refs: z.array(recordRef).min(1).max(10_000) }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  run(snapshot, { refs }) {
    const ops = new Map<string, Op>();
    let params: Readonly<Record<string, string | number>> = {};
    for (const ref of refs) {
      const found = writableFeature(snapshot, ref);
      if (!found.ok) return found;
      params = labelParams(found.value.layer, found.value.record);
      ops.set(`${ref.table} ${ref.uid}`, { at: ref, kind: 'delete' });
    }
    const one = ops.size === 1;
    return ok({
      label: one ? 'history.delete-feature' : 'history.delete-features',
      params: one ? params : { count: ops.size },
      ops: [...ops.values()],
    });
  },
});
