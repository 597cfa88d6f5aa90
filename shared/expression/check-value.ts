import { M2_PER } from '../i18n/format.ts';
import type { Field, LayerSchema } from '../model/layer.ts';
import type { Condition, FunctionId, Syntax, Value, ValueType } from './ast.ts';
import { Fault } from './fault.ts';
import { fieldType, resolveField } from './fields.ts';
import { FUNCTIONS } from './words.ts';

export interface Scope {
  readonly layer: LayerSchema;
  /** Fields that have been used. */
  readonly fields: Set<string>;
}

/** The check of conditions, which values need for `if`; set by its module, as the two need each other. */
export const conditions: { check: (scope: Scope, syntax: Syntax) => Condition } = {
  check: () => {
    throw new Error('the check of conditions is not loaded');
  },
};

export const constant = (value: number | string): Value => ({
  kind: 'constant',
  type: typeof value === 'number' ? 'number' : 'text',
  value,
});

/** The field of a name, or null; throws where several could be meant. */
export function fieldNamed(scope: Scope, syntax: Syntax & { kind: 'name' }): Field | null {
  const found = resolveField(scope.layer, syntax.name);
  if (found.kind === 'unknown') return null;
  if (found.kind === 'ambiguous') {
    throw new Fault('ambiguous-field', syntax, {
      name: syntax.name,
      namesZh: found.among.map((field) => field.label['zh-CN']).join('、'),
      namesEn: found.among.map((field) => field.label.en).join(', '),
    });
  }
  return found.field;
}

export function fieldValue(scope: Scope, field: Field): Value {
  scope.fields.add(field.name);
  return { kind: 'field', type: fieldType(field), field: field.name };
}

/** A value; a name must be that of a field. */
export function valueOf(scope: Scope, syntax: Syntax): Value {
  switch (syntax.kind) {
    case 'number':
      return constant(syntax.value);
    case 'text':
      return constant(syntax.value);
    case 'null':
      return { kind: 'constant', type: 'text', value: null };
    case 'name': {
      const field = fieldNamed(scope, syntax);
      if (field === null) throw new Fault('unknown-field', syntax, { name: syntax.name });
      return fieldValue(scope, field);
    }
    case 'negate':
      return { kind: 'negate', type: 'number', of: numberOf(scope, syntax.of) };
    case 'math': {
      const [left, right] = [numberOf(scope, syntax.left), numberOf(scope, syntax.right)];
      return { kind: 'math', type: 'number', op: syntax.op, left, right };
    }
    case 'call':
      return callOf(scope, syntax);
    default:
      throw new Fault('not-value', syntax);
  }
}

const isNothing = (value: Value): boolean => value.kind === 'constant' && value.value === null;
const typed = (value: Value, type: ValueType): Value =>
  isNothing(value) ? { kind: 'constant', type, value: null } : value;

function ofType(scope: Scope, syntax: Syntax, type: ValueType): Value {
  const value = typed(valueOf(scope, syntax), type);
  if (value.type !== type) throw new Fault(`${type}-expected`, syntax);
  return value;
}
export const numberOf = (scope: Scope, syntax: Syntax): Value => ofType(scope, syntax, 'number');
export const textOf = (scope: Scope, syntax: Syntax): Value => ofType(scope, syntax, 'text');

export const asText = (value: Value): Value =>
  value.type === 'text' ? value : { kind: 'call', type: 'text', call: 'text', args: [value] };

/** How many arguments a function takes, and what they are. */
const ARGUMENTS: Readonly<
  Record<FunctionId, { least: number; most: number; of: readonly (ValueType | 'any')[] }>
> = {
  upper: { least: 1, most: 1, of: ['text'] },
  lower: { least: 1, most: 1, of: ['text'] },
  length: { least: 1, most: 1, of: ['text'] },
  substr: { least: 2, most: 3, of: ['text', 'number', 'number'] },
  concat: { least: 1, most: 30, of: ['any'] },
  round: { least: 1, most: 2, of: ['number', 'number'] },
  abs: { least: 1, most: 1, of: ['number'] },
  coalesce: { least: 1, most: 30, of: ['any'] },
  text: { least: 1, most: 1, of: ['any'] },
  number: { least: 1, most: 1, of: ['any'] },
  today: { least: 0, most: 0, of: [] },
};
const GIVES_NUMBER = new Set<FunctionId>(['length', 'round', 'abs', 'number']);

function callOf(scope: Scope, syntax: Syntax & { kind: 'call' }): Value {
  const name = syntax.name.toLowerCase();
  const id = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name]! : undefined;
  if (id === undefined) throw new Fault('unknown-function', syntax, { name: syntax.name });
  const { args } = syntax;
  const wrong = (): Fault => new Fault('arguments', syntax, { name: syntax.name });
  if (id === 'if') {
    if (args.length !== 3) throw wrong();
    const when = conditions.check(scope, args[0]!);
    const [then, otherwise] = sameType([args[1]!, args[2]!], scope, syntax);
    return { kind: 'if', type: then!.type, when, yes: then!, no: otherwise! };
  }
  if (id === 'area_ha' || id === 'area_mu' || id === 'area_m2') {
    if (args.length > 0) throw wrong();
    const area = scope.layer.fields.find((field) => field.name === 'area_m2');
    if (area === undefined) throw new Fault('no-area', syntax);
    const per = id === 'area_ha' ? M2_PER.ha : id === 'area_mu' ? M2_PER.mu : 1;
    const value = fieldValue(scope, area);
    return per === 1 ? value : { kind: 'math', type: 'number', op: '/', left: value, right: constant(per) };
  }
  const { least, most, of } = ARGUMENTS[id];
  if (args.length < least || args.length > most) throw wrong();
  if (id === 'coalesce') {
    const values = sameType(args, scope, syntax);
    return { kind: 'call', type: values[0]!.type, call: id, args: values };
  }
  const values = args.map((arg, i) => {
    const type = of[i] ?? of.at(-1)!;
    return type === 'any' ? valueOf(scope, arg) : ofType(scope, arg, type);
  });
  const given = id === 'concat' ? values.map(asText) : values;
  if ((id === 'text' && given[0]!.type === 'text') || (id === 'number' && given[0]!.type === 'number'))
    return given[0]!;
  return { kind: 'call', type: GIVES_NUMBER.has(id) ? 'number' : 'text', call: id, args: given };
}

/** Values of one type; nothing suits every type. */
function sameType(args: readonly Syntax[], scope: Scope, whole: Syntax): readonly Value[] {
  const values = args.map((arg) => valueOf(scope, arg));
  const type = values.find((value) => !isNothing(value))?.type ?? 'text';
  const wrong = values.findIndex((value) => !isNothing(value) && value.type !== type);
  if (wrong >= 0) throw new Fault('same-type', args[wrong] ?? whole);
  return values.map((value) => typed(value, type));
}
