import { largestRemainder, nearest, sumOf } from './largest-remainder.ts';
import { createFlow } from './min-cost-flow.ts';

/** A table of figures rounded so that rows, columns and total add up; whole numbers of the unit. */
export interface RoundedMatrix {
  readonly cells: readonly (readonly number[])[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly total: number;
}

/*
 * What a choice costs, the dearest first: a total of a column that is prescribed and missed, a total of a row that is
 * neither of the two whole numbers around it, a total that is not the one of the largest remainders, a cell rounded
 * away from its nearer whole number (up to CELL). Whole numbers, each dearer than all of the next that a table of some
 * thousand cells can have, and far below 2^53 in the sums of one way.
 */
const PRESCRIBED = 1e14;
const BOUND = 1e12;
const PREFERRED = 1e9;
const CELL = 1e5;

/**
 * Rounds the cells of a table up or down so that every row and column sums to a whole number next to its own sum, and
 * all of them to the rounded total (controlled rounding, Bacharach 1966: such a table always exists). Of all such
 * tables one that rounds rows and columns by their largest remainders where that can be, then the one whose cells are
 * nearest.
 *
 * @param values whole numbers, not negative, all rows of the same length
 * @param columns sums that the columns must have, each a whole number next to the column's own; rows then give way
 * where both cannot be
 */
export function roundMatrix(
  values: readonly (readonly number[])[],
  unit: number,
  columns?: readonly number[],
): RoundedMatrix {
  const width = values[0]?.length ?? 0;
  const rowSums = values.map(sumOf);
  const columnSums = Array.from({ length: width }, (_, c) => sumOf(values.map((row) => row[c]!)));
  const total = columns === undefined ? nearest(sumOf(rowSums), unit) : sumOf(columns);
  const wantedRows = preferred(rowSums, unit, total);
  const wantedColumns = columns ?? preferred(columnSums, unit, total);

  const floors = values.map((row) => row.map((value) => Math.floor(value / unit)));
  const [source, sink] = [values.length + width, values.length + width + 1];
  const flow = createFlow(values.length + width + 2);
  /** Ways for a total: units it must have, the one it may have, and, for rows that must give way, more. */
  const ways = (
    from: number,
    to: number,
    sum: number,
    floor: number,
    wanted: number,
    gives: number,
  ): void => {
    const least = Math.floor(sum / unit) - floor;
    flow.arc(from, to, least, -BOUND);
    if (sum % unit !== 0) flow.arc(from, to, 1, wanted > least + floor ? -PREFERRED : PREFERRED);
    if (gives > 0) flow.arc(from, to, gives, BOUND);
  };
  values.forEach((_, r) =>
    ways(source, r, rowSums[r]!, sumOf(floors[r]!), wantedRows[r]!, columns === undefined ? 0 : width),
  );
  const chosen = values.map((row, r) =>
    row.map((value, c) => {
      const rest = (value - floors[r]![c]! * unit) / unit;
      return rest === 0 ? null : flow.arc(r, values.length + c, 1, Math.round(CELL * (1 - 2 * rest)));
    }),
  );
  for (let c = 0; c < width; c++) {
    const floor = sumOf(floors.map((row) => row[c]!));
    const node = values.length + c;
    if (columns === undefined) ways(node, sink, columnSums[c]!, floor, wantedColumns[c]!, 0);
    else flow.arc(node, sink, columns[c]! - floor, -PRESCRIBED);
  }
  flow.send(source, sink, total - sumOf(floors.map(sumOf)));

  const cells = floors.map((row, r) =>
    row.map((floor, c) => {
      const way = chosen[r]![c] ?? null;
      return floor + (way === null ? 0 : flow.along(way));
    }),
  );
  return {
    cells,
    rows: cells.map(sumOf),
    columns: Array.from({ length: width }, (_, c) => sumOf(cells.map((row) => row[c]!))),
    total: sumOf(cells.map(sumOf)),
  };
}

/** Totals by their largest remainders, where they can be made to sum to the total. */
function preferred(sums: readonly number[], unit: number, total: number): number[] {
  const exact = sumOf(sums) / unit;
  return Math.abs(total - exact) < 1 ? largestRemainder(sums, unit, total) : largestRemainder(sums, unit);
}
