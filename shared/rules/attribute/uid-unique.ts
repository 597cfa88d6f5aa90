import { z } from 'zod';
import { defineGroup } from '../define-group.ts';
import { counterpartLabels, LABEL_FACT, labelFieldsOf, recordName } from '../record-label.ts';
import { textOf } from '../fact-params.ts';
import { rowPiece } from './group-piece.ts';

/**
 * 全局标识重复: records of one uid, over all layers. The first in order is the subject: the others are to be given
 * a new one.
 */
export const uidUnique = defineGroup({
  id: 'uid-unique',
  params: z.strictObject({ filter: z.strictObject({}), thresholds: z.strictObject({}) }),
  messages: ['uid'],
  fieldsOf: labelFieldsOf,
  contribute: ({ ref, fields }) =>
    ref.uid === '' ? [] : [{ group: ref.uid, row: { [LABEL_FACT]: recordName(fields) } }],
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
  sentences({ ref, fields }, pieces) {
    const name = textOf(fields, LABEL_FACT);
    return [
      {
        key: 'uid',
        params: {
          layer: { kind: 'layer', id: ref.table },
          a: name === null ? { kind: 'key', key: 'rules.unnamed' } : { kind: 'text', value: name },
          b: counterpartLabels(pieces),
        },
      },
    ];
  },
});
