import { z } from 'zod';
import { defineGroup } from '../define-group.ts';
import { textOf } from '../fact-params.ts';
import { hasField } from './filled.ts';
import { rowPiece } from './group-piece.ts';

const FIELD = 'identifier';

/** 标识码重复 (BSM), over all layers. An empty one is issued later and counts for nothing. */
export const bsmUnique = defineGroup({
  id: 'bsm-unique',
  params: z.strictObject({
    filter: z.strictObject({ skip: z.literal('empty') }),
    thresholds: z.strictObject({}),
  }),
  messages: ['bsm'],
  appliesTo: (schema) => hasField(schema, FIELD),
  fieldsOf: () => [FIELD],
  contribute({ fields }) {
    const value = textOf(fields, FIELD);
    return value === null ? [] : [{ group: value, row: { [FIELD]: value } }];
  },
  evaluate({ rows }, _params, severity) {
    const [first, ...others] = rows;
    if (first === undefined || others.length === 0) return [];
    return [
      {
        subject: { ref: first.ref, fields: first.fields },
        counterpartLayer: null,
        pieces: others.map((row) => rowPiece(row, severity)),
      },
    ];
  },
  sentences: ({ fields }, pieces) => [
    {
      key: 'bsm',
      params: {
        value: { kind: 'text', value: textOf(fields, FIELD) ?? '' },
        n: { kind: 'count', value: pieces.length + 1 },
      },
    },
  ],
});
