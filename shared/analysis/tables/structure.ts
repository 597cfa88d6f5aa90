import type { BilingualText } from '../../model/layer.ts';
import {
  areaCell,
  codeName,
  column,
  figure,
  HUNDRED_PERCENT,
  hundredths,
  said,
  sumCell,
  textCell,
  UNITS_A_STEP,
} from './cells.ts';
import { byCode, classGroup, firstLevel, type ClassGroup } from './class-groups.ts';
import { nestedRemainder, sumOf } from './largest-remainder.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableRow } from './types.ts';

/** Ground by class, 0.0001 m2: codes in full, null for features without one, ridges under their own class. */
export type ClassSums = ReadonlyMap<string | null, number>;

/** What the table of structure is made of. */
export interface StructureAggregates {
  readonly base: ClassSums;
  readonly plan: ClassSums;
  /** Prefixes of construction classes. */
  readonly construction: readonly string[];
}

interface Item {
  readonly code: string | null;
  readonly units: [base: number, plan: number];
}

interface Group {
  readonly group: ClassGroup;
  readonly items: readonly Item[];
}

const GROUPS: readonly ClassGroup[] = ['open', 'built', 'sea', 'none'];

/** First-level classes within their groups, in the order of the codes; a class whose parts are of two groups is in both. */
function groupsOf({ base, plan, construction }: StructureAggregates): Group[] {
  const items = new Map<ClassGroup, Map<string | null, Item>>();
  for (const [side, sums] of [base, plan].entries()) {
    for (const [code, units] of sums) {
      const first = firstLevel(code);
      const group = classGroup(first === null ? null : code, construction);
      const own = items.get(group) ?? new Map<string | null, Item>();
      items.set(group, own);
      const item = own.get(first) ?? { code: first, units: [0, 0] };
      own.set(first, item);
      item.units[side as 0 | 1] += units;
    }
  }
  return GROUPS.map((group) => ({
    group,
    items: [...(items.get(group)?.values() ?? [])]
      .filter(({ units }) => units[0] !== 0 || units[1] !== 0)
      .sort((a, b) => byCode(a.code, b.code)),
  })).filter((group) => group.items.length > 0);
}

/**
 * Printed steps of each first-level class of one side. Other tables with sums by class take these, so that a class has
 * one figure wherever it is printed.
 */
export function classSteps(
  sums: ClassSums,
  construction: readonly string[],
): ReadonlyMap<string | null, number> {
  const groups = groupsOf({ base: sums, plan: new Map(), construction });
  const steps = nestedRemainder(
    groups.map(({ items }) => items.map(({ units }) => units[0])),
    UNITS_A_STEP,
  );
  const out = new Map<string | null, number>();
  groups.forEach(({ items }, g) =>
    items.forEach(({ code }, i) => out.set(code, (out.get(code) ?? 0) + steps[g]![i]!)),
  );
  return out;
}

/** Shares of a side as whole numbers of a millionth of a printed step: their remainders are what is rounded by. */
function sharesOf(groups: readonly (readonly number[])[]): number[][] {
  const whole = sumOf(groups.map(sumOf));
  if (whole === 0) return groups.map((units) => units.map(() => 0));
  const parts = groups.map((units) => units.map((one) => Math.round((one / whole) * HUNDRED_PERCENT * 1e6)));
  return nestedRemainder(parts, 1e6, HUNDRED_PERCENT);
}

/** Columns of the baseline and of the plan. */
const AREAS = [1, 3] as const;
const SHARES = [2, 4] as const;
const SIDES = [0, 1] as const;

const figureOf = (cell: TableCell | undefined): number => (cell?.kind === 'figure' ? cell.value : 0);

/**
 * 国土空间功能结构调整表: area and share of each first-level class in the baseline and in the plan, with sums of
 * construction and other land. Areas and shares are rounded so that all sums agree.
 */
export function structureTable(given: StructureAggregates, about: TableAbout): OfficialTable {
  const groups = groupsOf(given);
  const unitsOf = (side: 0 | 1): number[][] =>
    groups.map(({ items }) => items.map(({ units }) => units[side]));
  const areas = SIDES.map((side) => nestedRemainder(unitsOf(side), UNITS_A_STEP));
  const shares = SIDES.map((side) => sharesOf(unitsOf(side)));
  const rows: TableRow[] = [];
  const add = (kind: TableRow['kind'], name: BilingualText, figures: readonly TableCell[]): void => {
    const at = rows.length;
    const change = Math.round((figureOf(figures[2]) - figureOf(figures[0])) * 100) / 100;
    const cells: readonly [CellAt, CellAt] = [
      [at, AREAS[1]],
      [at, AREAS[0]],
    ];
    rows.push({
      kind,
      cells: [textCell(name), ...figures, figure(change, { kind: 'difference', cells })],
    });
  };
  /** Sums of areas and shares over rows, in the order of the columns. */
  const sums = (
    area: (side: 0 | 1) => number,
    share: (side: 0 | 1) => number,
    from: readonly number[],
  ): TableCell[] =>
    SIDES.flatMap((side) => [
      sumCell(
        area(side),
        from.map((row): CellAt => [row, AREAS[side]]),
      ),
      figure(hundredths(share(side)), { kind: 'sum', cells: from.map((row): CellAt => [row, SHARES[side]]) }),
    ]);

  const subtotals: number[] = [];
  groups.forEach(({ group, items }, g) => {
    const at = rows.length;
    subtotals.push(at);
    const own = items.map((_, i) => at + 1 + i);
    add(
      'subtotal',
      said(`group.${group}`),
      sums(
        (side) => sumOf(areas[side]![g]!),
        (side) => sumOf(shares[side]![g]!),
        own,
      ),
    );
    items.forEach(({ code }, i) => {
      const name = code === null ? said('unclassed') : codeName('land_use_class', code, true);
      add(
        'part',
        name,
        SIDES.flatMap((side) => [areaCell(areas[side]![g]![i]!), figure(hundredths(shares[side]![g]![i]!))]),
      );
    });
  });
  const all =
    (values: readonly (readonly (readonly number[])[])[]) =>
    (side: 0 | 1): number =>
      sumOf(values[side]!.map(sumOf));
  if (groups.length > 0) add('total', said('total'), sums(all(areas), all(shares), subtotals));

  const year = (key: string, value: number | null): BilingualText =>
    value === null ? said(key) : said(`${key}-year`, { year: value });
  const [base, plan] = [year('head.base', about.baseYear), year('head.plan', about.planYear)];
  return {
    id: 'structure',
    title: said('title.structure'),
    unit: said('unit.ha-percent'),
    about,
    columns: [
      column('text', 30, said('head.class'), said('head.class')),
      column('area', 16, base, said('head.area')),
      column('share', 12, base, said('head.share')),
      column('area', 16, plan, said('head.area')),
      column('share', 12, plan, said('head.share')),
      column('area', 16, said('head.change'), said('head.change')),
    ],
    rows,
    notes: [
      said('note.ridges'),
      said('note.construction', { classes: given.construction.join(', ') }),
      said('note.rounding'),
    ],
    layoutVerified: false,
  };
}
