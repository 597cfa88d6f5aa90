import { codeEntry, codeList } from '../model/code-list.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { FieldValue, Fields } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A real calendar day as `2026-01-31`. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (parts === null) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const isNumeric = (type: string): boolean => type === 'int' || type === 'real' || type === 'bool';

/** Why a value does not suit its field: the last part of `error.command.value.<reason>`; null when it does. */
function reasonAgainst(field: Field, value: string | number): string | null {
  const type: string = field.type;
  if (isNumeric(type) !== (typeof value === 'number')) return 'type';
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return 'type';
    if (type === 'int' && !Number.isSafeInteger(value)) return 'type';
    if (type === 'int' && field.length && String(Math.abs(value)).length > field.length) return 'length';
    return type === 'bool' && value !== 0 && value !== 1 ? 'type' : null;
  }
  if (type === 'date') return isDate(value) ? null : 'date';
  if (type === 'datetime') return Number.isNaN(Date.parse(value)) ? 'date' : null;
  if (field.length && Array.from(value).length > field.length) return 'length';
  if (!field.domain || codeList(field.domain) === undefined) return null;
  return codeEntry(field.domain, value) === undefined ? 'domain' : null;
}

/** Names for the texts of both languages. */
const named = (layer: LayerSchema, field: Field) => ({
  layer: layer.id,
  field: field.name,
  fieldZh: field.label['zh-CN'],
  fieldEn: field.label.en,
});

/**
 * Values a person gives, against the schema: type, length, code list, required. An empty text counts as none.
 *
 * Failures: `command.unknown-field`, `command.computed-field`, `command.required`, and `command.value.type`,
 * `.length`, `.date`, `.domain` (params: layer, field, fieldZh, fieldEn, value, limit).
 */
export function checkFields(layer: LayerSchema, fields: Fields): Result<Fields> {
  const out: Record<string, FieldValue> = {};
  for (const [name, given] of Object.entries(fields)) {
    const field = layer.fields.find((candidate) => candidate.name === name);
    if (field === undefined || name === 'uid' || name === 'revision') {
      return fail('command.unknown-field', { layer: layer.id, field: name });
    }
    const value = given === '' ? null : given;
    if (value === null) {
      if (field.required && !field.computed) return fail('command.required', named(layer, field));
      out[name] = null;
      continue;
    }
    const reason = reasonAgainst(field, value);
    if (reason !== null) {
      return fail(`command.value.${reason}`, { ...named(layer, field), value, limit: field.length ?? 0 });
    }
    out[name] = value;
  }
  return ok(out);
}

/** The first field a person must fill in and has not; undefined when there is none. */
export function missingField(layer: LayerSchema, fields: Fields): Field | undefined {
  return layer.fields.find(
    // The uid is given by the store, whether or not the schema says so.
    (field) =>
      field.required &&
      !field.computed &&
      !field.system &&
      field.name !== 'uid' &&
      (fields[field.name] ?? null) === null,
  );
}

export const requiredFailure = (layer: LayerSchema, field: Field): Result<never> =>
  fail('command.required', named(layer, field));
