import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { addPart } from '../geometry/edit-vertices.ts';
import { onOneSelected } from './common.ts';
import { defineCommand } from './define-command.ts';
import { reshapeOne } from './reshape-one.ts';
import { ringParams } from './ring-params.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** Adds a part to a feature: its shell, then its holes. */
export const addPartCommand = defineCommand({
  id: 'add-part',
  label: 'command.add-part',
  params: z.strictObject({ ref: recordRef, rings: z.array(ringParams).min(1).max(10_000) }),
  available: onOneSelected,
  reads: ({ ref, rings }) => ({
    refs: [ref],
    boxes: boxesAtVertices(rings.flat(2)),
  }),
  run: (snapshot, { ref, rings }) =>
    reshapeOne(snapshot, ref, 'history.add-part', (geometry) => addPart(geometry, rings)),
});
