import type { Language } from '../i18n/languages.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { OutField } from './out-layer.ts';

/** How fields are called in a file that goes out: our own names, those of the standard databases, or those for people. */
export type FieldNaming = 'own' | 'standard' | 'label';
export const FIELD_NAMINGS: readonly FieldNaming[] = ['own', 'standard', 'label'];

const nameOf = (field: Field, naming: FieldNaming, language: Language): string =>
  naming === 'own'
    ? field.name
    : naming === 'standard'
      ? (field.standardName ?? field.name)
      : field.label[language];

/** Fields that may go out: everything but the store's own bookkeeping, the uid excepted. */
export const exportableFields = (schema: LayerSchema): Field[] =>
  schema.fields.filter(
    ({ type, name, system }) =>
      type !== 'blob' && (name === 'uid' || name === 'derived_from' || system !== true),
  );

/**
 * The columns of a layer in a file.
 *
 * @param wanted names of fields in the schema, in any order; null for all that may go out
 */
export function outFields(
  schema: LayerSchema,
  wanted: readonly string[] | null,
  naming: FieldNaming,
  language: Language,
): OutField[] {
  const used = new Set<string>();
  return exportableFields(schema)
    .filter(({ name }) => wanted === null || wanted.includes(name))
    .map((field) => {
      const base = nameOf(field, naming, language);
      let name = base;
      for (let n = 2; used.has(name.toLowerCase()); n++) name = `${base}_${n}`;
      used.add(name.toLowerCase());
      return {
        key: field.name,
        name,
        label: field.label[language],
        type: field.type,
        length: field.length ?? null,
        precision: field.precision ?? null,
        unit: field.unit ?? null,
        ...(field.domain === undefined ? {} : { domain: field.domain }),
      };
    });
}
