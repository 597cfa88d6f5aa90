import type { Language } from '../../shared/i18n/languages.ts';
import { text } from '../../shared/i18n/text.ts';
import { codeEntry } from '../../shared/model/code-list.ts';
import type { Field, LayerSchema } from '../../shared/model/layer.ts';
import type { FieldValue } from '../../shared/model/record.ts';

export const fieldOf = (schema: LayerSchema | undefined, name: string): Field | undefined =>
  schema?.fields.find((field) => field.name === name);

/** A field's label; its name where the layer does not know it. */
export const fieldLabel = (schema: LayerSchema | undefined, name: string, language: Language): string =>
  fieldOf(schema, name)?.label[language] ?? name;

/** Unit of a field's values in words; units without a word of their own stand as they are. */
export function unitText(unit: string | undefined, language: Language): string {
  if (unit === undefined) return '';
  const key = `unit.${unit}`;
  const said = text(language, key);
  return said === key ? unit : said;
}

/** True and false are kept as 1 and 0. */
export const isBool = (field: Pick<Field, 'type'>): boolean => (field.type as string) === 'bool';

/** A value as it is read: codes by their label, decimals by the field's precision; empty for null. */
export function valueText(
  schema: LayerSchema | undefined,
  name: string,
  value: FieldValue,
  language: Language,
): string {
  if (value === null) return '—';
  const field = fieldOf(schema, name);
  if (field === undefined) return String(value);
  if (isBool(field)) return text(language, value === 1 ? 'ui.yes' : 'ui.no');
  if (field.domain !== undefined)
    return codeEntry(field.domain, String(value))?.label[language] ?? String(value);
  if (typeof value === 'number' && field.type === 'real') return value.toFixed(field.precision ?? 2);
  return String(value);
}
