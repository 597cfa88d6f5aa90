import type { Language } from '../../../shared/i18n/languages.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import { isBool, unitText } from '../../i18n/field-text.ts';

/** A column of the attribute table. */
export interface TableField {
  readonly field: Field;
  readonly header: string;
  readonly width: number;
  readonly numeric: boolean;
}

const FIRST = ['name'];

/** Fields people read, the name first, then what is required; widths by what they hold. */
export function tableFields(schema: LayerSchema, language: Language): readonly TableField[] {
  const rank = (field: Field): number => {
    const at = FIRST.indexOf(field.name);
    return at >= 0 ? at : field.required ? FIRST.length : FIRST.length + 1;
  };
  return schema.fields
    .filter((field) => !field.system && field.type !== 'blob' && field.type !== 'json')
    .map((field, at) => ({ field, at }))
    .sort((a, b) => rank(a.field) - rank(b.field) || a.at - b.at)
    .map(({ field }) => {
      const unit = unitText(field.unit, language);
      const label = field.label[language];
      const header = unit === '' ? label : language === 'en' ? `${label} (${unit})` : `${label}（${unit}）`;
      const numeric = (field.type === 'int' || field.type === 'real') && !isBool(field);
      return { field, header, numeric, width: width(field, header) };
    });
}

/** Pixels: the head must fit, texts get room by their length. */
function width(field: Field, header: string): number {
  const head = Array.from(header).reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 12.5 : 7), 34);
  const body =
    field.domain !== undefined
      ? 150
      : field.name === 'name'
        ? 190
        : Math.min(200, 40 + (field.length ?? 12) * 7);
  return Math.round(Math.max(head, Math.min(body, 220), 84));
}
