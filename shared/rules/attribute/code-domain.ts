import { z } from 'zod';
import { codeEntry, codeList } from '../../model/code-list.ts';
import type { Field } from '../../model/layer.ts';
import type { FieldValue } from '../../model/record.ts';
import { defineSelf } from '../define-self.ts';
import { labelFieldsOf } from '../record-label.ts';
import type { FindingMessage } from '../rule.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { CLASS_DOMAIN, isOfOtherEdition } from './class-editions.ts';
import { isFilled } from './filled.ts';
import { perSchema } from '../per-schema.ts';

/** A field whose values a table of the product lists. A domain without a table is not checked. */
const isCoded = ({ domain }: Field): boolean => domain !== undefined && codeList(domain) !== undefined;

const codedOf = perSchema((schema) => schema.fields.filter(isCoded));

/** Whether a value is outside the table of its field; nothing filled in is another rule's. */
function isForeign({ domain = '' }: Field, value: FieldValue | undefined): boolean {
  if (!isFilled(value)) return false;
  const code = String(value);
  if (codeEntry(domain, code) !== undefined) return false;
  return !(domain === CLASS_DOMAIN && isOfOtherEdition(code));
}

/** 代码不在代码表: one finding a record, a sentence for each such field. */
export const codeDomain = defineSelf({
  id: 'code-domain',
  params: z.strictObject({
    filter: z.strictObject({
      schema: z.literal('domain'),
      skip: z.literal('codes of the other class edition').optional(),
    }),
    thresholds: z.strictObject({}),
  }),
  messages: ['domain'],
  appliesTo: (schema) => codedOf(schema).length > 0,
  fieldsOf: (schema) => [...codedOf(schema).map(({ name }) => name), ...labelFieldsOf(schema)],
  readsGeometry: false,
  evaluate(feature, schema, _params, severity) {
    const foreign = codedOf(schema).filter((field) => isForeign(field, feature.fields[field.name]));
    if (foreign.length === 0) return [];
    const facts = Object.fromEntries(foreign.map(({ name }) => [name, feature.fields[name] ?? null]));
    return [wholePiece(feature, severity, facts)];
  },
  sentences(subject, pieces) {
    const { facts } = pieces[0]!;
    const sentence = (name: string): FindingMessage => ({
      key: 'domain',
      params: {
        ...subjectParams(subject),
        field: { kind: 'field', layer: subject.ref.table, name },
        value: { kind: 'text', value: String(facts[name] ?? '') },
      },
    });
    const [first = '', ...rest] = Object.keys(facts);
    return [sentence(first), ...rest.map(sentence)];
  },
});
