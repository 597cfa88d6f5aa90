import { coordinateOf } from './cell-number.ts';
import type { SheetRow } from './sheet-row.ts';

/**
 * Whether rows of points, one after the other, bound something: a point after at least two others lies where the
 * sequence began, or the numbers of the points begin anew.
 */
export function closesOrRestarts(
  rows: readonly SheetRow[],
  at: { readonly first: number; readonly second: number },
  point: number | null,
): boolean {
  let start: { readonly x: number; readonly y: number; readonly name: string } | null = null;
  let count = 0;
  for (const { cells } of rows) {
    const [x, y] = [coordinateOf(cells[at.first]), coordinateOf(cells[at.second])];
    if (x === null || y === null) continue;
    const name = point === null ? '' : String(cells[point] ?? '');
    if (start === null) {
      start = { x, y, name };
      count = 1;
      continue;
    }
    if (count >= 3 && ((x === start.x && y === start.y) || (name !== '' && name === start.name))) return true;
    count++;
  }
  return false;
}
