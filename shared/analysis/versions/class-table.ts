import { UNITS } from './transitions.ts';
import type { BuiltMatrix, ClassRow } from './types.ts';

/** Units by class. */
export type Sums = ReadonlyMap<string | null, number>;
export type Pairs = ReadonlyMap<string | null, Sums>;

export function addTo(sums: Map<string | null, number>, code: string | null, units: number): void {
  sums.set(code, (sums.get(code) ?? 0) + units);
}

const total = (sums: Sums, wanted: (code: string | null) => boolean): number => {
  let all = 0;
  for (const [code, units] of sums) if (wanted(code)) all += units;
  return all;
};

/** What was there before: what is there now, without what came, with what went. */
export function before(after: Sums, changedBefore: Sums, changedAfter: Sums): Sums {
  const sums = new Map(after);
  for (const [code, units] of changedAfter) addTo(sums, code, -units);
  for (const [code, units] of changedBefore) addTo(sums, code, units);
  return sums;
}

/**
 * Construction and other land in both states. Only changed features are overlaid: what did not change is the same on
 * both sides, and is what is left of the sums.
 */
export function builtMatrix(
  sums: { readonly before: Sums; readonly after: Sums },
  changed: { readonly before: Sums; readonly after: Sums },
  pairs: Pairs,
  isBuilt: (code: string | null) => boolean,
): BuiltMatrix {
  const isOther = (code: string | null): boolean => !isBuilt(code);
  const met = (from: (code: string | null) => boolean, to: (code: string | null) => boolean): number => {
    let all = 0;
    for (const [code, row] of pairs) if (from(code)) all += total(row, to);
    return all;
  };
  const [lost, gained] = [met(isBuilt, isOther), met(isOther, isBuilt)];
  const [stayedBuilt, stayedOther] = [met(isBuilt, isBuilt), met(isOther, isOther)];
  // Pairs are rounded one by one: a difference below that is none.
  const rest = (units: number): number => (Math.abs(units) <= UNITS ? 0 : Math.max(0, units));
  const builtGone = rest(total(changed.before, isBuilt) - stayedBuilt - lost);
  const otherGone = rest(total(changed.before, isOther) - stayedOther - gained);
  const builtCame = rest(total(changed.after, isBuilt) - stayedBuilt - gained);
  const otherCame = rest(total(changed.after, isOther) - stayedOther - lost);
  const m2 = (units: number): number => units / UNITS;
  return {
    both: m2(total(sums.before, isBuilt) - lost - builtGone),
    lost: m2(lost),
    gained: m2(gained),
    neither: m2(total(sums.before, isOther) - gained - otherGone),
    builtGone: m2(builtGone),
    otherGone: m2(otherGone),
    builtCame: m2(builtCame),
    otherCame: m2(otherCame),
  };
}

/** Characters of a first-level class. */
const FIRST = 2;

/** Rows by first-level class, in the order of the codes, those without a class last. */
export function classRows(sums: { readonly before: Sums; readonly after: Sums }): ClassRow[] {
  const rows = new Map<string, { before: number; after: number }>();
  for (const side of ['before', 'after'] as const) {
    for (const [code, units] of sums[side]) {
      const first = code?.slice(0, FIRST) ?? '';
      const row = rows.get(first) ?? { before: 0, after: 0 };
      row[side] += units;
      rows.set(first, row);
    }
  }
  return [...rows]
    .filter(([, row]) => row.before !== 0 || row.after !== 0)
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1))
    .map(([code, row]) => ({ class: code, beforeM2: row.before / UNITS, afterM2: row.after / UNITS }));
}
