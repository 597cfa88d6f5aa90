import { fail, ok, type Result } from '../result.ts';
import type { CompareOp, MathOp, Span } from './ast.ts';
import { MAX_SOURCE } from './limits.ts';
import { keywordsOf, SIGNS, UNITS, type Keyword } from './words.ts';

export type Token = Span &
  (
    | { readonly kind: 'number'; readonly value: number; readonly raw: string }
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'name'; readonly name: string; readonly quoted: boolean }
    | { readonly kind: 'word'; readonly word: Keyword; readonly raw: string }
    | { readonly kind: 'sign'; readonly sign: CompareOp }
    | { readonly kind: 'math'; readonly op: MathOp }
    | { readonly kind: 'open' | 'close' | 'comma' | 'end' }
  );

const CLOSING: Readonly<Record<string, string>> = { "'": "'", '"': '"', '“': '”', '‘': '’', '[': ']' };
const SINGLE: Readonly<Record<string, 'open' | 'close' | 'comma'>> = {
  '(': 'open',
  '（': 'open',
  ')': 'close',
  '）': 'close',
  ',': 'comma',
  '，': 'comma',
  '、': 'comma',
};
const MATH: Readonly<Record<string, MathOp>> = { '+': '+', '-': '-', '*': '*', '/': '/', '×': '*', '÷': '/' };
const NUMBER = /\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3})?/y;
/** A date as it is stored. */
const DATE = /\d{4}-\d{2}-\d{2}(?!\d)/y;
const WORD = /[\p{L}_][\p{L}\p{N}_·]*/uy;
const SPACE = /\s+/uy;

/**
 * The tokens of a source, an `end` token last. A figure with a unit of area is in square metres; its raw text keeps
 * leading zeros, as codes have them. Failures `expression.too-long` (limit), `expression.sign` (sign, at) and
 * `expression.unclosed` (sign, at); `at` counts from 1.
 */
export function tokens(source: string): Result<readonly Token[]> {
  if (source.length > MAX_SOURCE) return fail('expression.too-long', { limit: MAX_SOURCE });
  const out: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  while (at < source.length) {
    const space = take(SPACE);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const from = at;
    const sign = source[at]!;
    const two = source.slice(at, at + 2);
    const date = take(DATE);
    const figure = take(NUMBER);
    if (date !== undefined) {
      at += date.length;
      out.push({ kind: 'text', value: date, from, to: at });
    } else if (figure !== undefined) {
      at += figure.length;
      // The unit may stand apart.
      const end = at;
      at += take(SPACE)?.length ?? 0;
      const unit = take(WORD);
      const factor = unitFactor(unit);
      at = unit !== undefined && factor !== undefined ? at + unit.length : end;
      out.push({ kind: 'number', value: Number(figure) * (factor ?? 1), raw: figure, from, to: at });
    } else if (Object.hasOwn(CLOSING, sign)) {
      const text = quoted(source, at);
      if (text === null) return fail('expression.unclosed', { sign, at: from + 1 });
      at = text.to;
      out.push(
        sign === '['
          ? { kind: 'name', name: text.value.trim(), quoted: true, from, to: at }
          : { kind: 'text', value: text.value, from, to: at },
      );
    } else if (Object.hasOwn(SIGNS, two) || Object.hasOwn(SIGNS, sign)) {
      const long = two.length === 2 && Object.hasOwn(SIGNS, two);
      at += long ? 2 : 1;
      out.push({ kind: 'sign', sign: SIGNS[long ? two : sign]!, from, to: at });
    } else if (Object.hasOwn(MATH, sign)) {
      at += 1;
      out.push({ kind: 'math', op: MATH[sign]!, from, to: at });
    } else if (Object.hasOwn(SINGLE, sign)) {
      at += 1;
      out.push({ kind: SINGLE[sign]!, from, to: at });
    } else {
      const word = take(WORD);
      if (word === undefined) return fail('expression.sign', { sign, at: from + 1 });
      at += word.length;
      const keywords = keywordsOf(word);
      if (keywords === undefined) out.push({ kind: 'name', name: word, quoted: false, from, to: at });
      else for (const one of keywords) out.push({ kind: 'word', word: one, raw: word, from, to: at });
    }
  }
  out.push({ kind: 'end', from: at, to: at });
  return ok(out);
}

const unitFactor = (word: string | undefined): number | undefined =>
  word !== undefined && Object.hasOwn(UNITS, word.toLowerCase()) ? UNITS[word.toLowerCase()] : undefined;

/** The text in quotes that begin at `from`, doubled quotes standing for one; null when they do not end. */
function quoted(source: string, from: number): { readonly value: string; readonly to: number } | null {
  const closing = CLOSING[source[from]!]!;
  let value = '';
  for (let at = from + 1; at < source.length; at++) {
    const sign = source[at]!;
    if (sign === '\0') return null;
    if (sign !== closing) value += sign;
    else if (source[at + 1] === closing && source[from] === closing) {
      value += closing;
      at += 1;
    } else return { value, to: at + 1 };
  }
  return null;
}
