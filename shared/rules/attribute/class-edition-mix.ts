import { z } from 'zod';
import type { GroupRow } from '../bound-rule.ts';
import { defineGroup } from '../define-group.ts';
import { textOf } from '../fact-params.ts';
import { hasField } from './filled.ts';
import { rowPiece } from './group-piece.ts';
import { perSchema } from '../per-schema.ts';

/** Where a layer keeps its classes of planned use. */
const CLASS_FIELDS = ['land_class', 'base_class'] as const;
const classFieldsOf = perSchema((schema): readonly string[] =>
  CLASS_FIELDS.filter((name) => hasField(schema, name)),
);

const codes = z.array(z.string().min(1)).min(1);

const codesIn = (rows: readonly GroupRow[]): string =>
  [...new Set(rows.map(({ fields }) => textOf(fields, 'code') ?? ''))].sort().join(' ');

/**
 * 分类版本混用: a layer in which codes stand that only the one edition has beside codes that only the other has.
 * One finding a layer; its pieces are the records of the edition that is rarer there.
 */
export const classEditionMix = defineGroup({
  id: 'class-edition-mix',
  params: z.strictObject({
    filter: z.strictObject({ only_2020: codes, only_2023: codes }),
    thresholds: z.strictObject({}),
  }),
  messages: ['edition-mix'],
  appliesTo: (schema) => classFieldsOf(schema).length > 0,
  fieldsOf: classFieldsOf,
  contribute({ ref, fields }, schema, { filter }) {
    return classFieldsOf(schema).flatMap((name) => {
      const code = textOf(fields, name);
      if (code === null) return [];
      const edition = filter.only_2020.includes(code) ? 2020 : filter.only_2023.includes(code) ? 2023 : null;
      return edition === null ? [] : [{ group: ref.table, row: { code, edition } }];
    });
  },
  evaluate({ key, rows }, _params, severity) {
    const of = (edition: number): GroupRow[] => rows.filter(({ fields }) => fields['edition'] === edition);
    const older = of(2020);
    const newer = of(2023);
    if (older.length === 0 || newer.length === 0) return [];
    const [few, many] = older.length <= newer.length ? [older, newer] : [newer, older];
    return [
      {
        subject: {
          ref: { table: key, uid: '' },
          fields: { codes: [codesIn(few), codesIn(many)].join(' ') },
        },
        counterpartLayer: null,
        pieces: few.map((row) => rowPiece(row, severity)),
      },
    ];
  },
  sentences: ({ ref, fields }) => [
    {
      key: 'edition-mix',
      params: {
        layer: { kind: 'layer', id: ref.table },
        // Codes as they are: the point is that they have no one name.
        codes: { kind: 'codes', domain: 'record', values: (textOf(fields, 'codes') ?? '').split(' ') },
      },
    },
  ],
});
