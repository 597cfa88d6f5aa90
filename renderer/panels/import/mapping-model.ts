import { importableFields, matchFields, withSource } from '../../../shared/import/match-fields.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import type { SourceField } from '../../../shared/bridge/query-contract.ts';

/** Target field name to source field name. */
export type Mapping = Readonly<Record<string, string>>;

/** One source field with the field it fills. */
export interface MappingRow {
  readonly source: SourceField;
  readonly target: Field | null;
  /** `auto`: by name; `chosen`: by the user; `skipped`: not imported. */
  readonly state: 'auto' | 'chosen' | 'skipped';
}

/** A field that keeps the raw spelling of a code comes along with that code and is not chosen by itself. */
const isRaw = (field: Field, schema: LayerSchema): boolean =>
  field.name.endsWith('_raw') &&
  schema.fields.some(({ name }) => name === field.name.slice(0, -'_raw'.length));

/** Source fields in the order of the source. */
export function mappingRows(
  sources: readonly SourceField[],
  schema: LayerSchema,
  mapping: Mapping,
): readonly MappingRow[] {
  const auto = matchFields(schema, sources);
  const fields = importableFields(schema);
  return sources.map((source) => {
    const targets = fields.filter(({ name }) => mapping[name] === source.name);
    const target = targets.find((field) => !isRaw(field, schema)) ?? targets[0] ?? null;
    if (target === null) return { source, target, state: 'skipped' };
    return { source, target, state: auto[target.name] === source.name ? 'auto' : 'chosen' };
  });
}

/** Fields a source field may be written to. */
export const targetChoices = (schema: LayerSchema): readonly Field[] =>
  importableFields(schema).filter((field) => !isRaw(field, schema));

/**
 * Sends a source field to a target (null: not imported). A target takes one source, a source fills one target and, where
 * that is a code, the field that keeps its raw spelling.
 */
export function assign(
  schema: LayerSchema,
  mapping: Mapping,
  source: string,
  target: string | null,
): Mapping {
  const kept = Object.fromEntries(Object.entries(mapping).filter(([, from]) => from !== source));
  return target === null ? kept : withSource(schema, kept, target, source);
}

/** Required fields that people fill and the source does not bring: a constant can stand for all features. */
export const unfilled = (schema: LayerSchema, mapping: Mapping): readonly Field[] =>
  schema.fields.filter(
    (field) =>
      field.required && !field.system && field.computed === undefined && mapping[field.name] === undefined,
  );

/** Constants that still apply: those of fields the source does not fill, with a value. */
export const constantsFor = (
  schema: LayerSchema,
  mapping: Mapping,
  constants: Readonly<Record<string, FieldValue>>,
): Readonly<Record<string, FieldValue>> => {
  const open = new Set(unfilled(schema, mapping).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(constants).filter(([name, value]) => open.has(name) && value !== null),
  );
};
