/** A cell; null where nothing was measured. */
export type Entry = string | number | null;

/** A figure with three digits that say something; `-` for what was not measured. */
export function figure(value: Entry): string {
  if (typeof value === 'string') return value;
  if (value === null || !Number.isFinite(value)) return '-';
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4);
}

/** Characters as a terminal shows them: a Chinese one takes two columns. */
const width = (text: string): number =>
  Array.from(text).reduce((sum, one) => sum + (one.codePointAt(0)! >= 0x2e80 ? 2 : 1), 0);

/** Prints a table: the first column to the left, the others to the right. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly Entry[])[],
  notes: readonly string[] = [],
): void {
  const cells = [head, ...rows.map((row) => row.map(figure))];
  const widths = head.map((_name, column) => Math.max(...cells.map((row) => width(row[column] ?? ''))));
  console.log(`\n${title}`);
  for (const row of cells) {
    const line = widths.map((wide, column) => {
      const text = row[column] ?? '';
      const space = ' '.repeat(wide - width(text));
      return column === 0 ? text + space : space + text;
    });
    console.log(`  ${line.join('  ').trimEnd()}`);
  }
  for (const note of notes) console.log(`  ${note}`);
}
