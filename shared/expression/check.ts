import type { LayerSchema } from '../model/layer.ts';
import { ok, type Result } from '../result.ts';
import type { Condition, Syntax, Value } from './ast.ts';
import { conditionOf } from './check-condition.ts';
import { valueOf, type Scope } from './check-value.ts';
import { Fault } from './fault.ts';
import { parseExpression } from './parser.ts';

/** An expression that fits its layer, and the fields it reads. */
export interface Checked<T> {
  readonly tree: T;
  readonly fields: readonly string[];
}

function checked<T>(
  layer: LayerSchema,
  source: string,
  make: (scope: Scope, syntax: Syntax) => T,
): Result<Checked<T>> {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const scope: Scope = { layer, fields: new Set() };
  try {
    const tree = make(scope, parsed.value);
    return ok({ tree, fields: [...scope.fields] });
  } catch (error) {
    if (error instanceof Fault) return { ok: false, error: error.failure };
    throw error;
  }
}

/**
 * A condition on the features of a layer. Failures of `parseExpression` and, each with `at` and `length`,
 * `expression.unknown-field` (name), `.ambiguous-field` (name, namesZh, namesEn), `.unknown-function` (name), `.arguments`
 * (name), `.number-expected`, `.text-expected` (found), `.same-type`, `.pattern`, `.wildcards`, `.no-area`,
 * `.not-condition`, `.not-value`.
 */
export const checkCondition = (layer: LayerSchema, source: string): Result<Checked<Condition>> =>
  checked(layer, source, conditionOf);

/** A value made of the fields of a feature. Failures as those of `checkCondition`. */
export const checkValue = (layer: LayerSchema, source: string): Result<Checked<Value>> =>
  checked(layer, source, valueOf);
