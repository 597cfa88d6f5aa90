import type { BilingualText } from '../../model/layer.ts';
import {
  areaCell,
  BLANK,
  codeName,
  column,
  figure,
  HUNDRED_PERCENT,
  hundredths,
  named,
  said,
  sumCell,
  textCell,
  UNITS_A_STEP,
} from './cells.ts';
import { byCode } from './class-groups.ts';
import { nearest, sumOf } from './largest-remainder.ts';
import { roundMatrix } from './round-matrix.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableColumn, TableRow } from './types.ts';

/** The three lines and, beside them, the zones they should agree with. */
export const LINE_GROUPS = ['farmland', 'redline', 'boundary', 'zones'] as const;
export type LineGroup = (typeof LINE_GROUPS)[number];

/** What the three-line summary is made of: ground of each line by township and part, 0.0001 m2. */
export interface LineAggregates {
  /**
   * `part` names what of the line it is: `net`, `ridge` of basic farmland; `core`, `other` of the redline; the code
   * of its kind for the boundary; the first-level code of a zone.
   */
  readonly ground: readonly {
    readonly group: LineGroup;
    readonly part: string;
    readonly township: string | null;
    readonly units: number;
  }[];
  readonly names: ReadonlyMap<string, string>;
  /** Lines that the blueprint holds; of the others nothing is said. */
  readonly held: readonly LineGroup[];
  /** Ground of the county, 0.0001 m2; null where it is not known. */
  readonly county: number | null;
}

/** The order of parts that are no codes. */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  farmland: ['net', 'ridge'],
  redline: ['core', 'other'],
};

const partName = (group: LineGroup, part: string): BilingualText =>
  group === 'boundary'
    ? codeName('boundary_kind', part)
    : group === 'zones'
      ? codeName('planning_zone', part)
      : said(`part.${group}.${part}`);

function partsOf({ ground }: LineAggregates, group: LineGroup): string[] {
  const found = [...new Set(ground.flatMap((one) => (one.group === group ? [one.part] : [])))];
  return FIXED[group] === undefined
    ? found.sort(byCode)
    : FIXED[group].filter((part) => found.includes(part));
}

/**
 * 三区三线指标汇总表: ground of permanent basic farmland (net, and with ridges), of the redline and of the boundary, with
 * their parts, and of the zones, by township. Each line is rounded so that its townships and parts agree with its sum.
 */
export function lineTable(given: LineAggregates, about: TableAbout): OfficialTable {
  const shown = given.ground.filter(({ group }) => given.held.includes(group));
  const townships = [...new Set(shown.map(({ township }) => township))].sort(byCode);
  const columns: TableColumn[] = [column('text', 16, said('head.township'), said('head.township'))];
  const cells: TableCell[][] = townships.map((code) => [
    textCell(code === null ? said('no-township') : named(given.names.get(code) ?? code)),
  ]);
  const totals: TableCell[] = [textCell(said('total'))];
  const shares: TableCell[] = [textCell(said('share-of-county'))];

  const share = (units: number): TableCell =>
    given.county === null || given.county === 0
      ? BLANK
      : figure(hundredths(nearest((units / given.county) * HUNDRED_PERCENT, 1)));

  for (const group of LINE_GROUPS.filter((one) => given.held.includes(one))) {
    const parts = partsOf(given, group);
    if (parts.length === 0) continue;
    const unitsOf = (township: string | null, part: string): number =>
      sumOf(
        given.ground.flatMap((one) =>
          one.group === group && one.part === part && one.township === township ? [one.units] : [],
        ),
      );
    const values = townships.map((township) => parts.map((part) => unitsOf(township, part)));
    const rounded = roundMatrix(values, UNITS_A_STEP);
    const head = said(`line.${group}`);
    const at = columns.length;
    const withSum = parts.length > 1;
    const own = (r: number): CellAt[] => parts.map((_, p): CellAt => [r, at + p]);
    const down = (c: number): CellAt[] => townships.map((_, r): CellAt => [r, c]);
    parts.forEach((part, p) => {
      columns.push(column('area', 14, head, partName(group, part)));
      townships.forEach((_, r) => cells[r]!.push(areaCell(rounded.cells[r]![p]!)));
      totals.push(sumCell(rounded.columns[p]!, down(at + p)));
      shares.push(share(sumOf(values.map((row) => row[p]!))));
    });
    if (!withSum) continue;
    columns.push(column('area', 14, head, said(group === 'farmland' ? 'head.gross' : 'head.sum')));
    townships.forEach((_, r) => cells[r]!.push(sumCell(rounded.rows[r]!, own(r))));
    totals.push(sumCell(rounded.total, down(at + parts.length)));
    shares.push(share(sumOf(values.map(sumOf))));
  }

  const rows: TableRow[] = cells.map((row) => ({ kind: 'item', cells: row }));
  if (rows.length > 0) {
    rows.push({ kind: 'total', cells: totals });
    if (given.county !== null) rows.push({ kind: 'part', cells: shares });
  }
  return {
    id: 'lines',
    title: said('title.lines'),
    unit: said('unit.ha-percent'),
    about,
    columns,
    rows,
    notes: [said('note.lines'), said('note.net'), said('note.rounding')],
    layoutVerified: false,
  };
}
