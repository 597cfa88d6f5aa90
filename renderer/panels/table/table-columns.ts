import type { AreaUnit } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import { isBool, unitText } from '../../i18n/field-text.ts';

/** A column of the attribute table. */
export interface TableField {
  /** The field's name; for an area shown in a further unit with that unit after a colon. */
  readonly id: string;
  readonly field: Field;
  readonly header: string;
  readonly width: number;
  readonly numeric: boolean;
  /** Unit in which an area in square metres is shown. */
  readonly unit: AreaUnit | null;
}

/** Fields that every layer has come last, save the area. */
const COMMON = ['identifier', 'element_code', 'admin_code', 'admin_name', 'remark'];
const MARKS = ['classification_mark', 'class_edition'];
const AREA_UNITS: readonly AreaUnit[] = ['ha', 'mu', 'm2'];

function rank(field: Field): number {
  if (field.name === 'name') return 0;
  if (COMMON.includes(field.name)) return 5;
  if (field.name === 'area_m2') return 3;
  // Marks that say nothing of what the feature is.
  if (!field.required || MARKS.includes(field.domain ?? '')) return 4;
  return field.domain === undefined ? 2 : 1;
}

/** Fields people read: the name, what it is, its area in three units, the rest, then what every layer has. */
export function tableFields(schema: LayerSchema, language: Language): readonly TableField[] {
  return schema.fields
    .filter((field) => !field.system && field.type !== 'blob' && field.type !== 'json')
    .map((field, at) => ({ field, at }))
    .sort((a, b) => rank(a.field) - rank(b.field) || a.at - b.at)
    .flatMap(({ field }) =>
      field.name === 'area_m2'
        ? AREA_UNITS.map((unit) => column(field, language, unit))
        : [column(field, language, null)],
    );
}

function column(field: Field, language: Language, unit: AreaUnit | null): TableField {
  const said = unitText(unit ?? field.unit, language);
  const label = field.label[language];
  const header = said === '' ? label : language === 'en' ? `${label} (${said})` : `${label}（${said}）`;
  const numeric = (field.type === 'int' || field.type === 'real') && !isBool(field);
  const id = unit === null ? field.name : `${field.name}:${unit}`;
  return { id, field, header, numeric, unit, width: width(field, header) };
}

/** The field that a column sorts by. */
export const sortField = (column: string): string => column.split(':')[0] ?? column;

/** Pixels: the head must fit, texts get room by their length. */
function width(field: Field, header: string): number {
  const head = Array.from(header).reduce((sum, char) => sum + (char.charCodeAt(0) > 255 ? 12.5 : 7), 34);
  const body =
    field.domain !== undefined
      ? 150
      : field.name === 'name'
        ? 190
        : Math.min(150, 40 + (field.length ?? 8) * 7);
  return Math.round(Math.max(head, Math.min(body, 220), 84));
}
