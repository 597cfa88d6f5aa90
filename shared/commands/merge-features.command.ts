import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { Op } from '../change/change.ts';
import { mergeFields, type Merging } from '../change/split-merge-fields.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import { partCount } from '../geometry/counts.ts';
import { unionOf } from '../geometry/cut.ts';
import type { Packed } from '../geometry/packed.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import { fail, ok } from '../result.ts';
import { labelParams, layerNames, onSelection, storedShape, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';

const asMerging = (record: FeatureRecord, geometry: Packed): Merging => ({
  fields: record.fields,
  areaM2: polygonAreaM2(geometry),
});

/** The uids a merged feature comes from, added to those it came from before. */
function origin(into: FeatureRecord, taken: readonly FeatureRecord[]): Fields {
  if (!('derived_from' in into.fields)) return {};
  const before = into.fields['derived_from'];
  const known = typeof before === 'string' && before !== '' ? [before] : [];
  return { derived_from: [...known, ...taken.map(({ uid }) => uid)].join(' ') };
}

/**
 * Makes one feature of several of a layer; `into` stays, the others are deleted. Fields by the policies of the
 * schema. `keepFields` leaves those of `into` as they are, for leftovers that have nothing to say.
 */
export const mergeFeatures = defineCommand({
  id: 'merge-features',
  label: 'command.merge-features',
  params: z.strictObject({
    into: recordRef,
    refs: z.array(recordRef).min(1).max(1000),
    keepFields: z.boolean(),
  }),
  available: onSelection,
  reads: ({ into, refs }) => ({ refs: [into, ...refs] }),
  run(snapshot, { into, refs, keepFields }) {
    const target = writableShape(snapshot, into);
    if (!target.ok) return target;
    const { layer, record, geometry } = target.value;
    const taken: { record: FeatureRecord; geometry: Packed }[] = [];
    for (const ref of refs) {
      if (ref.table !== into.table || ref.uid === into.uid) return fail('command.merge-layers');
      const other = writableShape(snapshot, ref);
      if (!other.ok) return other;
      taken.push(other.value);
    }
    const union = unionOf([geometry, ...taken.map((one) => one.geometry)]);
    if (!layer.geometry?.startsWith('MULTI') && partCount(union) > 1)
      return fail('command.merge-apart', layerNames(layer));
    const shape = storedShape(layer, union);
    if (!shape.ok) return shape;
    const merged: Fields = keepFields
      ? record.fields
      : mergeFields(layer, [
          asMerging(record, geometry),
          ...taken.map((one) => asMerging(one.record, one.geometry)),
        ]).fields;
    const fields = {
      ...merged,
      ...computedFields(layer, merged, shape.value, ['geometry']),
      ...origin(
        record,
        taken.map((one) => one.record),
      ),
    };
    const ops: Op[] = [
      { at: into, kind: 'patch', after: { geometry: shape.value, fields } },
      ...refs.map((ref): Op => ({ at: ref, kind: 'delete' })),
    ];
    return ok({
      label: 'history.merge-features',
      params: { ...labelParams(layer, record), count: refs.length + 1 },
      ops,
    });
  },
});
