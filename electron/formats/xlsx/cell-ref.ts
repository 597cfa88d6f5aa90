import { columnLetters } from '../../../shared/import/sheet/column-letters.ts';

/** `B3` for row 3, column 2, both counted from 1. */
export const cellRef = (row: number, column: number): string => `${columnLetters(column)}${row}`;

/** The column of `B3`, counted from 1; null for what is no cell's name. */
export function columnOf(ref: string): number | null {
  let column = 0;
  let at = 0;
  for (; at < ref.length; at++) {
    const code = ref.charCodeAt(at) | 32;
    if (code < 97 || code > 122) break;
    column = column * 26 + code - 96;
    if (column > 16_384) return null;
  }
  return at === 0 ? null : column;
}

/** A rectangle of cells, both ends counted. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

const RANGE = /^\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})$/;

/** `A1:C2` as a rectangle; null for what is none. */
export function parseRange(text: string): CellRange | null {
  const match = RANGE.exec(text.trim());
  if (match === null) return null;
  const [left, right] = [columnOf(match[1]!), columnOf(match[3]!)];
  const [top, bottom] = [Number(match[2]), Number(match[4])];
  if (left === null || right === null || top < 1 || bottom < top || right < left) return null;
  return { top, left, bottom, right };
}

export const rangeRef = ({ top, left, bottom, right }: CellRange): string =>
  `${cellRef(top, left)}:${cellRef(bottom, right)}`;
