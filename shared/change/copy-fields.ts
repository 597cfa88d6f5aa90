import type { LayerSchema } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';

/** Numbers and identifiers that name one feature: the policy of the schema lets them be in one place only. */
export const isBusinessKey = (field: LayerSchema['fields'][number]): boolean =>
  field.split === 'keep' || field.split === 'largest' || field.split === 'null';

/**
 * Fields of a copy of a feature: what names the original alone is left empty, and it says what it comes from. Computed
 * figures are for the caller to write with its shape.
 */
export function copiedFields(layer: LayerSchema, fields: Fields, uid: string): Fields {
  const copy: Record<string, FieldValue> = {};
  for (const field of layer.fields) {
    if (field.name === 'uid' || field.name === 'revision') continue;
    if (field.name === 'derived_from') copy[field.name] = uid;
    else if (field.system !== true)
      copy[field.name] = isBusinessKey(field) ? null : (fields[field.name] ?? null);
  }
  return copy;
}
