import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { addRing } from '../geometry/edit-vertices.ts';
import { onOneSelected } from './common.ts';
import { defineCommand } from './define-command.ts';
import { reshapeOne } from './reshape-one.ts';
import { ringParams } from './ring-params.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** Cuts a hole into one part of a feature. */
export const addHoleCommand = defineCommand({
  id: 'add-hole',
  label: 'command.add-hole',
  params: z.strictObject({ ref: recordRef, part: z.number().int().nonnegative(), ring: ringParams }),
  available: onOneSelected,
  reads: ({ ref, ring }) => ({ refs: [ref], boxes: boxesAtVertices(ring.flat()) }),
  run: (snapshot, { ref, part, ring }) =>
    reshapeOne(snapshot, ref, 'history.add-hole', (geometry) => addRing(geometry, part, ring)),
});
