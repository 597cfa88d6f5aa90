import { z } from 'zod';
import type { Field } from '../../model/layer.ts';
import { defineSelf } from '../define-self.ts';
import { labelFieldsOf } from '../record-label.ts';
import type { FindingMessage } from '../rule.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { isFilled } from './filled.ts';
import { perSchema } from '../per-schema.ts';

/** What the store keeps for itself is never empty and never filled in by hand. */
const isAsked = ({ name, required, system }: Field): boolean => required && system !== true && name !== 'uid';

const askedOf = perSchema((schema) => schema.fields.filter(isAsked).map(({ name }) => name));

/** 必填项为空: one finding a record, a sentence for each field it lacks. */
export const requiredField = defineSelf({
  id: 'required-field',
  params: z.strictObject({
    filter: z.strictObject({ schema: z.literal('required') }),
    thresholds: z.strictObject({}),
  }),
  messages: ['required'],
  appliesTo: (schema) => askedOf(schema).length > 0,
  fieldsOf: (schema) => [...askedOf(schema), ...labelFieldsOf(schema)],
  readsGeometry: false,
  evaluate(feature, schema, _params, severity) {
    const missing = askedOf(schema).filter((name) => !isFilled(feature.fields[name]));
    if (missing.length === 0) return [];
    return [wholePiece(feature, severity, Object.fromEntries(missing.map((name) => [name, null])))];
  },
  sentences(subject, pieces) {
    const sentence = (name: string): FindingMessage => ({
      key: 'required',
      params: { ...subjectParams(subject), field: { kind: 'field', layer: subject.ref.table, name } },
    });
    const [first = '', ...rest] = Object.keys(pieces[0]!.facts);
    return [sentence(first), ...rest.map(sentence)];
  },
});
