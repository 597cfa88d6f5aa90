/** Makes spreadsheet programs take a text for a text where it begins like a formula. */
const guarded = (value: string): string => (/^[=+\-@\t\r]/.test(value) ? `'${value}` : value);

/** A cell of a table in CSV (RFC 4180). */
export const csvCell = (value: string | number): string => {
  const plain = typeof value === 'number' ? String(value) : guarded(value);
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
};

/** A whole table, with a byte order mark, by which spreadsheet programs take it for UTF-8. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
