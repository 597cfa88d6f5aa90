import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conditionSql, valueSql } from '../../../electron/store/filter/expression-sql.ts';
import { openDatabase, type Db } from '../../../electron/store/sqlite.ts';
import { checkCondition, checkValue } from '../../../shared/expression/check.ts';
import { evaluate, holds } from '../../../shared/expression/evaluate.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import { must } from '../../../shared/result.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { testLayer } from './test-layer.ts';

const TODAY = '2026-11-28';
const layer: LayerSchema = testLayer;
const COLUMNS = ['name', 'note', 'land_class', 'area_m2', 'floors', 'since', 'built'] as const;

let db: Db;
beforeAll(() => {
  db = openDatabase(':memory:', { readOnly: false, create: true });
  db.exec(
    `CREATE TABLE t (name TEXT(50), note TEXT(255), land_class TEXT(12), area_m2 DOUBLE, floors MEDIUMINT, since TEXT, built BOOLEAN)`,
  );
});
afterAll(() => db.close());

const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { freq: 5 });
const word = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'A%b',
    'x_y',
    '工业',
    '二类工业用地',
    '100102',
    "o'k",
    'Ａ',
    '𠮷野',
    'é',
    'É',
    '12.50',
    '\\',
  ),
  fc.string({
    maxLength: 6,
    unit: fc.constantFrom('a', 'B', '%', '_', '\\', '工', '𠮷', ' ', '1', '.', '-', "'"),
  }),
);
const figure = fc.oneof(
  fc.constantFrom(0, -0.5, 0.5, 1.5, 2.5, 1.005, 2 / 3, 1e-7, 123456.785, -3),
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
);
const row = fc.tuple(
  orNull(word),
  orNull(word),
  orNull(fc.constantFrom('100102', '100101', '1001', '0101', '07')),
  orNull(figure),
  orNull(fc.integer({ min: -5, max: 40 })),
  orNull(fc.constantFrom('2026-11-28', '2021-06-03', '1999-12-31')),
  orNull(fc.constantFrom(0, 1)),
);

const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const plain = (value: number): string =>
  value < 0 ? `(-${plain(-value)})` : value.toString().replace('e+', 'e');

/** Sources of values and conditions, by grammar. */
const { text, number, condition } = fc.letrec<{ text: string; number: string; condition: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('name', 'note', '[land_class]', 'since', '备注'),
    word.map(quote),
    fc.constant('today()'),
    tie('text').map((a) => `upper(${a})`),
    tie('text').map((a) => `小写(${a})`),
    fc.tuple(tie('text'), tie('number'), tie('number')).map(([a, b, c]) => `substr(${a}, ${b}, ${c})`),
    fc.tuple(tie('text'), tie('number')).map(([a, b]) => `concat(${a}, ${b}, '-')`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `coalesce(${a}, ${b})`),
    fc.tuple(tie('condition'), tie('text'), tie('text')).map(([a, b, c]) => `如果(${a}，${b}，${c})`),
  ),
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('area_m2', '层数', 'area_mu()', 'area_ha()', 'built', '5公顷', '3.5亩'),
    figure.map(plain),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('number').map((a) => `-${a}`),
    tie('number').map((a) => `abs(${a})`),
    fc.tuple(tie('number'), fc.integer({ min: 0, max: 4 })).map(([a, b]) => `round(${a}, ${b})`),
    tie('text').map((a) => `length(${a})`),
    tie('text').map((a) => `number(${a})`),
    fc.tuple(tie('condition'), tie('number'), tie('number')).map(([a, b, c]) => `if(${a}, ${b}, ${c})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(tie('number'), fc.constantFrom('=', '<>', '<', '≤', '>', '>='), tie('number'))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    // A literal alone could not say what is asked about.
    fc
      .tuple(
        fc.constantFrom('name', 'note', 'upper(name)'),
        fc.constantFrom('=', '<>', '<', '>='),
        tie('text'),
      )
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc
      .tuple(
        fc.constantFrom('name', 'note', 'land_class', 'area_m2'),
        fc.constantFrom('包含', '开头是', '结尾是', '不 包含', 'like', 'not like'),
        word.filter((one) => one !== ''),
      )
      .map(([a, op, b]) => `${a} ${op} ${quote(b)}`),
    fc.array(word, { minLength: 1, maxLength: 4 }).map((list) => `note in (${list.map(quote).join(', ')})`),
    fc
      .array(figure, { minLength: 1, maxLength: 4 })
      .map((list) => `层数 not in (${list.map((one) => plain(Math.abs(one))).join(', ')})`),
    fc.constantFrom("land_class = '二类工业用地'", 'land_class <> 工业用地', 'land_class 包含 工业', 'built'),
    fc.tuple(tie('number'), tie('number'), tie('number')).map(([a, b, c]) => `${a} between ${b} and ${c}`),
    tie('text').map((a) => `${a} is null`),
    tie('number').map((a) => `${a} 不为空`),
    tie('condition').map((a) => `非 (${a})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} 且 ${b})`),
    fc.tuple(tie('condition'), tie('condition')).map(([a, b]) => `(${a} or ${b})`),
  ),
}));

/** One row through SQL, in place of the last. */
function throughSql(sql: string, values: readonly FieldValue[], given: readonly FieldValue[]): unknown {
  db.exec('DELETE FROM t');
  db.prepare(`INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?)`).run(...given);
  return db
    .prepare(`SELECT ${sql} FROM t`)
    .pluck()
    .get(...values);
}
const rowOf = (given: readonly FieldValue[]) => ({
  today: TODAY,
  get: (field: string) => given[COLUMNS.indexOf(field as (typeof COLUMNS)[number])] ?? null,
});

describe('SQL and the evaluator', () => {
  test('agree on conditions', () => {
    fc.assert(
      fc.property(condition, row, (source, given) => {
        const { tree } = must(checkCondition(layer, source));
        const { sql, values } = conditionSql(tree, TODAY);
        const said = throughSql(sql, values, given);
        expect(said === null ? null : said === 1).toBe(holds(tree, rowOf(given)));
      }),
      { numRuns: 3000 },
    );
  });

  test('agree on values', () => {
    fc.assert(
      fc.property(fc.oneof(text, number), row, (source, given) => {
        const { tree } = must(checkValue(layer, source));
        const { sql, values } = valueSql(tree, TODAY);
        const [a, b] = [throughSql(sql, values, given), evaluate(tree, rowOf(given))];
        if (a === 0 && b === 0) return;
        expect(a).toEqual(b);
      }),
      { numRuns: 3000 },
    );
  });
});
