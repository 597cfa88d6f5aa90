import type { BuiltMatrix, ClassComparison, ClassRow } from '../../../shared/analysis/versions/types.ts';
import { areaNumber } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import { codeEntry } from '../../../shared/model/code-list.ts';
import { classColor, UNKNOWN_CLASS_COLOR } from '../../../shared/map/class-colors.ts';

/** Hectares with a sign: +52.74, −49.67, 0.00 where it rounds to nothing. */
export function signedHa(m2: number): string {
  const plain = areaNumber(Math.abs(m2), 'ha');
  if (plain === '0.00') return plain;
  return `${m2 > 0 ? '+' : '−'}${plain}`;
}

/** A difference that is seen in hectares of two decimals. */
export const isSeen = (m2: number): boolean => areaNumber(Math.abs(m2), 'ha') !== '0.00';

/** A first-level class: its standard name and colour; without a class, as `none` says. */
export function classLabel(code: string, language: Language, none: string): { name: string; color: string } {
  if (code === '') return { name: none, color: UNKNOWN_CLASS_COLOR };
  return {
    name: codeEntry('land_use_class', code)?.label[language] ?? code,
    color: classColor('land_use_class', code),
  };
}

/** The rows that changed first, the largest change at the head; those that did not after them, by code. */
export const inOrder = (rows: readonly ClassRow[]): readonly ClassRow[] =>
  rows.toSorted(
    (a, b) =>
      Math.abs(b.afterM2 - b.beforeM2) - Math.abs(a.afterM2 - a.beforeM2) || (a.class < b.class ? -1 : 1),
  );

/** `07 至 16`: the construction classes as a range where they are one, else one by one. */
export function constructionText(
  prefixes: readonly string[],
  to: (from: string, last: string) => string,
): string {
  const numbers = prefixes.map(Number);
  const first = prefixes[0];
  const last = prefixes.at(-1);
  const isRange =
    prefixes.length > 2 &&
    prefixes.every((prefix) => /^\d\d$/.test(prefix)) &&
    numbers.every((one, i) => i === 0 || one === (numbers[i - 1] ?? 0) + 1);
  return isRange && first !== undefined && last !== undefined ? to(first, last) : prefixes.join(' ');
}

/** Whether the plan covers other ground than before. */
export const coversOther = (matrix: BuiltMatrix): boolean =>
  [matrix.builtGone, matrix.otherGone, matrix.builtCame, matrix.otherCame].some(isSeen);

/** Editions on both sides as one text, and whether they are one and the same. */
export function editionsOf({ editions }: ClassComparison): { readonly text: string; readonly same: boolean } {
  const all = [...new Set([...editions.before, ...editions.after])].sort();
  const same = all.length === 1;
  return { text: all.join(' / '), same };
}
