import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { deleteRing } from '../geometry/edit-vertices.ts';
import { onOneSelected } from './common.ts';
import { defineCommand } from './define-command.ts';
import { reshapeOne } from './reshape-one.ts';

/** Fills a hole, or takes away the part whose shell the ring is; the last part stays. */
export const deleteRingCommand = defineCommand({
  id: 'delete-ring',
  label: 'command.delete-ring',
  params: z.strictObject({ ref: recordRef, ring: z.number().int().nonnegative() }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  run: (snapshot, { ref, ring }) =>
    reshapeOne(snapshot, ref, 'history.delete-ring', (geometry) => deleteRing(geometry, ring)),
});
