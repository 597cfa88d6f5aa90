import type { Field, LayerSchema } from './layer.ts';

/** What a field is known by through renames: its key, else its name. */
export const fieldKey = (field: Field): string => field.key ?? field.name;

/** A field before and after. */
export interface FieldPair {
  readonly before: Field;
  readonly after: Field;
}

/** What has to happen to the table of a layer when its schema changes. */
export interface SchemaDiff {
  readonly dropped: readonly Field[];
  readonly added: readonly Field[];
  /** Columns that get another name. */
  readonly renamed: readonly FieldPair[];
  /** Columns whose values have to be converted; their new names are those of `after`. */
  readonly retyped: readonly FieldPair[];
}

/** Whether values of the one may not suit the other as they are. */
export const needsConversion = (before: Field, after: Field): boolean =>
  before.type !== after.type ||
  (before.length ?? 0) !== (after.length ?? 0) ||
  (after.type === 'code' && before.domain !== after.domain);

/** The difference of two schemas of one layer, fields matched by what they are known by. */
export function diffSchemas(before: LayerSchema, after: LayerSchema): SchemaDiff {
  const old = new Map(before.fields.map((field) => [fieldKey(field), field]));
  const now = new Map(after.fields.map((field) => [fieldKey(field), field]));
  const pairs = [...now].flatMap(([key, field]): FieldPair[] => {
    const was = old.get(key);
    return was === undefined ? [] : [{ before: was, after: field }];
  });
  return {
    dropped: before.fields.filter((field) => !now.has(fieldKey(field))),
    added: after.fields.filter((field) => !old.has(fieldKey(field))),
    renamed: pairs.filter((pair) => pair.before.name !== pair.after.name),
    retyped: pairs.filter((pair) => needsConversion(pair.before, pair.after)),
  };
}

/** True where the table itself stays as it is. */
export const sameTable = (diff: SchemaDiff): boolean =>
  diff.dropped.length + diff.added.length + diff.renamed.length + diff.retyped.length === 0;
