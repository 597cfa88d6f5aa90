import {
  areaCell,
  codeName,
  column,
  figure,
  named,
  said,
  sumCell,
  textCell,
  BLANK,
  UNITS_A_STEP,
} from './cells.ts';
import { largestRemainder, sumOf } from './largest-remainder.ts';
import type { CellAt, OfficialTable, TableAbout, TableCell, TableRow } from './types.ts';

/** Ground of a park that lies in something else, 0.0001 m2. */
export const PARK_PARTS = ['built', 'industry', 'boundary', 'farmland', 'redline'] as const;
export type ParkPart = (typeof PARK_PARTS)[number];

/** One park, codes as they are stored; null where nothing is given. */
export interface ParkFacts {
  readonly name: string | null;
  readonly kind: string | null;
  readonly level: string | null;
  readonly township: string | null;
  readonly industry: string | null;
  readonly industryClass: string | null;
  readonly approval: string | null;
  /** Hectares as announced (核准面积). */
  readonly announcedHa: number | null;
  /** Ground, 0.0001 m2. */
  readonly units: number;
  readonly parts: Readonly<Record<ParkPart, number>>;
}

/** What the list of parks is made of. */
export interface ParkAggregates {
  readonly parks: readonly ParkFacts[];
  /** What the blueprint holds to lay over the parks; of the rest nothing is said. */
  readonly held: readonly ParkPart[];
}

const words = (value: string | null, domain?: string): TableCell =>
  value === null ? BLANK : textCell(domain === undefined ? named(value) : codeName(domain, value));

/**
 * 产业园区一览表: each park with its kind, level, place and industry, its announced and its measured area, and how much
 * of it is planned as construction land and as industry and storage, lies in the boundary, on basic farmland, in the
 * redline.
 */
export function parkTable({ parks, held }: ParkAggregates, about: TableAbout): OfficialTable {
  const measured = largestRemainder(
    parks.map(({ units }) => units),
    UNITS_A_STEP,
  );
  const parts = held.map((part) => ({
    part,
    steps: largestRemainder(
      parks.map((park) => park.parts[part]),
      UNITS_A_STEP,
    ),
  }));
  const rows: TableRow[] = parks.map((park, r) => ({
    kind: 'item',
    cells: [
      figure(r + 1),
      words(park.name),
      words(park.kind, 'park_kind'),
      words(park.level, 'park_level'),
      words(park.township),
      words(park.industry),
      words(park.industryClass, 'industry_class'),
      words(park.approval),
      park.announcedHa === null ? BLANK : figure(Math.round(park.announcedHa * 100) / 100),
      areaCell(measured[r]!),
      ...parts.map(({ steps }) => areaCell(steps[r]!)),
    ],
  }));
  const texts = 8;
  const down = (c: number): CellAt[] => parks.map((_, r): CellAt => [r, c]);
  const announced = rows.map(({ cells }) => cells[texts]);
  if (parks.length > 0) {
    const known = announced.flatMap((cell) =>
      cell?.kind === 'figure' ? [Math.round(cell.value * 100)] : [],
    );
    rows.push({
      kind: 'total',
      cells: [
        textCell(said('total')),
        ...Array.from({ length: texts - 1 }, () => BLANK),
        sumCell(sumOf(known), down(texts)),
        sumCell(sumOf(measured), down(texts + 1)),
        ...parts.map(({ steps }, p) => sumCell(sumOf(steps), down(texts + 2 + p))),
      ],
    });
  }
  const facts = said('head.park');
  const ground = said('head.park-ground');
  const within = said('head.within');
  return {
    id: 'parks',
    title: said('title.parks'),
    unit: said('unit.ha'),
    about,
    columns: [
      column('count', 6, said('head.number'), said('head.number')),
      column('text', 28, facts, said('head.name')),
      column('text', 14, facts, said('head.kind')),
      column('text', 10, facts, said('head.level')),
      column('text', 12, facts, said('head.township')),
      column('text', 18, facts, said('head.industry')),
      column('text', 10, facts, said('head.industry-class')),
      column('text', 18, facts, said('head.approval')),
      column('area', 12, ground, said('head.announced')),
      column('area', 12, ground, said('head.measured')),
      ...parts.map(({ part }) => column('area', 13, within, said(`park-part.${part}`))),
    ],
    rows,
    notes: [said('note.parks'), said('note.rounding')],
    layoutVerified: false,
  };
}
