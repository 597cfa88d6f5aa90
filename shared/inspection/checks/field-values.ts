import type { Field } from '../../model/layer.ts';
import type { FieldValue } from '../../model/record.ts';
import { labelFieldsOf } from '../../rules/record-label.ts';
import type { FindingMessage } from '../../rules/rule.ts';
import { subjectParams } from '../../rules/self-piece.ts';
import { textParam, type InspectionCheck } from '../define-check.ts';

/** Characters as people count them. */
const lengthOf = (value: string): number => Array.from(value).length;

/** What of a value does not go into its field; null where it does. */
export function valueFault(field: Field, value: FieldValue | undefined): 'value-long' | 'value-type' | null {
  if (value === null || value === undefined) return null;
  const type: string = field.type;
  switch (type) {
    case 'int':
    case 'bool':
      return typeof value === 'number' && Number.isInteger(value) ? null : 'value-type';
    case 'real':
      return typeof value === 'number' ? null : 'value-type';
    case 'text':
    case 'code':
      if (typeof value !== 'string') return 'value-type';
      return field.length !== undefined && field.length > 0 && lengthOf(value) > field.length
        ? 'value-long'
        : null;
    default:
      return null;
  }
}

/** A value in a sentence: the beginning of one that is long. */
export const shortValue = (value: FieldValue | undefined): string => {
  const said = String(value ?? '');
  return lengthOf(said) > SHOWN ? `${Array.from(said).slice(0, SHOWN).join('')}…` : said;
};
const SHOWN = 40;

/** 字段结构, as the values have it: texts longer than their field, texts where figures stand. */
export const fieldValues: InspectionCheck = {
  kind: 'record',
  check: 'A2',
  fieldsOf: (schema) => [...schema.fields.map(({ name }) => name), ...labelFieldsOf(schema)],
  visit: (record, schema) =>
    schema.fields.flatMap((field): FindingMessage[] => {
      if (field.system === true) return [];
      const value = record.fields[field.name];
      const key = valueFault(field, value);
      if (key === null) return [];
      return [
        {
          key,
          params: {
            ...subjectParams(record),
            field: { kind: 'field', layer: schema.id, name: field.name },
            value: textParam(shortValue(value)),
            length: textParam(String(field.length ?? '—')),
          },
        },
      ];
    }),
};
