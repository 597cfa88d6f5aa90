import { sumOf } from './largest-remainder.ts';
import { createFlow, type Flow } from './min-cost-flow.ts';
import { roundMatrix, type RoundedMatrix } from './round-matrix.ts';

/** Printed steps that a figure may be moved by, each dearer than the one before. */
const MOST = 4;
const CELL = 1e5;

interface Move {
  readonly row: number;
  readonly column: number;
  readonly by: 1 | -1;
  readonly way: number;
}

/**
 * Rounds a table to sums of its rows and columns that other tables print (尾数强制平差): it is rounded by itself, then
 * as few figures as can be are moved by a step, those that come nearest to their values first. Nothing stays nothing.
 *
 * @param values whole numbers, not negative, all rows of the same length
 * @returns the table rounded by itself where the sums cannot be had: they contradict one another or are too far away
 */
export function forceMatrix(
  values: readonly (readonly number[])[],
  unit: number,
  rows: readonly number[],
  columns: readonly number[],
): RoundedMatrix {
  const own = roundMatrix(values, unit);
  if (sumOf(rows) !== sumOf(columns)) return own;
  const [source, sink] = [rows.length + columns.length, rows.length + columns.length + 1];
  const flow = createFlow(rows.length + columns.length + 2);
  let amount = 0;
  /** What a sum lacks comes from the source, what it has too much goes to the sink; for columns the other way. */
  const ways = (node: number, lacks: number): void => {
    if (lacks > 0) flow.arc(source, node, lacks, 0);
    else flow.arc(node, sink, -lacks, 0);
    amount += Math.max(0, lacks);
  };
  rows.forEach((wanted, r) => ways(r, wanted - own.rows[r]!));
  columns.forEach((wanted, c) => ways(rows.length + c, own.columns[c]! - wanted));
  const moves = movesOf(values, unit, own, flow);
  if (flow.send(source, sink, amount) < amount) return own;
  const cells = own.cells.map((row) => [...row]);
  for (const { row, column, by, way } of moves) cells[row]![column]! += by * flow.along(way);
  return { cells, rows: [...rows], columns: [...columns], total: sumOf(rows) };
}

/** A step more in a figure leads from its row to its column, a step less back. */
function movesOf(
  values: readonly (readonly number[])[],
  unit: number,
  { cells, rows }: RoundedMatrix,
  flow: Flow,
): Move[] {
  const moves: Move[] = [];
  cells.forEach((row, r) =>
    row.forEach((steps, c) => {
      const value = values[r]![c]! / unit;
      if (value === 0) return;
      const [from, to] = [r, rows.length + c];
      for (let n = 1; n <= MOST; n++) {
        const [more, less] = [steps + n, steps - n];
        const cost = (is: number): number => Math.round(CELL * Math.abs(is - value));
        moves.push({ row: r, column: c, by: 1, way: flow.arc(from, to, 1, cost(more)) });
        if (less >= 0) moves.push({ row: r, column: c, by: -1, way: flow.arc(to, from, 1, cost(less)) });
      }
    }),
  );
  return moves;
}

/**
 * Rounds a table to given sums of its columns, also where one is further from its column's own than rounding reaches:
 * then the figures that come nearest to their values are moved. Rows are what their figures sum to.
 */
export function forceColumns(
  values: readonly (readonly number[])[],
  unit: number,
  columns: readonly number[],
): RoundedMatrix {
  const reached = columns.map((wanted, c) => {
    const sum = sumOf(values.map((row) => row[c]!)) / unit;
    return Math.min(Math.ceil(sum), Math.max(Math.floor(sum), wanted));
  });
  const cells = roundMatrix(values, unit, reached).cells.map((row) => [...row]);
  columns.forEach((wanted, c) => {
    for (let lacks = wanted - sumOf(cells.map((row) => row[c]!)); lacks !== 0; lacks -= Math.sign(lacks)) {
      const by = Math.sign(lacks);
      const away = (r: number): number => Math.abs(cells[r]![c]! + by - values[r]![c]! / unit);
      const able = values.flatMap((row, r) => (row[c]! > 0 && cells[r]![c]! + by >= 0 ? [r] : []));
      if (able.length === 0) return;
      cells[able.reduce((best, r) => (away(r) < away(best) ? r : best))]![c]! += by;
    }
  });
  const sums = columns.map((_, c) => sumOf(cells.map((row) => row[c]!)));
  return { cells, rows: cells.map(sumOf), columns: sums, total: sumOf(sums) };
}
