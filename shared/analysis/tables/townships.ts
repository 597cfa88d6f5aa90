import type { BilingualText } from '../../model/layer.ts';
import { areaCell, codeName, column, named, said, sumCell, textCell, UNITS_A_STEP } from './cells.ts';
import { byCode, firstLevel } from './class-groups.ts';
import { forceColumns, forceMatrix } from './force-matrix.ts';
import { largestRemainder, sumOf } from './largest-remainder.ts';
import { classSteps, type ClassSums } from './structure.ts';
import { roundMatrix, type RoundedMatrix } from './round-matrix.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableRow } from './types.ts';

/** Ground by township, planning zone and planned class, 0.0001 m2; null where there is none. */
export interface TownshipAggregates {
  readonly ground: readonly {
    readonly township: string | null;
    readonly zone: string | null;
    readonly code: string | null;
    readonly units: number;
  }[];
  /** Planned ground by class, as the table of structure has it. */
  readonly plan: ClassSums;
  /** Prefixes of construction classes. */
  readonly construction: readonly string[];
  /** Names of townships by their code. */
  readonly names: ReadonlyMap<string, string>;
  /** Whether zones were laid over the plan; without them the table is by township and class. */
  readonly zoned: boolean;
}

/** Zones of the first level: hundreds. */
const zoneOf = (code: string | null): string | null =>
  code !== null && /^\d{3}/.test(code) ? `${code[0]}00` : code;

interface Township {
  readonly code: string | null;
  readonly zones: readonly (string | null)[];
  /** By zone and class. */
  readonly values: readonly (readonly number[])[];
}

function townshipsOf({ ground }: TownshipAggregates, classes: readonly (string | null)[]): Township[] {
  const codes = [...new Set(ground.map(({ township }) => township))].sort(byCode);
  return codes.map((code) => {
    const own = ground.filter(({ township }) => township === code);
    const zones = [...new Set(own.map(({ zone }) => zoneOf(zone)))].sort(byCode);
    const values = zones.map(() => classes.map(() => 0));
    for (const { zone, code: of, units } of own)
      values[zones.indexOf(zoneOf(zone))]![classes.indexOf(firstLevel(of))]! += units;
    return { code, zones, values };
  });
}

/** Townships against classes, rounded to the sums of classes that the table of structure prints. */
function roundedAsStructure(
  { plan, construction }: TownshipAggregates,
  classes: readonly (string | null)[],
  sums: readonly (readonly number[])[],
): RoundedMatrix {
  const steps = classSteps(plan, construction);
  const columns = classes.map((code) => steps.get(code) ?? 0);
  const own = sums.map(sumOf);
  const up = sumOf(columns) - sumOf(own.map((units) => Math.floor(units / UNITS_A_STEP)));
  const can = own.filter((units) => units % UNITS_A_STEP !== 0).length;
  if (up < 0 || up > can) return roundMatrix(sums, UNITS_A_STEP);
  return forceMatrix(sums, UNITS_A_STEP, largestRemainder(own, UNITS_A_STEP, sumOf(columns)), columns);
}

/**
 * 分乡镇用地汇总表: planned ground by township, planning zone and first-level class. Townships are rounded against
 * classes first, to the sums of the table of structure, then the zones of each township to its figures, so that every
 * sum agrees.
 */
export function townshipTable(given: TownshipAggregates, about: TableAbout): OfficialTable {
  const classes = [...new Set(given.ground.map(({ code }) => firstLevel(code)))].sort(byCode);
  const townships = townshipsOf(given, classes);
  const sums = townships.map(({ values }) => classes.map((_, c) => sumOf(values.map((row) => row[c]!))));
  const upper = roundedAsStructure(given, classes, sums);
  const rows: TableRow[] = [];
  const subtotals: number[] = [];
  const names = given.zoned ? 2 : 1;

  /** A row of figures with its sum; `from` are the rows it sums, none for figures of its own. */
  const add = (
    kind: TableRow['kind'],
    heads: readonly BilingualText[],
    steps: readonly number[],
    from: readonly number[],
  ): void => {
    const at = rows.length;
    const cells = steps.map((one, c): TableCell =>
      from.length === 0
        ? areaCell(one)
        : sumCell(
            one,
            from.map((row): CellAt => [row, names + c]),
          ),
    );
    const across = steps.map((_, c): CellAt => [at, names + c]);
    rows.push({ kind, cells: [...heads.map(textCell), ...cells, sumCell(sumOf(steps), across)] });
  };

  townships.forEach(({ code, zones, values }, t) => {
    const name = code === null ? said('no-township') : named(given.names.get(code) ?? code);
    if (!given.zoned) {
      subtotals.push(rows.length);
      add('item', [name], upper.cells[t]!, []);
      return;
    }
    const at = rows.length;
    subtotals.push(at);
    const lower = forceColumns(values, UNITS_A_STEP, upper.cells[t]!);
    add(
      'subtotal',
      [name, said('subtotal')],
      upper.cells[t]!,
      zones.map((_, z) => at + 1 + z),
    );
    zones.forEach((zone, z) => {
      const label = zone === null ? said('no-zone') : codeName('planning_zone', zone);
      add('part', [name, label], lower.cells[z]!, []);
    });
  });
  if (townships.length > 0)
    add('total', given.zoned ? [said('total'), said('total')] : [said('total')], upper.columns, subtotals);

  const head = said('head.planned-class');
  return {
    id: 'townships',
    title: said(given.zoned ? 'title.townships' : 'title.townships-plain'),
    unit: said('unit.ha'),
    about,
    columns: [
      { ...column('text', 16, said('head.township'), said('head.township')), joins: true },
      ...(given.zoned ? [column('text', 18, said('head.zone'), said('head.zone'))] : []),
      ...classes.map((code) =>
        column('area', 12, head, code === null ? said('unclassed') : codeName('land_use_class', code, true)),
      ),
      column('area', 14, said('head.sum'), said('head.sum')),
    ],
    rows,
    notes: [
      said('note.ridges'),
      said('note.rounding'),
      said('note.as-structure'),
      ...(given.zoned ? [] : [said('note.no-zones')]),
    ],
    layoutVerified: false,
  };
}
