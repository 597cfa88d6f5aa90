import type { BilingualText } from '../../model/layer.ts';
import { areaCell, codeName, column, said, sumCell, textCell, UNITS_A_STEP } from './cells.ts';
import { byCode, firstLevel } from './class-groups.ts';
import { forceMatrix } from './force-matrix.ts';
import { nearest, sumOf } from './largest-remainder.ts';
import type { RoundedMatrix } from './round-matrix.ts';
import { classSteps, type ClassSums } from './structure.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableRow } from './types.ts';

/** A class at one end of a conversion: first-level, null for ground without a class, `none` where there is no parcel. */
export type ConversionEnd = string | null;

/** What the conversion matrix is made of: ground by class in the baseline and class in the plan, 0.0001 m2. */
export interface ConversionAggregates {
  readonly ground: readonly {
    readonly from: ConversionEnd;
    readonly to: ConversionEnd;
    readonly units: number;
  }[];
  /** Ground of each side by class, as the table of structure has it. */
  readonly base: ClassSums;
  readonly plan: ClassSums;
  /** Prefixes of construction classes. */
  readonly construction: readonly string[];
}

/** Ground that only the other side covers. */
export const UNCOVERED = 'none';

/** First-level classes that occur at one end, those without class and what is not covered last. */
function endsOf(all: readonly ConversionEnd[]): ConversionEnd[] {
  const found = new Set(all.map((code) => (code === UNCOVERED ? code : firstLevel(code))));
  const classes = [...found].filter((code) => code !== UNCOVERED).sort(byCode);
  return found.has(UNCOVERED) ? [...classes, UNCOVERED] : classes;
}

const nameOf = (code: ConversionEnd): BilingualText =>
  code === UNCOVERED
    ? said('uncovered')
    : code === null
      ? said('unclassed')
      : codeName('land_use_class', code, true);

/** The matrix rounded to the sums that the table of structure prints; what only one side covers makes up the rest. */
function roundedAsStructure(
  { base, plan, construction }: ConversionAggregates,
  from: readonly ConversionEnd[],
  to: readonly ConversionEnd[],
  values: readonly (readonly number[])[],
): RoundedMatrix {
  const [before, after] = [classSteps(base, construction), classSteps(plan, construction)];
  const stepsOf = (steps: ReadonlyMap<string | null, number>, ends: readonly ConversionEnd[]): number[] =>
    ends.map((code) => (code === UNCOVERED ? 0 : (steps.get(code) ?? 0)));
  const [rows, columns] = [stepsOf(before, from), stepsOf(after, to)];
  const [only, alone] = [from.indexOf(UNCOVERED), to.indexOf(UNCOVERED)];
  const lacking = sumOf(columns) - sumOf(rows);
  // Ground of the plan alone, of the baseline alone: their difference is given, the one that can be is rounded. Where
  // there is neither and the sides still differ, by the noise of their borders, the largest class takes the step.
  if (alone < 0 && only < 0) rows[rows.indexOf(Math.max(...rows))]! += lacking;
  if (alone >= 0) {
    const own = nearest(sumOf(values.map((row) => row[alone]!)), UNITS_A_STEP);
    columns[alone] = only >= 0 ? Math.max(own, 0 - lacking, 0) : 0 - lacking;
  }
  if (only >= 0) rows[only] = lacking + (alone >= 0 ? columns[alone]! : 0);
  return forceMatrix(values, UNITS_A_STEP, rows, columns);
}

/**
 * 用地转换矩阵: ground by its class in the baseline (rows) and in the plan (columns). Rows, columns and total are
 * rounded so that all agree, with one another and with the table of structure.
 */
export function conversionTable(given: ConversionAggregates, about: TableAbout): OfficialTable {
  const { ground } = given;
  const from = endsOf(ground.map((one) => one.from));
  const to = endsOf(ground.map((one) => one.to));
  const values = from.map(() => to.map(() => 0));
  const indexOf = (ends: readonly ConversionEnd[], code: ConversionEnd): number =>
    ends.indexOf(code === UNCOVERED ? code : firstLevel(code));
  for (const { from: before, to: after, units } of ground)
    values[indexOf(from, before)]![indexOf(to, after)]! += units;
  const rounded = roundedAsStructure(given, from, to, values);

  const last = to.length + 1;
  const rows: TableRow[] = from.map((code, r) => {
    const cells = rounded.cells[r]!.map((steps): TableCell => areaCell(steps));
    const own = to.map((_, c): CellAt => [r, c + 1]);
    return { kind: 'item', cells: [textCell(nameOf(code)), ...cells, sumCell(rounded.rows[r]!, own)] };
  });
  if (from.length > 0) {
    const down = (c: number): CellAt[] => from.map((_, r): CellAt => [r, c]);
    rows.push({
      kind: 'total',
      cells: [
        textCell(said('total')),
        ...rounded.columns.map((steps, c) => sumCell(steps, down(c + 1))),
        sumCell(rounded.total, down(last)),
      ],
    });
  }
  const plan = said('head.to');
  return {
    id: 'conversion',
    title: said('title.conversion'),
    unit: said('unit.ha'),
    about,
    columns: [
      column('text', 24, said('head.from'), said('head.from')),
      ...to.map((code) => column('area', 12, plan, nameOf(code))),
      column('area', 14, said('head.base-sum'), said('head.base-sum')),
    ],
    rows,
    notes: [said('note.ridges'), said('note.conversion'), said('note.rounding'), said('note.as-structure')],
    layoutVerified: false,
  };
}
