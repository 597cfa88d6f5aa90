import { codeList } from '../model/code-list.ts';
import type { Field } from '../model/layer.ts';
import type { CompareOp, Condition, Syntax, TextTest, Value } from './ast.ts';
import { asText, conditions, constant, fieldNamed, fieldValue, valueOf, type Scope } from './check-value.ts';
import { Fault } from './fault.ts';
import { MAX_WILDCARDS } from './limits.ts';
import { lowerAscii } from './text-values.ts';

const not = (of: Condition): Condition => ({ kind: 'not', of });
const negatedIf = (negated: boolean, condition: Condition): Condition =>
  negated ? not(condition) : condition;
const oneOf = (left: Value, list: readonly (number | string)[]): Condition =>
  list.length === 1
    ? { kind: 'compare', op: '=', left, right: constant(list[0]!) }
    : { kind: 'in', left, list };

/** A condition; a field of yes and no may stand alone. */
export function conditionOf(scope: Scope, syntax: Syntax): Condition {
  switch (syntax.kind) {
    case 'and':
    case 'or':
      return { kind: syntax.kind, parts: syntax.parts.map((part) => conditionOf(scope, part)) };
    case 'not':
      return not(conditionOf(scope, syntax.of));
    case 'isnull':
      return negatedIf(syntax.not, nothing(valueOf(scope, syntax.of)));
    case 'compare':
      return compare(scope, syntax);
    case 'between': {
      const { left, low, high } = syntax;
      const part = (op: CompareOp, right: Syntax): Condition =>
        compare(scope, { kind: 'compare', op, left, right, from: syntax.from, to: syntax.to });
      return negatedIf(syntax.not, { kind: 'and', parts: [part('>=', low), part('<=', high)] });
    }
    case 'in':
      return inList(scope, syntax);
    case 'test':
      return textTest(scope, syntax);
    case 'name': {
      const field = fieldNamed(scope, syntax);
      if (field !== null && (field.type as string) === 'bool') {
        return { kind: 'compare', op: '=', left: fieldValue(scope, field), right: constant(1) };
      }
      throw field === null
        ? new Fault('unknown-field', syntax, { name: syntax.name })
        : new Fault('not-condition', syntax);
    }
    default:
      throw new Fault('not-condition', syntax);
  }
}
conditions.check = conditionOf;

/** Nothing is what a field without a value has, and an empty text, which counts as none. */
const nothing = (of: Value): Condition =>
  of.type === 'number'
    ? { kind: 'isnull', of }
    : {
        kind: 'or',
        parts: [
          { kind: 'isnull', of },
          { kind: 'compare', op: '=', left: of, right: constant('') },
        ],
      };

/** A side of a comparison: a field, a literal (its text as it was written), or something computed. */
interface Side {
  readonly syntax: Syntax;
  readonly field: Field | null;
  readonly literal: { readonly text: string; readonly number: number | null } | null;
  /** A word that is no field: taken as a text where the other side is one. */
  readonly bare: boolean;
}

function sideOf(scope: Scope, syntax: Syntax): Side {
  if (syntax.kind === 'name') {
    const field = syntax.quoted || !bareText(scope, syntax) ? fieldNamed(scope, syntax) : null;
    if (field !== null) return { syntax, field, literal: null, bare: false };
    return { syntax, field, literal: { text: syntax.name, number: null }, bare: true };
  }
  const literal =
    syntax.kind === 'number'
      ? { text: syntax.raw, number: syntax.value }
      : syntax.kind === 'text'
        ? {
            text: syntax.value,
            number: /^\s*[-+]?\d+(\.\d+)?\s*$/.test(syntax.value) ? Number(syntax.value) : null,
          }
        : null;
  return { syntax, field: null, literal, bare: false };
}

/** True where a word names no field at all; a part of several labels is a text as well. */
function bareText(scope: Scope, syntax: Syntax & { kind: 'name' }): boolean {
  try {
    return fieldNamed(scope, syntax) === null;
  } catch (error) {
    if (error instanceof Fault) return true;
    throw error;
  }
}

/** The left side as a value; a word must be a field here. */
const subject = (scope: Scope, { syntax }: Side): Value => valueOf(scope, syntax);

/** What a subject is compared with, in its type. */
function objectFor(scope: Scope, left: Value, side: Side): Value {
  const { literal, syntax } = side;
  if (literal === null) {
    const value = valueOf(scope, syntax);
    if (value.type !== left.type && !(value.kind === 'constant' && value.value === null)) {
      throw new Fault(`${left.type}-expected`, syntax);
    }
    return value;
  }
  if (left.type === 'text') return constant(literal.text);
  if (literal.number === null) {
    throw side.bare
      ? new Fault('unknown-field', syntax, { name: literal.text })
      : new Fault('number-expected', syntax);
  }
  return constant(literal.number);
}

/** Codes whose name (in either language) is the text, or the text itself where it is a code or no name. */
function codesNamed(field: Field | null, text: string): readonly string[] {
  const entries = field?.domain === undefined ? [] : (codeList(field.domain) ?? []);
  if (entries.some((entry) => entry.code === text)) return [text];
  const named = entries.filter((entry) => entry.label['zh-CN'] === text || entry.label.en === text);
  return named.length === 0 ? [text] : [...new Set(named.map((entry) => entry.code))];
}

const MIRRORED: Readonly<Record<CompareOp, CompareOp>> = {
  '=': '=',
  '<>': '<>',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function compare(scope: Scope, syntax: Syntax & { kind: 'compare' }): Condition {
  let { op } = syntax;
  let [a, b] = [sideOf(scope, syntax.left), sideOf(scope, syntax.right)];
  // The side that is no literal is what is asked about.
  if (a.literal !== null && b.literal === null && b.syntax.kind !== 'null') {
    [a, b] = [b, a];
    op = MIRRORED[op];
  }
  const left = subject(scope, a);
  if (b.syntax.kind === 'null') {
    if (op === '=' || op === '<>') return negatedIf(op === '<>', nothing(left));
    throw new Fault('not-condition', syntax);
  }
  const right = objectFor(scope, left, b);
  if ((op === '=' || op === '<>') && b.literal !== null && left.type === 'text') {
    return negatedIf(op === '<>', oneOf(left, codesNamed(a.field, b.literal.text)));
  }
  return { kind: 'compare', op, left, right };
}

function inList(scope: Scope, syntax: Syntax & { kind: 'in' }): Condition {
  const a = sideOf(scope, syntax.left);
  const left = subject(scope, a);
  const list = syntax.list.flatMap((item): readonly (number | string)[] => {
    const side = sideOf(scope, item);
    // In a list a word is a text even where a field has that name.
    const literal = item.kind === 'name' ? { text: item.name, number: null } : side.literal;
    if (literal === null) throw new Fault(`${left.type}-expected`, item);
    if (left.type === 'text') return codesNamed(a.field, literal.text);
    if (literal.number === null) throw new Fault('number-expected', item);
    return [literal.number];
  });
  return negatedIf(syntax.not, { kind: 'in', left, list: [...new Set(list)] });
}

const HOLDS: Readonly<Record<Exclude<TextTest, 'like'>, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  starts: (text, part) => text.startsWith(part),
  ends: (text, part) => text.endsWith(part),
};

function textTest(scope: Scope, syntax: Syntax & { kind: 'test' }): Condition {
  const a = sideOf(scope, syntax.left);
  const left = asText(subject(scope, a));
  const b = sideOf(scope, syntax.right);
  const pattern = b.syntax.kind === 'name' && !b.syntax.quoted ? b.syntax.name : b.literal?.text;
  if (pattern === undefined || pattern === '') throw new Fault('pattern', syntax.right);
  if (pattern.split('%').length > MAX_WILDCARDS + 1)
    throw new Fault('wildcards', syntax.right, { limit: MAX_WILDCARDS });
  const { test } = syntax;
  const plain: Condition = { kind: 'test', test, left, pattern };
  const entries = a.field?.domain === undefined || test === 'like' ? [] : (codeList(a.field.domain) ?? []);
  const wanted = lowerAscii(pattern);
  const codes = entries
    .filter((entry) =>
      [entry.label['zh-CN'], entry.label.en].some(
        (label) => test !== 'like' && HOLDS[test](lowerAscii(label), wanted),
      ),
    )
    .map((entry) => entry.code);
  const whole: Condition =
    codes.length === 0
      ? plain
      : { kind: 'or', parts: [plain, { kind: 'in', left, list: [...new Set(codes)] }] };
  return negatedIf(syntax.not, whole);
}
