import { plainText, writtenValues, type WrittenValue } from './coordinate-tokens.ts';

/** The cells of one line of a pasted table. */
export interface TableLine {
  /** Counted from 1, as an editor shows it. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Names that head the columns of boundary-point tables. */
const HEADS = {
  number: /点号|点名|序号|编号|界址点|^NO\.?$|^ID$|^NAME$|^POINT$|^FID$|^点$/i,
  ring: /圈号|环号|地块圈|^RING$|^PART$/i,
  first: /^X|纵|^北|NORTH|纬度|^LAT|^B$/i,
  second: /^Y|横|^东|EAST|经度|^LON|^LNG|^L$/i,
} as const;
type Head = keyof typeof HEADS;

/** Which cells of a line are what; columns that are not there are null. `first` and `second` as headed. */
export interface Columns {
  readonly number: number | null;
  readonly ring: number | null;
  readonly a: number;
  readonly b: number;
  /** What the heads say of the two columns, as letters of axes; null without a head. */
  readonly heads: readonly [string, string] | null;
}

/** Cells by tabs, else by commas and semicolons, else by spaces. Empty cells at the end are dropped. */
export function splitLine(text: string): string[] {
  const cells = /\t/.test(text)
    ? text.split('\t')
    : /[,，;；]/.test(text)
      ? text.split(/[,，;；]/)
      : text.trim().split(/\s+/);
  const trimmed = cells.map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
  while (trimmed.at(-1) === '') trimmed.pop();
  return trimmed;
}

const PLAIN = /^[+-]?\d+(\.\d+)?$/;

/** A cell as one coordinate; null when it is none. */
export function valueOf(cell: string | undefined): WrittenValue | null {
  if (cell === undefined || cell === '') return null;
  // Nearly every cell of a long table is this.
  if (PLAIN.test(cell)) return { figures: [{ text: cell, unit: null }], label: null };
  const values = writtenValues(cell);
  if (!values.ok || values.value.length === 0) return null;
  const figures = values.value.flatMap((value) => value.figures);
  const label = values.value.find((value) => value.label !== null)?.label ?? null;
  return figures.length === 0 || figures.length > 3 ? null : { figures, label };
}

/** The columns that a head line names; null when the line is none. */
export function headColumns(cells: readonly string[]): Columns | null {
  // A cell with a number is of a point, not of a head.
  if (cells.some((cell) => /\d{4}|\d\.\d/.test(plainText(cell)))) return null;
  const find = (head: Head): number => cells.findIndex((cell) => HEADS[head].test(cell.trim()));
  const [first, second] = [find('first'), find('second')];
  if (first < 0 || second < 0 || first === second) return null;
  const optional = (head: Head): number | null => {
    const at = find(head);
    return at < 0 || at === first || at === second ? null : at;
  };
  const degrees = /纬|LAT|^B$/i.test(cells[first]!);
  const letters: readonly [string, string] = degrees ? ['LAT', 'LON'] : ['X', 'Y'];
  return first < second
    ? { number: optional('number'), ring: optional('ring'), a: first, b: second, heads: letters }
    : {
        number: optional('number'),
        ring: optional('ring'),
        a: second,
        b: first,
        heads: [letters[1], letters[0]],
      };
}

/** Pairs of columns that could hold the positions, by how many of the lines have a number in both. */
export function possibleColumns(lines: readonly TableLine[]): readonly (readonly [number, number])[] {
  const width = Math.max(0, ...lines.map(({ cells }) => cells.length));
  const numeric = Array.from(
    { length: width },
    (_, column) => lines.filter(({ cells }) => valueOf(cells[column]) !== null).length,
  );
  const full = numeric.flatMap((count, column) => (2 * count > lines.length ? [column] : []));
  return full.flatMap((a) => full.filter((b) => b > a).map((b) => [a, b] as const));
}

/** The column of point numbers before the positions: `J1`, `1`; and that of rings: `1`, `2`. */
export function sideColumns(
  lines: readonly TableLine[],
  a: number,
): { readonly number: number | null; readonly ring: number | null } {
  if (a === 0 || lines.length === 0) return { number: null, ring: null };
  const whole = (column: number): boolean =>
    lines.every(({ cells }) => /^\d{1,3}$/.test(cells[column] ?? ''));
  return { number: 0, ring: a >= 2 && whole(a - 1) ? a - 1 : null };
}
