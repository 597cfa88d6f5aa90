import { z } from 'zod';
import { layerId } from '../bridge/schemas.ts';
import { ok } from '../result.ts';
import { defineCommand } from './define-command.ts';
import { ownFieldOf, schemaOp } from './field-edit.ts';
import { catalogueRef, fieldName, fieldNames, onWritable } from './layer-params.ts';

/** Deletes a field of the user's own with its values, which come back by undo. Failures of `ownFieldOf`. */
export const deleteField = defineCommand({
  id: 'delete-field',
  label: 'command.delete-field',
  params: z.strictObject({ layer: layerId, field: fieldName }),
  available: onWritable,
  reads: ({ layer }) => ({ refs: [catalogueRef(layer)] }),
  run(snapshot, { layer: id, field: name }) {
    const found = ownFieldOf(snapshot, id, name);
    if (!found.ok) return found;
    const { layer, style, field } = found.value;
    const fields = layer.fields.filter((one) => one !== field);
    return ok({
      label: 'history.delete-field',
      params: fieldNames(layer, field),
      ops: [schemaOp(layer, fields, style, { name, now: null })],
    });
  },
});
