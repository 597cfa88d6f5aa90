import type { RowEdit } from '../bridge/rows-schemas.ts';
import { checkFields } from '../change/check-value.ts';
import { checkValue } from '../expression/check.ts';
import { evaluate } from '../expression/evaluate.ts';
import { figureText, roundTo } from '../expression/text-values.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { Fields, FieldValue } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { layerNames } from './common.ts';

/** An edit that fits its layer: what it reads, what it writes, and what it makes of a row. */
export interface RowEditor {
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  /** The values that change. Failures of `checkFields`: a value that the field does not take. */
  readonly apply: (row: Fields) => Result<Fields>;
}

const isNumeric = (field: Field): boolean => ['int', 'real', 'bool'].includes(field.type as string);

/** A field that people write. Failures `command.unknown-field`, `command.computed-field`. */
function writableField(layer: LayerSchema, name: string): Result<Field> {
  const field = layer.fields.find((one) => one.name === name);
  if (field === undefined || field.type === 'blob' || field.type === 'json') {
    return fail('command.unknown-field', { layer: layer.id, field: name });
  }
  const params = { layer: layer.id, field: name, fieldZh: field.label['zh-CN'], fieldEn: field.label.en };
  return field.system || field.computed !== undefined ? fail('command.computed-field', params) : ok(field);
}

/** Of the values given, those that differ from what is there. */
function changes(layer: LayerSchema, row: Fields, given: Fields): Result<Fields> {
  const differing = Object.entries(given).filter(
    ([name, value]) => (row[name] ?? null) !== (value === '' ? null : value),
  );
  return differing.length === 0 ? ok({}) : checkFields(layer, Object.fromEntries(differing));
}

/**
 * Makes an edit ready for the rows of a layer. The page's preview and the command in the store use the same.
 * Failures: those of `writableField` and `checkValue`, `table.result-number`, and for a set value those of `checkFields`.
 *
 * @param today `YYYY-MM-DD`
 */
export function rowEditor(layer: LayerSchema, edit: RowEdit, today: string): Result<RowEditor> {
  switch (edit.kind) {
    case 'set': {
      const field = writableField(layer, edit.field);
      if (!field.ok) return field;
      const value = checkFields(layer, { [edit.field]: edit.value });
      if (!value.ok) return value;
      return ok({
        reads: [edit.field],
        writes: [edit.field],
        apply: (row) => changes(layer, row, value.value),
      });
    }
    case 'calculate':
      return calculator(layer, edit, today);
    case 'replace':
      return replacer(layer, edit);
  }
}

function calculator(
  layer: LayerSchema,
  edit: RowEdit & { kind: 'calculate' },
  today: string,
): Result<RowEditor> {
  const field = writableField(layer, edit.field);
  if (!field.ok) return field;
  const checked = checkValue(layer, edit.expression);
  if (!checked.ok) return checked;
  const { tree, fields } = checked.value;
  if (isNumeric(field.value) && tree.type === 'text' && !(tree.kind === 'constant' && tree.value === null)) {
    return fail('table.result-number', {
      fieldZh: field.value.label['zh-CN'],
      fieldEn: field.value.label.en,
    });
  }
  return ok({
    reads: [...new Set([...fields, edit.field])],
    writes: [edit.field],
    apply: (row) => {
      const made = evaluate(tree, { today, get: (name) => row[name] ?? null });
      return changes(layer, row, { [edit.field]: stored(field.value, made) });
    },
  });
}

/** A calculated value as its field keeps it: figures in a text field as text, real ones to the field's precision. */
function stored(field: Field, made: FieldValue): FieldValue {
  if (typeof made !== 'number') return made;
  if (!isNumeric(field)) return figureText(made);
  return field.type === 'real' && field.precision !== undefined ? roundTo(made, field.precision) : made;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, (sign) => `\\${sign}`);

function replacer(layer: LayerSchema, edit: RowEdit & { kind: 'replace' }): Result<RowEditor> {
  for (const name of edit.fields) {
    const field = writableField(layer, name);
    if (!field.ok) return field;
    if (isNumeric(field.value)) {
      return fail('table.no-text-field', {
        fieldZh: field.value.label['zh-CN'],
        fieldEn: field.value.label.en,
      });
    }
  }
  // The text is taken literally, so that no pattern can run away.
  const literal = escaped(edit.find);
  const pattern = new RegExp(edit.whole ? `^(?:${literal})$` : literal, edit.matchCase ? 'gu' : 'giu');
  return ok({
    reads: edit.fields,
    writes: edit.fields,
    apply: (row) => {
      const given: Record<string, FieldValue> = {};
      for (const name of edit.fields) {
        const value = row[name];
        if (typeof value === 'string') given[name] = value.replace(pattern, () => edit.replace);
      }
      return changes(layer, row, given);
    },
  });
}

/** What a label says of an edit. */
export const editLabel = (layer: LayerSchema, fields: readonly string[]) => {
  const named = fields.flatMap((name) => layer.fields.filter((field) => field.name === name));
  return {
    ...layerNames(layer),
    fieldZh: named.map((field) => field.label['zh-CN']).join('、'),
    fieldEn: named.map((field) => field.label.en).join(', '),
  };
};
