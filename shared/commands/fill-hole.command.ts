import { z } from 'zod';
import { fields as fieldsSchema, recordRef } from '../bridge/schemas.ts';
import { checkFields, missingField, requiredFailure } from '../change/check-value.ts';
import { computedFields } from '../change/computed-fields.ts';
import { orientedRing, packFlat } from '../geometry/build-packed.ts';
import { isEmptyPacked, isShell, ringCount, ringXY } from '../geometry/counts.ts';
import { cutByRegions } from '../geometry/cut-together.ts';
import { deleteRing } from '../geometry/edit-vertices.ts';
import type { Packed } from '../geometry/packed.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, storedShape, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { reshapeOne } from './reshape-one.ts';
import { expandBox } from '../geometry/box.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';

const holeOf = (geometry: Packed, ring: number): Packed =>
  packFlat('polygon', [[orientedRing(ringXY(geometry, ring), true)]]);

/**
 * Fills a hole of a feature, or makes a new feature of exactly the hole, vertex by vertex, in the same layer.
 *
 * @remarks `ring` is counted over all parts, as in `Packed`. Failures: `command.ring-missing`, `command.not-a-hole`,
 * `command.hole-occupied` (a feature of the layer lies there), and of fields.
 */
export const fillHole = defineCommand({
  id: 'fill-hole',
  label: 'command.fill-hole',
  params: z.strictObject({
    ref: recordRef,
    ring: z.number().int().nonnegative(),
    how: z.enum(['fill', 'feature']),
    fields: fieldsSchema.optional(),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  readsMore(snapshot, { ref, ring, how }) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null || ring >= ringCount(geometry) || how === 'fill') return {};
    return { boxes: [{ box: expandBox(holeOf(geometry, ring).box, STEP_DEGREES), layers: [ref.table] }] };
  },
  run(snapshot, { ref, ring, how, fields = {} }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    if (geometry.kind !== 'polygon' || ring >= ringCount(geometry))
      return fail('command.ring-missing', { ring });
    if (isShell(geometry, ring)) return fail('command.not-a-hole');
    if (how === 'fill')
      return reshapeOne(snapshot, ref, 'history.fill-hole', (shape) => deleteRing(shape, ring));
    const hole = storedShape(layer, holeOf(geometry, ring));
    if (!hole.ok) return hole;
    const within = snapshot
      .near(hole.value.box)
      .filter((one) => one.layer === ref.table && one.uid !== ref.uid && one.geometry?.kind === 'polygon');
    for (const one of within) {
      const [shared] = cutByRegions([hole.value], [one.geometry!]);
      if (!isEmptyPacked(shared!.inside)) return fail('command.hole-occupied', labelParams(layer, one));
    }
    const checked = checkFields(layer, fields);
    if (!checked.ok) return checked;
    const missing = missingField(layer, checked.value);
    if (missing !== undefined) return requiredFailure(layer, missing);
    const values = { ...checked.value, ...computedFields(layer, checked.value, hole.value) };
    return ok({
      label: 'history.fill-hole-feature',
      params: labelParams(layer, record),
      ops: [
        {
          at: { table: layer.id, uid: snapshot.newUid() },
          kind: 'put',
          after: { fields: values, geometry: hole.value },
        },
      ],
    });
  },
});
