import { z } from 'zod';
import { fields as fieldsSchema, recordRef } from '../bridge/schemas.ts';
import { checkFields } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { Op } from '../change/change.ts';
import { splitFields } from '../change/split-merge-fields.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import { isEmptyPacked, partCount, partOf } from '../geometry/counts.ts';
import { packFlat } from '../geometry/build-packed.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onOneSelected, storedShape, writableShape } from './common.ts';
import { cutFeature, cutters, readsAtCut } from './cut-reads.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { alongNeighbours } from './shared-nodes.ts';

/** The pieces a layer can store: one feature a part where it is single-part. */
function storable(layer: LayerSchema, geometry: Packed): Packed[] {
  if (layer.geometry?.startsWith('MULTI')) return [geometry];
  return Array.from({ length: partCount(geometry) }, (_, part) =>
    packFlat('polygon', [partOf(geometry, part)]),
  );
}

/**
 * The operations that make several features of one. The largest piece keeps the uid; the others are new and say
 * what they come from. `given` are fields of single pieces that prevail over the policies of the schema.
 */
export function splitOps(
  snapshot: Snapshot,
  layer: LayerSchema,
  record: FeatureRecord,
  pieces: readonly { readonly geometry: Packed; readonly given: Fields }[],
): Result<Op[]> {
  const areas = pieces.map(({ geometry }) => polygonAreaM2(geometry));
  const largest = areas.indexOf(Math.max(...areas));
  const shared = splitFields(layer, record.fields, areas);
  const ops: Op[] = [];
  for (const [i, { geometry, given }] of pieces.entries()) {
    const shape = storedShape(layer, geometry);
    if (!shape.ok) return shape;
    const own = { ...shared[i]!, ...given };
    const fields = {
      ...own,
      ...computedFields(layer, own, shape.value, ['geometry', ...Object.keys(given)]),
    };
    const after = { geometry: shape.value, fields };
    if (i === largest) {
      ops.push({ at: { table: layer.id, uid: record.uid }, kind: 'patch', after });
      continue;
    }
    const origin: Fields = layer.fields.some(({ name }) => name === 'derived_from')
      ? { derived_from: record.uid }
      : {};
    ops.push({
      at: { table: layer.id, uid: snapshot.newUid() },
      kind: 'put',
      after: { geometry: shape.value, fields: { ...fields, ...origin } },
    });
  }
  return ok(ops);
}

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
    const ops = splitOps(snapshot, layer, record, pieces);
    if (!ops.ok) return ops;
    const along = alongNeighbours(snapshot, taken, geometry, ref);
    if (!along.ok) return along;
    return ok({
      label: 'history.split-feature',
      params: { ...params, count: pieces.length },
      ops: [...ops.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
