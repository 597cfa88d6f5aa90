import type { RawValue } from '../raw.ts';
import type { SheetRow } from './sheet-row.ts';

/** Cells that are one over several rows; counted from 1, both ends included. */
export interface RowMerge {
  readonly top: number;
  readonly bottom: number;
  readonly column: number;
}

/** Gives a value that stands in cells merged over several rows to each of the rows. Rows come in order. */
export function createMergeFill(merges: readonly RowMerge[]): (row: SheetRow) => SheetRow {
  const sorted = merges.filter(({ top, bottom }) => bottom > top).sort((a, b) => a.top - b.top);
  let next = 0;
  const active = new Map<number, { readonly bottom: number; readonly value: RawValue }>();
  return (row) => {
    for (; next < sorted.length && sorted[next]!.top <= row.number; next++) {
      const { top, bottom, column } = sorted[next]!;
      const value = row.cells[column - 1] ?? null;
      if (top === row.number && value !== null) active.set(column, { bottom, value });
    }
    if (active.size === 0) return row;
    const cells = [...row.cells];
    for (const [column, { bottom, value }] of active) {
      if (bottom < row.number) active.delete(column);
      else if ((cells[column - 1] ?? null) === null) {
        while (cells.length < column) cells.push(null);
        cells[column - 1] = value;
      }
    }
    return { number: row.number, cells };
  };
}
