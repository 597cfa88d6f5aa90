import { z } from 'zod';
import { fields as fieldsSchema, recordRef } from '../bridge/schemas.ts';
import { checkFields } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import type { Op } from '../change/change.ts';
import { mergeFields, type Merging } from '../change/split-merge-fields.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import { boxOfXY } from '../geometry/box.ts';
import { partCount } from '../geometry/counts.ts';
import { unionOf } from '../geometry/cut.ts';
import type { Packed } from '../geometry/packed.ts';
import { keepStarts } from '../geometry/ring-start.ts';
import { seamEnds, withoutSeams } from '../geometry/seams.ts';
import type { Sharer } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import { fail, ok } from '../result.ts';
import { labelParams, layerNames, onSelection, storedShape, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { boxesAtVertices, neighbours, reshapeOp } from './shared-nodes.ts';
import { uniqueRefs } from './unique-refs.ts';

const asMerging = (record: FeatureRecord, geometry: Packed): Merging => ({
  fields: record.fields,
  areaM2: polygonAreaM2(geometry),
});

/** The uids a merged feature comes from, added to those it came from before. */
function origin(into: FeatureRecord, taken: readonly FeatureRecord[]): Fields {
  if (!('derived_from' in into.fields)) return {};
  const before = into.fields['derived_from'];
  const known = typeof before === 'string' && before !== '' ? before.split(' ') : [];
  // A piece of it that comes back is no origin.
  const others = taken.filter(({ fields }) => fields['derived_from'] !== into.uid);
  const all = new Set([...known, ...others.map(({ uid }) => uid)]);
  return others.length === 0 ? {} : { derived_from: [...all].join(' ') };
}

/** Unlocked features besides those that are merged which lie where the seams end. */
function othersAt(snapshot: Snapshot, merged: readonly FeatureRecord[], ends: Ends): Sharer<FeatureRecord>[] {
  const own = new Set<FeatureRecord>(merged);
  const box = boxOfXY(ends.flat());
  return neighbours(snapshot, snapshot.near(box), null).filter(
    ({ key }) => !own.has(key) && !merged.some((one) => one.layer === key.layer && one.uid === key.uid),
  );
}

type Ends = ReturnType<typeof seamEnds>;

/**
 * Makes one feature of several of a layer; `into` stays, the others are deleted. Fields by the policies of the
 * schema: what is of the largest part (names, business keys) comes from the largest that has a value, whichever stays.
 * `answers` prevail, for fields whose policy is to ask (`mergeQuestions`). `keepFields` leaves those of `into` as they
 * are, for leftovers that have nothing to say.
 *
 * Vertices that were only corners of the parts go where the border is straight without them to one grid step, also
 * from neighbours that got them when the parts were cut: a feature that is split and merged is what it was.
 */
export const mergeFeatures = defineCommand({
  id: 'merge-features',
  label: 'command.merge-features',
  params: z.strictObject({
    into: recordRef,
    refs: z.array(recordRef).min(1).max(1000),
    keepFields: z.boolean(),
    answers: fieldsSchema.optional(),
  }),
  available: onSelection,
  reads: ({ into, refs }) => ({ refs: [into, ...refs] }),
  readsMore(snapshot, { into, refs }) {
    const shapes = [into, ...refs].flatMap((ref) => snapshot.feature(ref)?.geometry ?? []);
    return { boxes: boxesAtVertices(seamEnds(shapes).flat()) };
  },
  run(snapshot, { into, refs: named, keepFields, answers = {} }) {
    const refs = uniqueRefs(named);
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
    const given = checkFields(layer, answers);
    if (!given.ok) return given;
    const shapes = [geometry, ...taken.map((one) => one.geometry)];
    const merging = [record, ...taken.map((one) => one.record)];
    const ends = seamEnds(shapes);
    const seamless = withoutSeams(union, ends, ends.length === 0 ? [] : othersAt(snapshot, merging, ends));
    // A neighbour that cannot do without its vertex keeps it, and so does the border.
    const isClean = seamless.reshaped.every((one) => isValid(one.geometry));
    const shape = storedShape(layer, keepStarts(isClean ? seamless.geometry : union, shapes, ends));
    if (!shape.ok) return shape;
    const merged: Fields = {
      ...(keepFields
        ? record.fields
        : mergeFields(layer, [
            asMerging(record, geometry),
            ...taken.map((one) => asMerging(one.record, one.geometry)),
          ]).fields),
      ...given.value,
    };
    const fields = {
      ...merged,
      ...computedFields(layer, merged, shape.value, ['geometry', ...Object.keys(given.value)]),
      ...origin(
        record,
        taken.map((one) => one.record),
      ),
    };
    const ops: Op[] = [
      { at: into, kind: 'patch', after: { geometry: shape.value, fields } },
      ...refs.map((ref): Op => ({ at: ref, kind: 'delete' })),
    ];
    for (const one of isClean ? seamless.reshaped : []) {
      const op = reshapeOp(snapshot, one.key, one.geometry);
      if (!op.ok) return op;
      ops.push(op.value);
    }
    return ok({
      label: 'history.merge-features',
      params: { ...labelParams(layer, record), count: refs.length + 1 },
      ops,
    });
  },
});
