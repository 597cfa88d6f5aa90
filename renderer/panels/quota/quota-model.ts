import type { TablePage } from '../../../shared/bridge/query-contract.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Fields, FieldValue } from '../../../shared/model/record.ts';
import { formSections, parseField, type FieldProblem, type FormField } from '../../forms/form-model.ts';

/** Columns of the table, and fields of the form, in this order. */
export const QUOTA_FIELDS = [
  'admin_code',
  'year',
  'quota_kind',
  'value',
  'unit',
  'nature',
  'direction',
  'source',
] as const;

/** One quota as it is kept. */
export interface QuotaRow {
  readonly fid: number;
  readonly uid: string;
  readonly fields: Fields;
}

/** A place that a quota can be for. */
export interface QuotaPlace {
  readonly code: string;
  readonly name: string;
}

export const quotaRows = (page: TablePage): readonly QuotaRow[] =>
  page.rows.map(({ fid, uid, values }) => ({
    fid,
    uid,
    fields: Object.fromEntries(QUOTA_FIELDS.map((name, i) => [name, values[i] ?? null])),
  }));

/** The form's fields in the order of the columns. */
export function quotaForm(schema: LayerSchema): readonly FormField[] {
  const all = formSections(schema).flatMap(({ fields }) => fields);
  return QUOTA_FIELDS.flatMap((name) => all.filter(({ field }) => field.name === name));
}

/** What is typed into the form, field by field. */
export type QuotaDraft = Readonly<Record<string, string>>;

export const draftOf = (fields: Fields): QuotaDraft =>
  Object.fromEntries(QUOTA_FIELDS.map((name) => [name, text(fields[name] ?? null)]));

const text = (value: FieldValue): string => (value === null ? '' : String(value));

/** What a new row begins with: place, year and unit of the last one, which is what lists are filled with. */
export function newDraft(rows: readonly QuotaRow[], county: string, planYear: number | null): QuotaDraft {
  const last = rows.at(-1)?.fields ?? {};
  return {
    ...draftOf({}),
    admin_code: text(last['admin_code'] ?? (county === '' ? null : county)),
    year: text(last['year'] ?? planYear),
    unit: text(last['unit'] ?? 'ha'),
    nature: text(last['nature'] ?? 'binding'),
    direction: text(last['direction'] ?? null),
    source: text(last['source'] ?? null),
  };
}

export interface JudgedDraft {
  readonly values: Fields;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/** The last year anybody plans for, and the first that is of interest. */
const YEARS = [1990, 2100] as const;

/** Values of a draft, with what is wrong with each; a row for a place, year and kind that has one is refused. */
export function judgeDraft(
  form: readonly FormField[],
  draft: QuotaDraft,
  others: readonly QuotaRow[],
): JudgedDraft {
  const values: Record<string, FieldValue> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const item of form) {
    const { name } = item.field;
    const parsed = parseField(item, draft[name] ?? '');
    if ('problem' in parsed) problems[name] = parsed.problem;
    else values[name] = parsed.value;
  }
  const { year, value, admin_code: place } = values;
  if (typeof year === 'number' && (year < YEARS[0] || year > YEARS[1])) {
    problems['year'] = { key: 'ui.quota.year', params: { least: YEARS[0], most: YEARS[1] } };
  }
  if (typeof value === 'number' && value < 0) problems['value'] = { key: 'ui.field.negative' };
  if (typeof place === 'string' && !/^(\d{6}|\d{9}|\d{12})$/.test(place)) {
    problems['admin_code'] = { key: 'ui.quota.code' };
  }
  const key = (fields: Fields): string =>
    ['admin_code', 'year', 'quota_kind', 'direction'].map((name) => fields[name]).join(' ');
  const taken = others.some(({ fields }) => key(fields) === key(values));
  if (taken && problems['quota_kind'] === undefined) problems['quota_kind'] = { key: 'ui.quota.taken' };
  return { values, problems };
}

/** What of the values differs from the kept row. */
export const changedFields = (kept: Fields, values: Fields): Fields =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => (kept[name] ?? null) !== value));
