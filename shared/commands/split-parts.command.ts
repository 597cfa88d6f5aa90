import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { splitOps } from './split-ops.ts';

/** Makes a feature of each part of a multi-part feature; the largest keeps identity and numbers. */
export const splitParts = defineCommand({
  id: 'split-parts',
  label: 'command.split-parts',
  params: z.strictObject({ ref: recordRef }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  run(snapshot, { ref }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const parts = partCount(geometry);
    if (geometry.kind !== 'polygon' || parts < 2) return fail('command.one-part');
    const pieces = Array.from({ length: parts }, (_, part) => ({
      geometry: packFlat('polygon', [partOf(geometry, part)]),
      given: {},
    }));
    const ops = splitOps(snapshot, layer, record, pieces);
    if (!ops.ok) return ops;
    return ok({
      label: 'history.split-parts',
      params: { ...labelParams(layer, record), count: parts },
      ops: ops.value,
    });
  },
});
