import { matchText } from '../../../shared/search/match-text.ts';

/** Fits of further words come after those of the name. */
const FURTHER = 10;

/**
 * How well what is typed fits a name (the first text) or its further words: the smaller, the better; null where it
 * fits neither. Names are found as written and by pinyin.
 */
export function fitOf([name = '', ...further]: readonly string[], search: string): number | null {
  const own = matchText(name, search);
  if (own !== null) return own.rank;
  const fits = further.flatMap((text) => matchText(text, search)?.rank ?? []);
  return fits.length === 0 ? null : FURTHER + Math.min(...fits);
}
