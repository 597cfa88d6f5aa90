import type { FieldValue } from '../model/record.ts';
import type { CompareOp, Condition, MathOp, TextTest, Value } from './ast.ts';
import {
  compareTexts,
  figureText,
  finite,
  isLike,
  lowerAscii,
  partOf,
  roundTo,
  textFigure,
  upperAscii,
} from './text-values.ts';

/** What an expression is evaluated on. */
export interface Row {
  /** The value of a field, null for none. */
  readonly get: (field: string) => FieldValue;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A value as SQL would give it: null for none, for a division by zero, and for what is no number. */
export function evaluate(value: Value, row: Row): FieldValue {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'field': {
      const given = row.get(value.field);
      return typeof given === (value.type === 'number' ? 'number' : 'string') ? given : null;
    }
    case 'negate': {
      const of = evaluate(value.of, row);
      return typeof of === 'number' ? -of : null;
    }
    case 'math': {
      const [a, b] = [evaluate(value.left, row), evaluate(value.right, row)];
      return typeof a === 'number' && typeof b === 'number' ? calculated(value.op, a, b) : null;
    }
    case 'if':
      return evaluate(holds(value.when, row) === true ? value.yes : value.no, row);
    case 'call':
      return called(value, row);
  }
}

function calculated(op: MathOp, a: number, b: number): number | null {
  if (op === '+') return finite(a + b);
  if (op === '-') return finite(a - b);
  if (op === '*') return finite(a * b);
  return b === 0 ? null : finite(a / b);
}

function called({ call, args }: Value & { kind: 'call' }, row: Row): FieldValue {
  if (call === 'today') return row.today;
  const given = args.map((arg) => evaluate(arg, row));
  if (call === 'concat') return given.map((one) => one ?? '').join('');
  if (call === 'coalesce') return given.find((one) => one !== null && one !== '') ?? null;
  if (given.includes(null)) return null;
  const [first, second, third] = given as (number | string)[];
  switch (call) {
    case 'upper':
      return upperAscii(String(first));
    case 'lower':
      return lowerAscii(String(first));
    case 'length':
      return Array.from(String(first)).length;
    case 'substr':
      return partOf(String(first), Number(second), third === undefined ? undefined : Number(third));
    case 'round':
      return roundTo(Number(first), Number(second ?? 0));
    case 'abs':
      return Math.abs(Number(first));
    case 'text':
      return figureText(Number(first));
    case 'number':
      return textFigure(String(first));
  }
}

/** True, false, or null where it cannot be said because something has no value. */
export function holds(condition: Condition, row: Row): boolean | null {
  switch (condition.kind) {
    case 'always':
      return condition.value;
    case 'compare': {
      const [a, b] = [evaluate(condition.left, row), evaluate(condition.right, row)];
      return a === null || b === null ? null : compared(condition.op, a, b);
    }
    case 'in': {
      const value = evaluate(condition.left, row);
      return value === null ? null : condition.list.includes(value);
    }
    case 'test': {
      const value = evaluate(condition.left, row);
      return value === null ? null : tested(condition.test, String(value), condition.pattern);
    }
    case 'isnull':
      return evaluate(condition.of, row) === null;
    case 'not': {
      const of = holds(condition.of, row);
      return of === null ? null : !of;
    }
    case 'and':
    case 'or': {
      const decides = condition.kind === 'or';
      let known = true;
      for (const part of condition.parts) {
        const one = holds(part, row);
        if (one === decides) return decides;
        if (one === null) known = false;
      }
      return known ? !decides : null;
    }
  }
}

function compared(op: CompareOp, a: number | string, b: number | string): boolean {
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a === b
        ? 0
        : a - b
      : compareTexts(String(a), String(b));
  if (op === '=') return order === 0;
  if (op === '<>') return order !== 0;
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  return op === '>' ? order > 0 : order >= 0;
}

function tested(test: TextTest, value: string, pattern: string): boolean {
  if (test === 'like') return isLike(value, pattern);
  const [text, part] = [lowerAscii(value), lowerAscii(pattern)];
  if (test === 'contains') return text.includes(part);
  return test === 'starts' ? text.startsWith(part) : text.endsWith(part);
}
