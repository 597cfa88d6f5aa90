import { z } from 'zod';
import { fields, recordRef } from '../bridge/schemas.ts';
import { checkFields } from '../change/check-value.ts';
import type { LabelParams, Op } from '../change/change.ts';
import type { FeatureRecord, Fields } from '../model/record.ts';
import type { LayerSchema } from '../model/layer.ts';
import { fail, ok, type Result } from '../result.ts';
import { followingFields, labelParams, onSelection, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';

/** What is always made by the product and cannot be typed in. */
const isComputed = (layer: LayerSchema, name: string): boolean =>
  layer.fields.some(
    (field) => field.name === name && field.computed !== undefined && field.name.endsWith('area_m2'),
  );

/** The values that really change, with what follows from them; failures of `checkFields` and `command.computed-field`. */
export function patchOf(layer: LayerSchema, record: FeatureRecord, given: Fields): Result<Fields> {
  const computed = Object.keys(given).find((name) => isComputed(layer, name));
  if (computed !== undefined) return fail('command.computed-field', { layer: layer.id, field: computed });
  const checked = checkFields(layer, given);
  if (!checked.ok) return checked;
  const values = { ...checked.value, ...followingFields(layer, record, checked.value) };
  return ok(
    Object.fromEntries(
      Object.entries(values).filter(([name, value]) => (record.fields[name] ?? null) !== value),
    ),
  );
}

/** Writes the same values into one or more features; what follows from them is written along. */
export const editAttributes = defineCommand({
  id: 'edit-attributes',
  label: 'command.edit-attributes',
  params: z.strictObject({ refs: z.array(recordRef).min(1).max(10_000), fields }),
  available: onSelection,
  reads: ({ refs }) => ({ refs }),
  run(snapshot, { refs, fields: given }) {
    const ops = new Map<string, Op>();
    let params: LabelParams = {};
    for (const ref of refs) {
      const found = writableFeature(snapshot, ref);
      if (!found.ok) return found;
      const { layer, record } = found.value;
      const patch = patchOf(layer, record, given);
      if (!patch.ok) return patch;
      if (Object.keys(patch.value).length === 0) continue;
      params = labelParams(layer, record);
      ops.set(`${ref.table} ${ref.uid}`, { at: ref, kind: 'patch', after: { fields: patch.value } });
    }
    if (ops.size === 0) return fail('command.unchanged');
    const one = ops.size === 1;
    return ok({
      label: one ? 'history.edit-attributes' : 'history.edit-attributes-many',
      params: one ? params : { count: ops.size },
      ops: [...ops.values()],
    });
  },
});
