import type { Condition, Value } from '../../../shared/expression/ast.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { quoteName } from '../sqlite.ts';

/** A condition for WHERE with its parameters. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly FieldValue[];
}

/** A checked condition as SQL. Names come from the schema and are quoted, all else is a parameter. */
export function conditionSql(condition: Condition, today: string): SqlCondition {
  const values: FieldValue[] = [];
  const sql = writeCondition(condition, { values, today });
  return { sql, values };
}

/** A checked value as SQL. */
export function valueSql(value: Value, today: string): SqlCondition {
  const values: FieldValue[] = [];
  return { sql: writeValue(value, { values, today }), values };
}

interface Making {
  readonly values: FieldValue[];
  readonly today: string;
}

const param = (making: Making, value: FieldValue): string => {
  making.values.push(value);
  return '?';
};

const literally = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

function writeCondition(condition: Condition, making: Making): string {
  switch (condition.kind) {
    case 'always':
      return condition.value ? '1' : '0';
    case 'compare':
      return `(${writeValue(condition.left, making)} ${condition.op} ${writeValue(condition.right, making)})`;
    case 'in': {
      const left = writeValue(condition.left, making);
      return `(${left} IN (${condition.list.map((one) => param(making, one)).join(', ')}))`;
    }
    case 'test': {
      const left = writeValue(condition.left, making);
      const { test, pattern } = condition;
      if (test === 'like') return `(${left} LIKE ${param(making, pattern)})`;
      const before = test === 'starts' ? '' : '%';
      const after = test === 'ends' ? '' : '%';
      return `(${left} LIKE ${param(making, before + literally(pattern) + after)} ESCAPE '\\')`;
    }
    case 'isnull':
      return `(${writeValue(condition.of, making)} IS NULL)`;
    case 'not':
      return `(NOT ${writeCondition(condition.of, making)})`;
    case 'and':
    case 'or':
      return `(${condition.parts.map((part) => writeCondition(part, making)).join(condition.kind === 'and' ? ' AND ' : ' OR ')})`;
  }
}

function writeValue(value: Value, making: Making): string {
  switch (value.kind) {
    case 'constant':
      return param(making, value.value);
    case 'field':
      return quoteName(value.field);
    case 'negate':
      return `(-${real(value.of, making)})`;
    case 'math':
      return `(${real(value.left, making)} ${value.op} ${real(value.right, making)})`;
    case 'if': {
      const when = writeCondition(value.when, making);
      return `(CASE WHEN ${when} THEN ${writeValue(value.yes, making)} ELSE ${writeValue(value.no, making)} END)`;
    }
    case 'call':
      return writeCall(value, making);
  }
}

/** Whole numbers would divide as whole numbers and overflow. */
const real = (value: Value, making: Making): string =>
  value.kind === 'field' || value.kind === 'if' || value.kind === 'call'
    ? `CAST(${writeValue(value, making)} AS REAL)`
    : writeValue(value, making);

function writeCall({ call, args }: Value & { kind: 'call' }, making: Making): string {
  if (call === 'today') return param(making, making.today);
  const given = args.map((arg) => writeValue(arg, making));
  switch (call) {
    case 'upper':
    case 'lower':
    case 'length':
    case 'abs':
      return `${call}(${given[0]})`;
    case 'substr':
      return `lantu_part(${given.join(', ')})`;
    case 'round':
      return `lantu_round(${given[0]}, ${given[1] ?? '0'})`;
    case 'text':
    case 'number':
      return `lantu_${call}(${given[0]})`;
    case 'concat':
      return `(${given.map((one) => `coalesce(${one}, '')`).join(' || ')})`;
    case 'coalesce':
      // SQLite's own needs two arguments.
      return `coalesce(${given.map((one) => `nullif(${one}, '')`).join(', ')}, NULL)`;
  }
}
