import type { Field, LayerSchema } from '../../model/layer.ts';

/** The class fields of layers that hold more than one code, by role. */
const BY_ROLE: Readonly<Record<string, string>> = {
  planned_use: 'land_class',
  zone: 'zone_code',
  baseline: 'base_class',
  main_function: 'main_function',
};
/** Codes that describe the data, not the feature. */
const OF_DATA: ReadonlySet<string> = new Set(['class_edition', 'classification_mark', 'plan_status']);

/** The field that says what a feature of a layer is; undefined where none does. */
export function classFieldOf(schema: LayerSchema): Field | undefined {
  const named = schema.fields.find(({ name }) => name === BY_ROLE[schema.role ?? '']);
  return named ?? schema.fields.find(({ name, domain }) => domain !== undefined && !OF_DATA.has(name));
}
