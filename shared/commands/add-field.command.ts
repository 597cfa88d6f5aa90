import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { fieldLayer, schemaOp, specifiedField } from './field-edit.ts';
import { catalogueRef, fieldNames, fieldSpec, onWritable } from './layer-params.ts';

/** Adds a field of the user's own to any layer that is not handed down from above. Failures of `specifiedField` and `fieldLayer`. */
export const addField = defineCommand({
  id: 'add-field',
  label: 'command.add-field',
  params: z.strictObject({ layer: layerId, field: fieldSpec }),
  available: onWritable,
  reads: ({ layer }) => ({ refs: [catalogueRef(layer)] }),
  run(snapshot, { layer: id, field: spec }) {
    const found = fieldLayer(snapshot, id);
    if (!found.ok) return found;
    const { layer, style } = found.value;
    const field = specifiedField(layer, snapshot.newUid(), spec);
    if (!field.ok) return field;
    return ok({
      label: 'history.add-field',
      params: fieldNames(layer, field.value),
      ops: [schemaOp(layer, [...layer.fields, field.value], style, null)],
    });
  },
});
