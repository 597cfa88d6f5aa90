import { codeList } from '../model/code-list.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import { styleAfterField, type LayerStyle } from '../model/layer-style.ts';
import { freeFieldName, isFieldName, isOwnField, MOST_FIELDS, ownField } from '../model/own-layer.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Op } from '../change/change.ts';
import { layerNames } from './common.ts';
import type { Snapshot } from './define-command.ts';
import { catalogued, catalogueRef, fieldNames, type FieldSpec } from './layer-params.ts';

/**
 * A field as a user says it. Failures `command.field-name` (name), `command.field-taken` (name),
 * `command.field-domain`, `command.fields-many` (limit).
 */
export function specifiedField(layer: LayerSchema, key: string, spec: FieldSpec): Result<Field> {
  const taken = new Set(layer.fields.filter((field) => field.key !== key).map((field) => field.name));
  if (taken.size >= MOST_FIELDS) return fail('command.fields-many', { limit: MOST_FIELDS });
  const name = spec.name ?? freeFieldName(spec.label, taken);
  if (!isFieldName(name)) return fail('command.field-name', { name });
  if (taken.has(name)) return fail('command.field-taken', { name });
  const coded = spec.type === 'code';
  if (coded && (spec.domain === null || codeList(spec.domain) === undefined))
    return fail('command.field-domain');
  const sized = spec.type === 'text' || spec.type === 'int';
  return ok(
    ownField(key, {
      name,
      label: spec.label,
      type: spec.type,
      ...(sized && spec.length !== null && { length: spec.length }),
      ...(spec.unit !== null && spec.unit !== '' && { unit: spec.unit }),
      required: spec.required,
      ...(coded && spec.domain !== null && { domain: spec.domain }),
      split: spec.split,
      merge: spec.merge,
    }),
  );
}

/** A layer that a field may be added to. Failures of `catalogued`, `command.layer-read-only`, `command.layer-locked`. */
export function fieldLayer(snapshot: Snapshot, id: string): ReturnType<typeof catalogued> {
  const found = catalogued(snapshot, id);
  if (!found.ok) return found;
  const { layer } = found.value;
  if (layer.readOnly) return fail('command.layer-read-only', layerNames(layer));
  return snapshot.locked(id) ? fail('command.layer-locked', layerNames(layer)) : found;
}

/** A field of the user's own, with its layer. Failures of `fieldLayer`, `command.unknown-field`, `command.field-built-in`. */
export function ownFieldOf(
  snapshot: Snapshot,
  id: string,
  name: string,
): Result<{
  readonly layer: LayerSchema;
  readonly style: LayerStyle | null;
  readonly field: Field;
  readonly key: string;
}> {
  const found = fieldLayer(snapshot, id);
  if (!found.ok) return found;
  const field = found.value.layer.fields.find((one) => one.name === name);
  if (field === undefined) return fail('command.unknown-field', { layer: id, field: name });
  if (!isOwnField(field)) return fail('command.field-built-in', fieldNames(found.value.layer, field));
  return ok({ ...found.value, field, key: field.key ?? name });
}

/** Writes the schema, and the style where it goes by a field that has another name or is gone (`now` null). */
export function schemaOp(
  layer: LayerSchema,
  fields: readonly Field[],
  style: LayerStyle | null,
  field: { readonly name: string; readonly now: string | null } | null,
): Op {
  const restyled = style === null || field === null ? style : styleAfterField(style, field.name, field.now);
  const changed = JSON.stringify(restyled) !== JSON.stringify(style);
  return {
    at: catalogueRef(layer.id),
    kind: 'patch',
    after: {
      fields: {
        schema: JSON.stringify({ ...layer, fields }),
        ...(changed && { style: restyled === null ? null : JSON.stringify(restyled) }),
      },
    },
  };
}
