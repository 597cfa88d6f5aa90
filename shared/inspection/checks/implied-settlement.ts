import { labelFieldsOf } from '../../rules/record-label.ts';
import { textOf } from '../../rules/fact-params.ts';
import { subjectParams } from '../../rules/self-piece.ts';
import { textParam, type InspectionCheck } from '../define-check.ts';

const CLASS = 'survey_class';
const ATTRIBUTE = 'settlement_attribute';

/** 城镇村属性逻辑: an attribute that the survey class rules out. One that is missing is a rule's matter. */
export const impliedSettlement: InspectionCheck = {
  kind: 'record',
  check: 'A7',
  fieldsOf: (schema) => {
    const names = new Set(schema.fields.map(({ name }) => name));
    return names.has(CLASS) && names.has(ATTRIBUTE) ? [CLASS, ATTRIBUTE, ...labelFieldsOf(schema)] : [];
  },
  visit(record, _schema, { model }) {
    const code = textOf(record.fields, CLASS);
    const attribute = textOf(record.fields, ATTRIBUTE);
    if (code === null || attribute === null) return [];
    const { values } = model.impliedSettlement;
    const prefix = Object.keys(values).find((one) => code.startsWith(one));
    const expected = prefix === undefined ? undefined : values[prefix];
    if (expected === undefined || attribute.startsWith(expected)) return [];
    return [
      {
        key: 'settlement',
        params: {
          ...subjectParams(record),
          class: { kind: 'codes', domain: CLASS, values: [code] },
          value: textParam(attribute),
          expected: textParam(expected),
        },
      },
    ];
  },
};
