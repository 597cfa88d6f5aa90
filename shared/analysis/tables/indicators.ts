import type { BilingualText } from '../../model/layer.ts';
import { largestRemainder } from './largest-remainder.ts';
import { BLANK, codeName, column, figure, named, said, textCell } from './cells.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableRow } from './types.ts';

/** One figure handed down, and what the plan has of it. */
export interface IndicatorFact {
  /** Code of the quota's kind. */
  readonly kind: string;
  readonly nature: string | null;
  readonly direction: string | null;
  readonly year: number | null;
  readonly unit: string | null;
  /** Value handed down, in its unit. */
  readonly target: number;
  /** What the plan has, in the same unit; null where it cannot be measured. */
  readonly planned: number | null;
  readonly source: string | null;
}

/** The figures of the county or of one township. */
export interface IndicatorUnit {
  readonly name: string;
  readonly county: boolean;
  readonly facts: readonly IndicatorFact[];
}

export interface IndicatorAggregates {
  /** The county first, then the townships. */
  readonly units: readonly IndicatorUnit[];
}

const DECIMALS = 100;
const printed = (value: number): number => Math.round(value * DECIMALS) / DECIMALS;

/** Values are rounded from whole numbers of a millionth. */
const FINE = 1e6;
const STEP = FINE / DECIMALS;

/** Values as they are printed, so that they sum to what their own sum would be printed as; null where one is unknown. */
function printedTogether(values: readonly (number | null)[]): (number | null)[] {
  const known = values.flatMap((value) => (value === null ? [] : [Math.round(value * FINE)]));
  const steps = largestRemainder(known, STEP)[Symbol.iterator]();
  return values.map((value) => (value === null ? null : Number(steps.next().value) / DECIMALS));
}

type Side = 'target' | 'planned';

/** What each figure of the townships is printed as. */
function townshipValues(
  units: readonly IndicatorUnit[],
  side: Side,
): ReadonlyMap<IndicatorFact, number | null> {
  const ofKind = new Map<string, IndicatorFact[]>();
  for (const { county, facts } of units) {
    for (const fact of county ? [] : facts) {
      const list = ofKind.get(keyOf(fact)) ?? [];
      ofKind.set(keyOf(fact), list);
      list.push(fact);
    }
  }
  const values = new Map<IndicatorFact, number | null>();
  for (const facts of ofKind.values())
    printedTogether(facts.map((fact) => fact[side])).forEach((value, i) => values.set(facts[i]!, value));
  return values;
}

/** What every figure of a kind must share to be summed. */
const keyOf = ({ kind, direction, year, unit }: IndicatorFact): string =>
  [kind, direction ?? '', year ?? '', unit ?? ''].join(' ');

const word = (value: string | null, domain?: string): TableCell =>
  value === null ? BLANK : textCell(domain === undefined ? named(value) : codeName(domain, value));

const unitName = (unit: string | null): TableCell =>
  unit === null
    ? BLANK
    : textCell(['ha', 'mu', 'm2', 'km2'].includes(unit) ? said(`unit-name.${unit}`) : named(unit));

/** Columns of the value handed down and of what the plan has. */
const [TARGET, PLANNED] = [6, 7] as const;

/**
 * 规划指标表: each figure handed down to the county and to its townships, what the plan has of it, and the difference;
 * below the townships the sums of what they were handed down, to be held against the county's.
 */
export function indicatorTable({ units }: IndicatorAggregates, about: TableAbout): OfficialTable {
  const rows: TableRow[] = [];
  const placed: { readonly key: string; readonly row: number; readonly county: boolean }[] = [];
  const add = (
    kind: TableRow['kind'],
    unit: BilingualText,
    fact: IndicatorFact,
    target: TableCell,
    planned: TableCell,
  ): void => {
    const at = rows.length;
    const cells: readonly [CellAt, CellAt] = [
      [at, PLANNED],
      [at, TARGET],
    ];
    const difference: TableCell =
      target.kind === 'figure' && planned.kind === 'figure'
        ? figure(printed(planned.value - target.value), { kind: 'difference', cells })
        : BLANK;
    rows.push({
      kind,
      cells: [
        textCell(unit),
        word(fact.kind, 'quota_kind'),
        word(fact.nature, 'quota_nature'),
        word(fact.direction, 'quota_direction'),
        fact.year === null ? BLANK : figure(fact.year),
        unitName(fact.unit),
        target,
        planned,
        difference,
        word(fact.source),
      ],
    });
  };
  const shownOf = { target: townshipValues(units, 'target'), planned: townshipValues(units, 'planned') };
  for (const { name, county, facts } of units) {
    for (const fact of facts) {
      placed.push({ key: keyOf(fact), row: rows.length, county });
      const value = (side: Side): TableCell => {
        const shown = shownOf[side].get(fact);
        const given = shown === undefined ? fact[side] : shown;
        return given === null ? BLANK : figure(printed(given));
      };
      add('item', named(name), fact, value('target'), value('planned'));
    }
  }
  const ofTownships = new Map<string, IndicatorFact>();
  for (const { county, facts } of units)
    if (!county) for (const fact of facts) ofTownships.set(keyOf(fact), fact);
  for (const [key, fact] of ofTownships) {
    const from = placed.filter((one) => !one.county && one.key === key).map(({ row }) => row);
    const sum = (column: number): TableCell => {
      const known = from.filter((row) => rows[row]!.cells[column]?.kind === 'figure');
      if (known.length < from.length) return BLANK;
      const value = known.reduce((all, row) => {
        const cell = rows[row]!.cells[column]!;
        return all + (cell.kind === 'figure' ? Math.round(cell.value * DECIMALS) : 0);
      }, 0);
      return figure(value / DECIMALS, { kind: 'sum', cells: known.map((row): CellAt => [row, column]) });
    };
    add('total', said('townships-sum'), { ...fact, source: null, nature: null }, sum(TARGET), sum(PLANNED));
  }
  return {
    id: 'indicators',
    title: said('title.indicators'),
    unit: said('unit.by-row'),
    about,
    columns: [
      { ...column('text', 16, said('head.unit')), joins: true },
      column('text', 24, said('head.indicator')),
      column('text', 10, said('head.nature')),
      column('text', 10, said('head.direction')),
      column('count', 8, said('head.year')),
      column('text', 10, said('head.measure')),
      column('amount', 14, said('head.target')),
      column('amount', 14, said('head.planned')),
      column('amount', 12, said('head.difference')),
      column('text', 30, said('head.source')),
    ],
    rows,
    notes: [said('note.indicators'), said('note.net')],
    layoutVerified: false,
  };
}
