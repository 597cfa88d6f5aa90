import type { LayerSchema } from '../../model/layer.ts';
import { labelFieldsOf } from '../../rules/record-label.ts';
import { perSchema } from '../../rules/per-schema.ts';
import type { FindingMessage } from '../../rules/rule.ts';
import { subjectParams } from '../../rules/self-piece.ts';
import type { InspectionCheck } from '../define-check.ts';

const textsOf = perSchema((schema: LayerSchema) =>
  schema.fields.filter(({ type, system }) => (type === 'text' || type === 'code') && system !== true),
);

/** 空格: values that are blank, or begin or end with a space, full width ones too. What is empty is another rule's. */
export const blanks: InspectionCheck = {
  kind: 'record',
  check: 'A3',
  fieldsOf: (schema) => [...textsOf(schema).map(({ name }) => name), ...labelFieldsOf(schema)],
  visit: (record, schema) =>
    textsOf(schema).flatMap(({ name, required }): FindingMessage[] => {
      const value = record.fields[name];
      if (typeof value !== 'string' || value === '' || value.trim() === value) return [];
      // A required value of spaces alone counts as not filled in, which the rule on required values says.
      if (value.trim() === '' && required) return [];
      return [
        {
          key: value.trim() === '' ? 'blank' : 'blank-edge',
          params: {
            ...subjectParams(record),
            field: { kind: 'field', layer: schema.id, name },
          },
        },
      ];
    }),
};
