import type { AreaUnit } from '../../../shared/i18n/format.ts';
import type { RowSort } from '../../../shared/bridge/rows-schemas.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Field, LayerSchema } from '../../../shared/model/layer.ts';
import type { ColumnLayout } from '../../state/table-layout.ts';
import { isBool, unitText } from '../../i18n/field-text.ts';

/** A column of the attribute table. */
export interface TableField {
  /** The field's name; for an area shown in a further unit with that unit after a colon. */
  readonly id: string;
  readonly field: Field;
  readonly header: string;
  /** The head of a copied column, with the unit of the stored value. */
  readonly copyHeader: string;
  readonly width: number;
  readonly numeric: boolean;
  /** Unit in which an area in square metres is shown. */
  readonly unit: AreaUnit | null;
}

/** Fields that every layer has come last, save the area. */
const COMMON = ['element_code', 'admin_code', 'remark'];
/** Numbers by which people know a feature. */
const NUMBERS = ['identifier', 'code', 'project_code', 'parcel_number', 'zone_number', 'patch_number'];
const MARKS = ['classification_mark', 'class_edition'];
const AREA_UNITS: readonly AreaUnit[] = ['ha', 'mu', 'm2'];

function rank(field: Field): number {
  if (field.name === 'name') return 0;
  if (NUMBERS.includes(field.name) && field.computed === undefined) return 0.5;
  if (field.name === 'identifier') return 5;
  // Where it lies is asked of nearly everything.
  if (field.name === 'admin_name') return 1.5;
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
        ? AREA_UNITS.map((unit) => columnOf(field, language, unit))
        : [columnOf(field, language, null)],
    );
}

function columnOf(field: Field, language: Language, unit: AreaUnit | null): TableField {
  const label = field.label[language];
  const withUnit = (said: string): string =>
    said === '' ? label : language === 'en' ? `${label} (${said})` : `${label}（${said}）`;
  const header = withUnit(unitText(unit ?? field.unit, language));
  const copyHeader = withUnit(unitText(field.unit, language));
  const numeric = (field.type === 'int' || field.type === 'real') && !isBool(field);
  const id = unit === null ? field.name : `${field.name}:${unit}`;
  return { id, field, header, copyHeader, numeric, unit, width: width(field, header) };
}

const CLASSES = ['land_use_class', 'planning_zone', 'survey_class'];

/** The field that says what the features are, by which figures are grouped; null where there is none. */
export function groupField(schema: LayerSchema): Field | null {
  const coded = schema.fields.filter(({ domain }) => domain !== undefined && !MARKS.includes(domain));
  return (
    coded.find(({ domain, required }) => required && CLASSES.includes(domain ?? '')) ??
    coded.find(({ required }) => required) ??
    null
  );
}

/** Columns in the order and of those a person has chosen. */
export function arranged(
  fields: readonly TableField[],
  { order, hidden, widths }: Pick<ColumnLayout, 'order' | 'hidden' | 'widths'>,
): readonly TableField[] {
  const place = new Map(order.map((id, i) => [id, i]));
  return fields
    .map((field, i) => ({ field, at: place.get(field.id) ?? order.length + i }))
    .sort((a, b) => a.at - b.at)
    .map(({ field }) => ({ ...field, width: widths[field.id] ?? field.width }))
    .filter(({ id }) => !hidden.includes(id));
}

/** The order once a column has been put before another. */
export function moved(fields: readonly TableField[], id: string, before: string): readonly string[] {
  const ids = fields.map((field) => field.id).filter((one) => one !== id);
  const at = ids.indexOf(before);
  return at < 0 ? [...ids, id] : [...ids.slice(0, at), id, ...ids.slice(at)];
}

/**
 * What a click on a head makes of the sort: ascending, descending, none; with `add` the others stay and it comes after
 * them.
 */
export function nextSort(sort: RowSort, column: string, add: boolean): RowSort {
  const now = sort.find(({ field }) => field === column);
  const others = add ? sort.filter(({ field }) => field !== column) : [];
  if (now === undefined) return [...others, { field: column, descending: false }];
  if (now.descending) return others;
  const next = { field: column, descending: true };
  return add ? sort.map((one) => (one === now ? next : one)) : [next];
}

/** Columns as they are copied: an area once, in square metres, as it is kept. */
export function copyColumns(columns: readonly TableField[]): readonly { field: string; header: string }[] {
  return columns.flatMap((column, i) =>
    columns.findIndex(({ field }) => field.name === column.field.name) === i
      ? [{ field: column.field.name, header: column.copyHeader }]
      : [],
  );
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
