/**
 * What SQL and the evaluator must do alike, written once: the SQL side calls the same functions where SQLite's own
 * ways differ from those of the language (rounding, figures as text).
 */

/** Lower case of A to Z only, as SQLite has it. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (sign) => sign.toLowerCase());
export const upperAscii = (text: string): string => text.replace(/[a-z]/g, (sign) => sign.toUpperCase());

/** A figure as text: without an exponent where it is of a size that people write. */
export const figureText = (value: number): string => String(value);

/** The figure that a text is, null where it is none. */
export function textFigure(text: string): number | null {
  const plain = text.trim().replaceAll(',', '').replaceAll('，', '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d{1,3})?$/i.test(plain) ? finite(Number(plain)) : null;
}

/** Half away from zero at `digits` decimals (0 to 12), by the decimal digits that a person sees. */
export function roundTo(value: number, digits: number): number | null {
  const places = Math.min(12, Math.max(0, Math.trunc(digits)));
  if (!Number.isFinite(value) || Number.isNaN(digits)) return finite(value);
  const size = Math.abs(value);
  // Beyond these the shift by exponent has no meaning, or nothing is left to round.
  if (size >= 1e15) return value;
  if (size < 1e-13) return 0;
  const [mantissa = '0', exponent = '0'] = size.toString().split('e');
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + places}`));
  const [digitsOf = '0', more = '0'] = shifted.toString().split('e');
  const rounded = Number(`${digitsOf}e${Number(more) - places}`);
  return value < 0 && rounded !== 0 ? -rounded : rounded;
}

export const finite = (value: number): number | null => (Number.isNaN(value) ? null : value);

/** Order of texts by code points, as SQLite compares them. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [Array.from(a), Array.from(b)];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const step = left[i]!.codePointAt(0)! - right[i]!.codePointAt(0)!;
    if (step !== 0) return step;
  }
  return left.length - right.length;
}

/** SQL's LIKE: `%` any signs, `_` one, A to Z without regard to case. Linear in the text for each wildcard. */
export function isLike(text: string, pattern: string): boolean {
  const signs = Array.from(lowerAscii(text));
  const wanted = Array.from(lowerAscii(pattern));
  let [at, p, back, resume] = [0, 0, -1, 0];
  while (at < signs.length) {
    if (wanted[p] === '%') {
      back = p;
      resume = at;
      p += 1;
    } else if (p < wanted.length && (wanted[p] === '_' || wanted[p] === signs[at])) {
      at += 1;
      p += 1;
    } else if (back >= 0) {
      resume += 1;
      at = resume;
      p = back + 1;
    } else return false;
  }
  while (wanted[p] === '%') p += 1;
  return p === wanted.length;
}

/** The part of a text from a place that counts from 1; places before it count as 1. */
export function partOf(text: string, from: number, count: number | undefined): string | null {
  if (Number.isNaN(from) || (count !== undefined && Number.isNaN(count))) return null;
  const start = Math.max(1, Math.trunc(Math.min(from, 1e6)));
  const length = count === undefined ? 1e6 : Math.max(0, Math.trunc(Math.min(count, 1e6)));
  return Array.from(text)
    .slice(start - 1, start - 1 + length)
    .join('');
}
