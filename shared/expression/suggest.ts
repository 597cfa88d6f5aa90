import type { Field, LayerSchema } from '../model/layer.ts';
import { resolveField } from './fields.ts';
import { tokens, type Token } from './lexer.ts';

/** What could come at a place of a source, and which stretch of it would be replaced. */
export interface Expected {
  readonly kind: 'field' | 'operator' | 'value' | 'joint';
  /** What has been typed of it. */
  readonly prefix: string;
  readonly from: number;
  /** The field whose value is expected. */
  readonly field: Field | null;
}

const isWord = (token: Token | undefined, words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.word);
const VALUE_WORDS = ['is', 'eq', 'contains', 'starts', 'ends', 'like', 'from', 'between'];

/** What is expected where the cursor stands; null inside of what cannot be read. */
export function expectedAt(source: string, cursor: number, layer: LayerSchema): Expected | null {
  const before = source.slice(0, cursor);
  const open = openQuote(before);
  const read = tokens(open === null ? before : before.slice(0, open));
  if (!read.ok) return null;
  const all = read.value.filter((token) => token.kind !== 'end');
  const last = all.at(-1);
  const typing =
    open === null &&
    last !== undefined &&
    last.to === cursor &&
    ['name', 'number', 'text', 'word'].includes(last.kind);
  const prefix = open !== null ? before.slice(open + 1) : typing ? before.slice(last.from) : '';
  const from = open ?? (typing ? last.from : cursor);
  const done = typing ? all.slice(0, -1) : all;
  const previous = done.at(-1);
  const made = (kind: Expected['kind'], field: Field | null = null): Expected => ({
    kind,
    prefix,
    from,
    field,
  });
  if (open !== null && before[open] === '[') return made('field');
  const field = fieldBefore(done, layer);
  if (previous === undefined || isWord(previous, ['and', 'or', 'not'])) {
    // `between 1 and`: the second figure, not a further condition.
    return made('field');
  }
  if (previous.kind === 'sign' || isWord(previous, VALUE_WORDS)) return made('value', field);
  if (previous.kind === 'open' || previous.kind === 'comma') {
    return inList(done) ? made('value', field) : made('field');
  }
  if (previous.kind === 'name' && fieldOf(previous, layer) !== null && !afterSign(done))
    return made('operator', field);
  if (previous.kind === 'math') return made('field');
  return made('joint');
}

const fieldOf = (token: Token, layer: LayerSchema): Field | null => {
  if (token.kind !== 'name') return null;
  const found = resolveField(layer, token.name);
  return found.kind === 'field' ? found.field : null;
};

function fieldBefore(done: readonly Token[], layer: LayerSchema): Field | null {
  for (let i = done.length - 1; i >= 0; i--) {
    const field = fieldOf(done[i]!, layer);
    if (field !== null) return field;
  }
  return null;
}

const afterSign = (done: readonly Token[]): boolean => {
  const before = done.at(-2);
  return before?.kind === 'sign' || isWord(before, VALUE_WORDS);
};

/** True inside the list of `in (`. */
function inList(done: readonly Token[]): boolean {
  let depth = 0;
  for (let i = done.length - 1; i >= 0; i--) {
    const token = done[i]!;
    if (token.kind === 'close') depth += 1;
    if (token.kind === 'open' && depth-- === 0) return isWord(done[i - 1], ['in']);
  }
  return false;
}

const PAIRS: Readonly<Record<string, string>> = { "'": "'", '"': '"', '“': '”', '‘': '’', '[': ']' };

/** Where quotes begin that have not ended; null for none. */
function openQuote(source: string): number | null {
  let from: number | null = null;
  for (let at = 0; at < source.length; at++) {
    const sign = source[at]!;
    if (from === null) {
      if (Object.hasOwn(PAIRS, sign)) from = at;
    } else if (sign === PAIRS[source[from]!]) from = null;
  }
  return from;
}
