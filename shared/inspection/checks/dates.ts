import type { Field, LayerSchema } from '../../model/layer.ts';
import type { FieldValue } from '../../model/record.ts';
import { labelFieldsOf } from '../../rules/record-label.ts';
import { perSchema } from '../../rules/per-schema.ts';
import type { FindingMessage } from '../../rules/rule.ts';
import { subjectParams } from '../../rules/self-piece.ts';
import { textParam, type InspectionCheck, type InspectionContext } from '../define-check.ts';
import { shortValue } from './field-values.ts';

type Kind = 'date' | 'datetime' | 'year';

/** Years are kept as whole numbers or as texts of four figures; their fields are called so. */
const kindOf = ({ name, type }: Field): Kind | null => {
  if (type === 'date' || type === 'datetime') return type;
  return /(^|_)year$/.test(name) && (type === 'int' || type === 'text') ? 'year' : null;
};

const datedOf = perSchema((schema: LayerSchema) =>
  schema.fields.flatMap((field) => {
    const kind = kindOf(field);
    return kind === null || field.system === true ? [] : [{ name: field.name, kind }];
  }),
);

/** Whether a text is a day of the calendar, as `2026-11-22`. */
export function isDay(value: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A day, or a day with a time as ISO 8601 writes it. */
const isMoment = (value: string): boolean =>
  isDay(value) ||
  (isDay(value.slice(0, 10)) &&
    /^T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/.test(value.slice(10)) &&
    !Number.isNaN(Date.parse(value)));

/** Why a value is no day or year that a plan can have; null where it is, or is not filled in. */
export function dateFault(
  kind: Kind,
  value: FieldValue | undefined,
  { firstYear, lastYear }: InspectionContext['model']['limits'],
): 'date' | 'year' | null {
  if (value === null || value === undefined || String(value).trim() === '') return null;
  const said = String(value).trim();
  if (kind !== 'year' && !(kind === 'date' ? isDay(said) : isMoment(said))) return 'date';
  if (kind === 'year' && !/^\d{4}$/.test(said)) return 'date';
  const year = Number(said.slice(0, 4));
  return year < firstYear || year > lastYear ? 'year' : null;
}

/** 日期与年份: days of the calendar, years that a plan can have. */
export const dates: InspectionCheck = {
  kind: 'record',
  check: 'A6',
  fieldsOf: (schema) => {
    const dated = datedOf(schema).map(({ name }) => name);
    return dated.length === 0 ? [] : [...dated, ...labelFieldsOf(schema)];
  },
  visit: (record, schema, { model }) =>
    datedOf(schema).flatMap(({ name, kind }): FindingMessage[] => {
      const value = record.fields[name];
      const key = dateFault(kind, value, model.limits);
      if (key === null) return [];
      return [
        {
          key,
          params: {
            ...subjectParams(record),
            field: { kind: 'field', layer: schema.id, name },
            value: textParam(shortValue(value)),
            first: textParam(String(model.limits.firstYear)),
            last: textParam(String(model.limits.lastYear)),
          },
        },
      ];
    }),
};
