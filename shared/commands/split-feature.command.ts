import { z } from 'zod';
import { fields as fieldsSchema, recordRef } from '../bridge/schemas.ts';
import { checkFields } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { Op } from '../change/change.ts';
import { isEmptyPacked } from '../geometry/counts.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { cutFeature, cutters, readsAtCut } from './cut-reads.ts';
import { defineCommand } from './define-command.ts';
import { alongNeighbours } from './shared-nodes.ts';
import { closingParams, splitOps, storable } from './split-ops.ts';

/**
 * Cuts a feature along the borders of others: what lies inside them (or outside) becomes a feature of its own with
 * the given fields, so that a coverage stays whole. A feature that lies there altogether only takes the fields.
 */
export const splitFeature = defineCommand({
  id: 'split-feature',
  label: 'command.split-feature',
  params: z.strictObject({
    ref: recordRef,
    ...cutters,
    /** The side that takes the fields. */
    part: z.enum(['inside', 'outside']),
    fields: fieldsSchema,
  }),
  available: onOneSelected,
  reads: ({ ref, by }) => ({ refs: [ref, ...by] }),
  readsMore: (snapshot, params) => readsAtCut(snapshot, params.ref, params),
  run(snapshot, { ref, by, byLayers, part, fields: raw }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const given = checkFields(layer, raw);
    if (!given.ok) return given;
    const made = cutFeature(geometry, snapshot, { by, byLayers });
    if (!made.ok) return made;
    const rest = part === 'inside' ? made.value.outside : made.value.inside;
    const taken = made.value[part];
    if (isEmptyPacked(taken)) return fail('command.nothing-inside');
    const follow = {
      ...given.value,
      ...computedFields(layer, { ...record.fields, ...given.value }, geometry, Object.keys(given.value)),
    };
    const params = labelParams(layer, record);
    if (isEmptyPacked(rest)) {
      const ops: Op[] = [{ at: ref, kind: 'patch', after: { fields: follow } }];
      return ok({ label: 'history.edit-attributes', params, ops });
    }
    const pieces = [
      ...storable(layer, rest).map((shape) => ({ geometry: shape, given: {} })),
      ...storable(layer, taken).map((shape) => ({ geometry: shape, given: given.value })),
    ];
    const split = splitOps(snapshot, layer, record, pieces);
    if (!split.ok) return split;
    const along = alongNeighbours(snapshot, taken, geometry, ref);
    if (!along.ok) return along;
    return ok({
      label: 'history.split-feature',
      params: { ...params, count: pieces.length, ...closingParams(split.value.closingM2) },
      ops: [...split.value.ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
