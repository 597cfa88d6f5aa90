import { checkCondition } from '../../../shared/expression/check.ts';
import { tokens } from '../../../shared/expression/lexer.ts';
import type { LayerSchema } from '../../../shared/model/layer.ts';
import type { Failure } from '../../../shared/result.ts';

/** What a person has typed into the filter: words to be found, a condition, or a condition that is wrong. */
export type FilterText =
  | { readonly kind: 'none' }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'condition'; readonly source: string }
  | { readonly kind: 'wrong'; readonly failure: Failure };

/** Signs and words that only a condition has. A name alone, or a code, is to be found. */
function isCondition(source: string): boolean {
  const read = tokens(source);
  if (!read.ok) return /[=<>＝＜＞≤≥]/.test(source);
  return read.value.some(({ kind }, i) => kind === 'sign' || kind === 'open' || (kind === 'word' && i > 0));
}

export function readFilter(schema: LayerSchema, text: string): FilterText {
  const source = text.trim();
  if (source === '') return { kind: 'none' };
  if (!isCondition(source)) return { kind: 'words', words: source };
  const checked = checkCondition(schema, source);
  return checked.ok ? { kind: 'condition', source } : { kind: 'wrong', failure: checked.error };
}
