import { z } from 'zod';
import { defineSelf } from '../define-self.ts';
import { subjectCode, textOf } from '../fact-params.ts';
import { filterFields, passes, sideFilter } from '../filter.ts';
import { labelFieldsOf } from '../record-label.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';

/** 城镇村属性缺失: built land of the survey that does not say whether it is town or village. */
export const settlementAttribute = defineSelf({
  id: 'settlement-attribute',
  params: z.strictObject({
    filter: z.strictObject({
      subject: sideFilter,
      /** Survey class prefix to the attribute it can only have: what a fix proposes. */
      implied: z.record(z.string(), z.string().min(1)).default({}),
    }),
    thresholds: z.strictObject({}),
  }),
  messages: ['settlement-attribute'],
  fieldsOf: (schema, { filter }) => [
    'survey_class',
    ...filterFields(filter.subject),
    ...labelFieldsOf(schema),
  ],
  readsGeometry: false,
  evaluate(feature, _schema, { filter }, severity) {
    if (!passes(feature.fields, filter.subject)) return [];
    const code = textOf(feature.fields, 'survey_class') ?? '';
    const prefix = Object.keys(filter.implied).find((one) => code.startsWith(one));
    const expected = prefix === undefined ? null : (filter.implied[prefix] ?? null);
    return [wholePiece(feature, severity, { expected })];
  },
  sentences: (subject) => [
    {
      key: 'settlement-attribute',
      params: {
        ...subjectParams(subject),
        class: subjectCode(subject, 'survey_class', 'survey_class'),
      },
    },
  ],
});
