import { z } from 'zod';
import { codeEntry } from '../../model/code-list.ts';
import type { Fields } from '../../model/record.ts';
import { defineSelf } from '../define-self.ts';
import { textOf } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { subjectParams, wholePiece } from '../self-piece.ts';
import { CLASS_DOMAIN, isReadDifferently } from './class-editions.ts';
import { hasField } from './filled.ts';
import { perSchema } from '../per-schema.ts';

interface Pair {
  readonly code: string;
  readonly name: string;
  readonly domain: string;
}

/** The coded fields of a layer that carry the name of their code beside it: land_class, land_class_name. */
const pairsOf = perSchema((schema): readonly Pair[] =>
  schema.fields.flatMap(({ name: code, domain }) => {
    const name = `${code.replace(/_code$/, '')}_name`;
    return domain !== undefined && hasField(schema, name) ? [{ code, name, domain }] : [];
  }),
);

const EDITION = 'class_edition';
/** The edition of the table of planned classes. */
const TABLE_EDITION = '2023';

/** The name the table gives a code; null where the table does not know it, or knows it in another edition's sense. */
function nameInTable(fields: Fields, { code, domain }: Pair): string | null {
  const value = textOf(fields, code);
  if (value === null) return null;
  const edition = textOf(fields, EDITION);
  const otherSense =
    domain === CLASS_DOMAIN && edition !== null && edition !== TABLE_EDITION && isReadDifferently(value);
  return otherSense ? null : (codeEntry(domain, value)?.label['zh-CN'] ?? null);
}

/** 名称与代码不符. Names are kept as the standards write them, in Chinese. */
export const nameCode = defineSelf({
  id: 'name-code',
  params: z.strictObject({
    filter: z.strictObject({ skip: z.literal('codes not in the table').optional() }),
    thresholds: z.strictObject({}),
  }),
  messages: ['name-code'],
  appliesTo: (schema) => pairsOf(schema).length > 0,
  fieldsOf: (schema) => [
    ...pairsOf(schema).flatMap(({ code, name }) => [code, name]),
    ...(hasField(schema, EDITION) ? [EDITION] : []),
    ...labelFieldsOf(schema),
  ],
  readsGeometry: false,
  evaluate(feature, schema, _params, severity) {
    for (const pair of pairsOf(schema)) {
      const value = textOf(feature.fields, pair.name);
      const name = nameInTable(feature.fields, pair);
      if (value === null || name === null || value === name) continue;
      return [wholePiece(feature, severity, { code: textOf(feature.fields, pair.code), name, value })];
    }
    return [];
  },
  sentences(subject, pieces) {
    const { code, name, value } = pieces[0]!.facts;
    return [
      {
        key: 'name-code',
        params: {
          ...subjectParams(subject),
          code: { kind: 'text', value: String(code) },
          name: { kind: 'text', value: String(name) },
          value: { kind: 'text', value: String(value) },
        },
      },
    ];
  },
});
