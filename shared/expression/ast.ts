/** A stretch of the source, in UTF-16 units from its start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export type CompareOp = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type MathOp = '+' | '-' | '*' | '/';
export type TextTest = 'contains' | 'starts' | 'ends' | 'like';

/** What the parser gives: names are not resolved and types are not known yet. */
export type Syntax = Span &
  (
    | { readonly kind: 'number'; readonly value: number; readonly raw: string }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'null' }
    | { readonly kind: 'name'; readonly name: string; readonly quoted: boolean }
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Syntax[] }
    | { readonly kind: 'negate'; readonly of: Syntax }
    | { readonly kind: 'math'; readonly op: MathOp; readonly left: Syntax; readonly right: Syntax }
    | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Syntax; readonly right: Syntax }
    | {
        readonly kind: 'test';
        readonly test: TextTest;
        readonly not: boolean;
        readonly left: Syntax;
        readonly right: Syntax;
      }
    | { readonly kind: 'in'; readonly not: boolean; readonly left: Syntax; readonly list: readonly Syntax[] }
    | {
        readonly kind: 'between';
        readonly not: boolean;
        readonly left: Syntax;
        readonly low: Syntax;
        readonly high: Syntax;
      }
    | { readonly kind: 'isnull'; readonly not: boolean; readonly of: Syntax }
    | { readonly kind: 'not'; readonly of: Syntax }
    | { readonly kind: 'and' | 'or'; readonly parts: readonly Syntax[] }
  );

export type ValueType = 'number' | 'text';

/** A value, its names resolved and its type known. */
export type Value =
  | { readonly kind: 'constant'; readonly type: ValueType; readonly value: number | string | null }
  | { readonly kind: 'field'; readonly type: ValueType; readonly field: string }
  | { readonly kind: 'negate'; readonly type: 'number'; readonly of: Value }
  | {
      readonly kind: 'math';
      readonly type: 'number';
      readonly op: MathOp;
      readonly left: Value;
      readonly right: Value;
    }
  | {
      readonly kind: 'call';
      readonly type: ValueType;
      readonly call: FunctionId;
      readonly args: readonly Value[];
    }
  | {
      readonly kind: 'if';
      readonly type: ValueType;
      readonly when: Condition;
      readonly yes: Value;
      readonly no: Value;
    };

/** True, false or unknown, as in SQL: what compares with nothing is unknown. */
export type Condition =
  | { readonly kind: 'always'; readonly value: boolean }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Value; readonly right: Value }
  | { readonly kind: 'test'; readonly test: TextTest; readonly left: Value; readonly pattern: string }
  | {
      readonly kind: 'in';
      readonly left: Value;
      /** Without null. */
      readonly list: readonly (number | string)[];
    }
  | { readonly kind: 'isnull'; readonly of: Value }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] };

export type FunctionId =
  | 'upper'
  | 'lower'
  | 'length'
  | 'substr'
  | 'concat'
  | 'round'
  | 'abs'
  | 'coalesce'
  | 'text'
  | 'number'
  | 'today';
