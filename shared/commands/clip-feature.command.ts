import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { isEmptyPacked, samePacked } from '../geometry/counts.ts';
import { fail, ok } from '../result.ts';
import { labelParams, layerNames, onOneSelected, writableShape } from './common.ts';
import { cutFeature, cutters, readsAtCut } from './cut-reads.ts';
import { defineCommand } from './define-command.ts';
import { alongNeighbours, reshapeOp } from './shared-nodes.ts';

/**
 * Takes away what lies inside other features (`outside` is kept), or all that lies outside of them (`inside` is
 * kept). The new border follows theirs vertex by vertex; they themselves are only read.
 */
export const clipFeature = defineCommand({
  id: 'clip-feature',
  label: 'command.clip-feature',
  params: z.strictObject({
    ref: recordRef,
    ...cutters,
    keep: z.enum(['inside', 'outside']),
  }),
  available: onOneSelected,
  reads: ({ ref, by }) => ({ refs: [ref, ...by] }),
  readsMore: (snapshot, params) => readsAtCut(snapshot, params.ref, params),
  run(snapshot, { ref, by, byLayers, keep }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const made = cutFeature(geometry, snapshot, { by, byLayers });
    if (!made.ok) return made;
    const kept = made.value[keep];
    if (isEmptyPacked(kept)) return fail('command.nothing-left', layerNames(layer));
    if (samePacked(kept, geometry)) return fail('command.unchanged');
    const op = reshapeOp(snapshot, record, kept);
    if (!op.ok) return op;
    const along = alongNeighbours(snapshot, kept, geometry, ref);
    if (!along.ok) return along;
    return ok({
      label: 'history.clip-feature',
      params: labelParams(layer, record),
      ops: [op.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
