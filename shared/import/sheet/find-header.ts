import { columnLetters } from './column-letters.ts';
import { isLabel } from './cell-number.ts';
import { roleOfName } from './column-roles.ts';
import type { SheetRow } from './sheet-row.ts';

/** The head of a table: one row, or two where columns are grouped. */
export interface SheetHeader {
  /** By column; letters as a spreadsheet shows them where the head says nothing. */
  readonly names: readonly string[];
  /** Number of its first and last row; the last is 0 when the table has no head and begins with its first row. */
  readonly first: number;
  readonly last: number;
}

/** Rows looked through for a head: titles, units and remarks stand above it in official tables. */
const LOOKED_AT = 40;

const filledOf = (row: SheetRow): number => row.cells.filter((cell) => cell !== null).length;

const nameOf = (cell: SheetRow['cells'][number] | undefined): string | null =>
  isLabel(cell) ? cell.replaceAll(/\s+/g, ' ').trim() || null : null;

/** Names of one row as a head; null when a cell of it is no name. */
function namesOf(row: SheetRow): (string | null)[] | null {
  return row.cells.every((cell) => cell === null || nameOf(cell) !== null) ? row.cells.map(nameOf) : null;
}

/**
 * The two rows as a head of groups and their columns; null when they are none. A column of its own has nothing below;
 * a group has its name above the first of its columns.
 */
function grouped(
  top: readonly (string | null)[],
  below: readonly (string | null)[],
): (string | null)[] | null {
  let under = 0;
  for (let c = 0; c < below.length; c++) {
    if (below[c] === null) continue;
    const parentHere = (top[c] ?? null) !== null;
    if (parentHere && ((top[c + 1] ?? null) !== null || (below[c + 1] ?? null) === null)) return null;
    if (!parentHere) {
      if (!top.slice(0, c).some((name) => name !== null)) return null;
      under++;
    }
  }
  if (under === 0) return null;
  return Array.from({ length: Math.max(top.length, below.length) }, (_, c) => below[c] ?? top[c] ?? null);
}

interface Candidate {
  readonly names: readonly (string | null)[];
  readonly first: number;
  readonly last: number;
  readonly score: number;
}

/** How much a head tells: known columns count most, then how many columns it names. */
function scoreOf(names: readonly (string | null)[]): number {
  const given = names.filter((name) => name !== null);
  const roles = new Set(given.map(roleOfName).filter((role) => role !== null));
  return roles.size * 1000 + new Set(given).size;
}

function unique(names: readonly (string | null)[], width: number): string[] {
  const used = new Set<string>();
  return Array.from({ length: width }, (_, c) => {
    const base = names[c] ?? columnLetters(c + 1);
    let name = base;
    for (let n = 2; used.has(name); n++) name = `${base}_${n}`;
    used.add(name);
    return name;
  });
}

/**
 * The head of a table in the first rows of a sheet. Titles above it are passed over: they have fewer cells than the
 * table has columns. Of several rows that could be it, the one that names the most that is known, then the first.
 */
export function findHeader(sample: readonly SheetRow[]): SheetHeader {
  const rows = sample.slice(0, LOOKED_AT);
  const width = Math.max(0, ...sample.map(({ cells }) => cells.length));
  const usual = Math.max(0, ...rows.map(filledOf));
  const least = Math.max(1, Math.ceil(usual / 2));
  let best: Candidate | null = null;
  const offer = (names: readonly (string | null)[], first: number, last: number): void => {
    if (names.filter((name) => name !== null).length < least) return;
    const score = scoreOf(names);
    if (best === null || score > best.score) best = { names, first, last, score };
  };
  rows.forEach((row, i) => {
    const names = namesOf(row);
    if (names === null) return;
    offer(names, row.number, row.number);
    const next = rows[i + 1];
    const below = next === undefined ? null : namesOf(next);
    const both = below === null ? null : grouped(names, below);
    if (both !== null && next !== undefined) offer(both, row.number, next.number);
  });
  const found = best as Candidate | null;
  // A head has something under it, unless it is all there is.
  const isHead = found !== null && (found.score >= 1000 || isAbove(found, sample));
  return isHead
    ? { names: unique(found.names, width), first: found.first, last: found.last }
    : { names: unique([], width), first: sample[0]?.number ?? 1, last: 0 };
}

/**
 * Whether rows without a known name are a head all the same: nothing but titles of fewer cells stands above, and no
 * value below is among the names.
 */
function isAbove({ names, first, last }: Candidate, sample: readonly SheetRow[]): boolean {
  const given = names.filter((name) => name !== null);
  const above = sample.filter(({ number }) => number < first);
  const below = sample.filter(({ number }) => number > last);
  return (
    above.every((row) => filledOf(row) < given.length) &&
    !below.some(({ cells }) => names.some((name, c) => name !== null && cells[c] === name))
  );
}
