import type { FieldValue } from '../../shared/model/record.ts';

/**
 * Reads `name literal name literal ...` as the outside triggers write it: names of plain characters, values in
 * SQL notation (`NULL`, numbers, 'text' with doubled quotes, X'hex'). Blobs come back as null: data columns of
 * ours hold none.
 *
 * @throws RangeError for text that is not of this form.
 */
export function parseLiterals(text: string): Record<string, FieldValue> {
  const out: Record<string, FieldValue> = {};
  let at = 0;
  while (at < text.length) {
    const space = text.indexOf(' ', at);
    if (space < 0) throw new RangeError(`no value for ${text.slice(at)}`);
    const [value, end] = literal(text, space + 1);
    out[text.slice(at, space)] = value;
    at = end + 1;
  }
  return out;
}

function literal(text: string, from: number): readonly [value: FieldValue, end: number] {
  if (text[from] === "'") return quoted(text, from);
  const stop = text.indexOf(' ', from);
  const end = stop < 0 ? text.length : stop;
  const word = text.slice(from, end);
  if (word === 'NULL' || /^X'[0-9A-F]*'$/i.test(word)) return [null, end];
  const number = word === '9.0e+999' ? Infinity : word === '-9.0e+999' ? -Infinity : Number(word);
  if (word === '' || Number.isNaN(number)) throw new RangeError(`not a literal: ${word}`);
  return [number, end];
}

function quoted(text: string, from: number): readonly [value: string, end: number] {
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf("'", at);
    if (quote < 0) throw new RangeError('text without its end');
    if (text[quote + 1] !== "'") return [text.slice(from + 1, quote).replaceAll("''", "'"), quote + 1];
    at = quote + 2;
  }
}
