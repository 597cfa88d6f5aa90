import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { conversionReport } from '../change/convert-value.ts';
import { needsConversion } from '../model/schema-diff.ts';
import { fail, ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { ownFieldOf, schemaOp, specifiedField } from './field-edit.ts';
import { catalogueRef, fieldName, fieldNames, fieldSpec, onWritable } from './layer-params.ts';

/**
 * Changes a field of the user's own: name, label, type, length, code list, whether it is required, what a split and a
 * merge make of it. Values that do not suit the new type are emptied only with `acceptLoss`.
 *
 * Failures: those of `ownFieldOf` and `specifiedField`, `command.values-lost` (count, and one such value),
 * `command.unchanged`.
 */
export const changeField = defineCommand({
  id: 'change-field',
  label: 'command.change-field',
  params: z.strictObject({ layer: layerId, field: fieldName, to: fieldSpec, acceptLoss: z.boolean() }),
  available: onWritable,
  reads: ({ layer, field }) => ({ refs: [catalogueRef(layer)], values: [{ layer, field }] }),
  run(snapshot, { layer: id, field: name, to, acceptLoss }) {
    const found = ownFieldOf(snapshot, id, name);
    if (!found.ok) return found;
    const { layer, style, field, key } = found.value;
    const made = specifiedField(layer, key, { ...to, name: to.name ?? name });
    if (!made.ok) return made;
    const after = { ...field, ...made.value };
    for (const part of ['length', 'unit', 'domain'] as const) {
      if (made.value[part] === undefined) delete after[part];
    }
    if (JSON.stringify(after) === JSON.stringify(field)) return fail('command.unchanged');
    const retyped = needsConversion(field, after);
    if (retyped && !acceptLoss) {
      const report = conversionReport(snapshot.values?.(id, name) ?? [], after);
      if (report.lost > 0) {
        const value = report.samples[0]?.from ?? '';
        return fail('command.values-lost', { ...fieldNames(layer, field), count: report.lost, value });
      }
    }
    const fields = layer.fields.map((one) => (one === field ? after : one));
    const renamed = after.name === name ? null : { name, now: after.name };
    return ok({
      label: retyped ? 'history.retype-field' : 'history.change-field',
      params: fieldNames(layer, field),
      ops: [schemaOp(layer, fields, style, renamed)],
    });
  },
});
