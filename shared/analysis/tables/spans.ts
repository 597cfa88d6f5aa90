import type { Language } from '../../i18n/languages.ts';
import type { OfficialTable, TableColumn } from './types.ts';

/** Cells that are one: from a column, so many across and down, both counted with the first. */
export interface Span {
  /** From 0. */
  readonly column: number;
  readonly across: number;
  readonly down: number;
}

/**
 * The cells of one level of heads: equal words beside one another under the same head are one, and so are equal words
 * one below the other. Columns whose head on this level is part of the one above are left out.
 */
export function headSpans(columns: readonly TableColumn[], level: number, language: Language): Span[] {
  const levels = columns[0]?.heads.length ?? 0;
  const word = (c: number, l: number): string | undefined => columns[c]?.heads[l]?.[language];
  const same = (a: number, b: number): boolean =>
    Array.from({ length: level + 1 }, (_, l) => word(a, l) === word(b, l)).every(Boolean);
  const spans: Span[] = [];
  for (let column = 0; column < columns.length;) {
    if (level > 0 && word(column, level) === word(column, level - 1)) {
      column++;
      continue;
    }
    let down = 1;
    while (level + down < levels && word(column, level + down) === word(column, level)) down++;
    let across = 1;
    if (down === 1) while (column + across < columns.length && same(column, column + across)) across++;
    spans.push({ column, across, down });
    column += across;
  }
  return spans;
}

/**
 * Rows in which a joined column says the same from this row on, this one counted; 0 for a row that only repeats the one
 * above, 1 in columns that are not joined.
 */
export function rowSpan({ rows, columns }: OfficialTable, r: number, c: number, language: Language): number {
  if (columns[c]?.joins !== true) return 1;
  const word = (at: number): string | null => {
    const cell = rows[at]?.cells[c];
    return cell?.kind === 'text' ? cell.text[language] : null;
  };
  if (word(r) === null) return 1;
  if (word(r - 1) === word(r)) return 0;
  let down = 1;
  while (word(r + down) === word(r)) down++;
  return down;
}
