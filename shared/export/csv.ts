import { guardText } from './formula-guard.ts';

/** A cell of a table in CSV (RFC 4180). */
export const csvCell = (value: string | number): string => {
  const plain = typeof value === 'number' ? String(value) : guardText(value);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** A whole table, with a byte order mark, by which spreadsheet programs take it for UTF-8. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
