/*
 * JSON in one form only (RFC 8785, JCS): members sorted by their UTF-16 code units, numbers and strings as ECMAScript
 * writes them, no white space. Equal values are equal bytes, so that a value can be signed.
 */

/** A value of JSON; members that are undefined are left out. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function write(value: Json, indent: string | null): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`JSON has no ${value}`);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const inner = indent === null ? null : `${indent} `;
  const items = isList(value)
    ? value.map((item) => write(item, inner))
    : Object.keys(value)
        .sort()
        .map((name) => `${JSON.stringify(name)}:${inner === null ? '' : ' '}${write(value[name]!, inner)}`);
  const [open, close] = isList(value) ? '[]' : '{}';
  if (items.length === 0 || inner === null) return `${open}${items.join(',')}${close}`;
  return `${open}\n${items.map((item) => inner + item).join(',\n')}\n${indent}${close}`;
}

/** The canonical form: what is signed. Throws for a number that is not finite, which is a mistake of the caller. */
export const canonicalJson = (value: Json): string => write(value, null);

/** The same order with one member a line, as it stands in a file: read by people, and again one form only. */
export const readableJson = (value: Json): string => `${write(value, '')}\n`;
