import { codeEntry, codeList } from '../../shared/model/code-list.ts';
import type { Field, LayerSchema } from '../../shared/model/layer.ts';
import type { FieldValue } from '../../shared/model/record.ts';

export type Control = 'text' | 'long-text' | 'number' | 'date' | 'code' | 'bool';

/** A field as the form shows it. */
export interface FormField {
  readonly field: Field;
  readonly control: Control;
  readonly readOnly: boolean;
}
export interface FormSection {
  readonly id: 'main' | 'computed';
  readonly fields: readonly FormField[];
}

/** Fields that every layer has: they come after those of the layer itself. */
const COMMON = new Set(['element_code', 'admin_code', 'admin_name', 'remark']);

/** Texts longer than this get a box of several lines. */
const LONG = 200;

function control(field: Field): Control {
  if (field.domain !== undefined && codeList(field.domain) !== undefined) return 'code';
  if ((field.type as string) === 'bool') return 'bool';
  if (field.type === 'int' || field.type === 'real') return 'number';
  if (field.type === 'date') return 'date';
  return (field.length ?? 0) >= LONG ? 'long-text' : 'text';
}

/** The form of a layer: what people fill in (required first), then what the product fills. */
export function formSections(schema: LayerSchema): readonly FormSection[] {
  const shown = schema.fields
    .filter((field) => !field.system && field.type !== 'blob' && field.type !== 'json')
    .map((field) => ({
      field,
      control: control(field),
      readOnly: schema.readOnly || field.computed !== undefined,
    }));
  const main = shown.filter(({ field }) => field.computed === undefined);
  const own = main.filter(({ field }) => !COMMON.has(field.name));
  const common = main.filter(({ field }) => COMMON.has(field.name));
  const required = own.filter(({ field }) => field.required);
  const optional = own.filter(({ field }) => !field.required);
  return [
    { id: 'main', fields: [...required, ...optional, ...common] },
    { id: 'computed', fields: shown.filter(({ field }) => field.computed !== undefined) },
  ];
}

/** Why a text cannot be the value of a field: a text key and its parameters. */
export interface FieldProblem {
  readonly key: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export type Parsed = { readonly value: FieldValue } | { readonly problem: FieldProblem };

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A real calendar date `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Dates as offices write them (2021/6/3, 2021.6.3, 20210603) in the stored form; other texts unchanged. */
export function tidyDate(text: string): string {
  const parts = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))$/.exec(text.trim());
  if (!parts) return text.trim();
  const [, year, month, day, month2, day2] = parts;
  return `${year}-${(month ?? month2 ?? '').padStart(2, '0')}-${(day ?? day2 ?? '').padStart(2, '0')}`;
}

/** The value that a text means in a field, or what is expected instead. An empty text is no value. */
export function parseField({ field, control: kind }: FormField, raw: string): Parsed {
  const text = raw.trim();
  if (text === '') return field.required ? { problem: { key: 'ui.field.required' } } : { value: null };
  if (kind === 'number') return parseNumber(field, text);
  if (kind === 'date') {
    const date = tidyDate(text);
    return isDate(date) ? { value: date } : { problem: { key: 'ui.field.date' } };
  }
  if (kind === 'bool') return { value: text === '1' ? 1 : 0 };
  if (kind === 'code' && codeEntry(field.domain ?? '', text) === undefined) {
    return { problem: { key: 'ui.field.code' } };
  }
  const pattern = field.standardName === undefined ? undefined : PATTERNS[field.standardName];
  if (pattern !== undefined && !pattern.test(text)) {
    return { problem: { key: `forms.pattern.${field.standardName}` } };
  }
  const { length } = Array.from(text);
  if (field.length !== undefined && length > field.length) {
    return { problem: { key: 'ui.field.length', params: { max: field.length, n: length } } };
  }
  return { value: text };
}

/** Least and most by unit, and for shares that have none by field. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  '%': [0, 100],
  degree: [0, 360],
  ridge_coefficient: [0, 1],
};

/** How the codes of the standard databases are written: digits only, by their standard name. */
const PATTERNS: Readonly<Record<string, RegExp>> = {
  BSM: /^\d{18}$/,
  YSDM: /^\d{8}(\d{2})?$/,
  XZQDM: /^(\d{6}|\d{9}|\d{12})$/,
};

/** Text keys that say how a computed field is made, by the words of the schema. */
const COMPUTED: Readonly<Record<string, string>> = {
  'ellipsoid_area(geometry), written with every geometry change': 'forms.computed.area',
  'geodesic_length(geometry)': 'forms.computed.length',
  'area_m2 * ridge_coefficient': 'forms.computed.ridge',
  'area_m2 - deducted_area_m2': 'forms.computed.net',
  'name of land_class in the class edition': 'forms.computed.class-name',
  'name of zone_code': 'forms.computed.zone-name',
  'township of the largest share when empty': 'forms.computed.township',
  '6-digit county code + 0000 + 8-digit number, on export': 'forms.computed.identifier',
};

/** The text key that says how a field is filled by the product; undefined for fields people fill. */
export const computedText = (field: Field): string | undefined =>
  field.computed === undefined ? undefined : COMPUTED[field.computed];

function parseNumber(field: Field, text: string): Parsed {
  const plain = text.replaceAll(',', '').replaceAll('，', '');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain)) return { problem: { key: 'ui.field.number' } };
  const value = Number(plain);
  if (field.type === 'int' && !Number.isSafeInteger(value)) return { problem: { key: 'ui.field.integer' } };
  if (field.type === 'int' && field.length !== undefined && String(Math.abs(value)).length > field.length) {
    return { problem: { key: 'forms.digits', params: { max: field.length } } };
  }
  if ((field.unit === 'ha' || field.unit === 'm2' || field.unit === 'm') && value < 0) {
    return { problem: { key: 'ui.field.negative' } };
  }
  const range = LIMITS[field.name] ?? (field.unit === undefined ? undefined : LIMITS[field.unit]);
  if (range !== undefined && (value < range[0] || value > range[1])) {
    return { problem: { key: 'forms.range', params: { min: range[0], max: range[1] } } };
  }
  return { value };
}

/** The text under which a value is edited. */
export const editText = (value: FieldValue): string => (value === null ? '' : String(value));
