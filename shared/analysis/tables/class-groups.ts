/** Characters of a first-level class. */
const FIRST = 2;

/** The class under which ridges of fields (田坎) are counted: other land. */
export const RIDGES = '23';
/** Cultivated land, counted without its ridges. */
export const CULTIVATED = '01';

/** The first-level class of a code; null where there is none. */
export const firstLevel = (code: string | null): string | null =>
  code !== null && /^\d{2}/.test(code) ? code.slice(0, FIRST) : null;

/** Where a class stands in a table. */
export type ClassGroup = 'open' | 'built' | 'sea' | 'none';

/** Classes of the sea, which no group of land has. */
const SEA = ['18', '19', '20', '21', '22', '24'];

/**
 * The group of a class: construction land by the ruleset's prefixes, sea, or other land.
 *
 * @param construction prefixes of construction classes (建设用地口径)
 */
export function classGroup(code: string | null, construction: readonly string[]): ClassGroup {
  if (code === null) return 'none';
  if (construction.some((prefix) => code.startsWith(prefix))) return 'built';
  return SEA.includes(code.slice(0, FIRST)) ? 'sea' : 'open';
}

/** Codes in their order, nothing last. */
export const byCode = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1;
