import { z } from 'zod';
import { fields as fieldsSchema, recordRef } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import { checkFields } from '../change/check-value.ts';
import type { Packed } from '../geometry/packed.ts';
import { meetingsOf, splitBySketch } from '../geometry/split.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onSelection, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { alongAll, boxesAtVertices, type Changed } from './shared-nodes.ts';
import { sketchSchema } from './sketch-params.ts';
import { closingParams, isMulti, splitOps } from './split-ops.ts';
import { uniqueRefs } from './unique-refs.ts';

/**
 * Splits features by a drawn line or ring, all in one change (geometry/split.ts says what pieces they get). Features
 * that the sketch does not cut stay as they are; neighbours get the vertices put on their borders. `given` answers
 * for the new pieces where the policy of a field is to ask (`splitQuestions`).
 *
 * Failures: `command.line-cuts-nothing`, `command.kind-mismatch`, those of writing a feature and of its fields.
 */
export const splitBySketchCommand = defineCommand({
  id: 'split-by-sketch',
  label: 'command.split-by-sketch',
  params: z.strictObject({
    refs: z.array(recordRef).min(1).max(1000),
    sketch: sketchSchema,
    given: fieldsSchema.optional(),
  }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  readsMore(snapshot, { refs, sketch }) {
    const shapes = refs.flatMap((ref) => snapshot.feature(ref)?.geometry ?? []);
    return { boxes: boxesAtVertices(meetingsOf(shapes, sketch)) };
  },
  run(snapshot, { refs, sketch, given = {} }) {
    const found = [];
    for (const ref of uniqueRefs(refs)) {
      const one = writableShape(snapshot, ref);
      if (!one.ok) return one;
      if (one.value.geometry.kind !== 'polygon') return fail('command.kind-mismatch');
      found.push({ ...one.value, ref });
    }
    const all = splitBySketch(
      found.map(({ geometry }) => geometry),
      sketch,
      found.map(({ layer }) => isMulti(layer)),
    );
    const ops: Op[] = [];
    const changed: Changed[] = [];
    const selves: RecordRef[] = [];
    let count = 0;
    let closing = 0;
    for (const [i, pieces] of all.entries()) {
      if (pieces === undefined) continue;
      const { layer, record, geometry, ref } = found[i]!;
      const answers = checkFields(layer, given);
      if (!answers.ok) return answers;
      const split = splitOps(
        snapshot,
        layer,
        record,
        pieces.map((piece: Packed) => ({ geometry: piece, given: {} })),
        { fresh: answers.value },
      );
      if (!split.ok) return split;
      ops.push(...split.value.ops);
      closing += split.value.closingM2;
      changed.push({ before: geometry, after: pieces });
      selves.push(ref);
      count += pieces.length;
    }
    if (changed.length === 0) return fail('command.line-cuts-nothing');
    const along = alongAll(snapshot, changed, selves);
    if (!along.ok) return along;
    const one = found.find(({ ref }) => ref === selves[0])!;
    return ok({
      label: selves.length === 1 ? 'history.split-by-sketch' : 'history.split-by-sketch-many',
      params: {
        ...labelParams(one.layer, one.record),
        count,
        features: selves.length,
        ...closingParams(closing),
      },
      ops: [...ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
