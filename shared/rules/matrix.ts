import type { ConversionRule, FunctionIndustry, ZoneCompatibility } from './rule.ts';

/*
 * Looking things up in the tables of a ruleset. Rules ask for every pair of features, so each table is indexed
 * once; a table is never changed in place, so the index lives as long as the table.
 */

type ByZone = ReadonlyMap<string, ReadonlyMap<string, ZoneCompatibility>>;

const zoneIndexes = new WeakMap<readonly ZoneCompatibility[], ByZone>();

function zoneIndex(rows: readonly ZoneCompatibility[]): ByZone {
  const known = zoneIndexes.get(rows);
  if (known !== undefined) return known;
  const index = new Map<string, Map<string, ZoneCompatibility>>();
  for (const row of rows) {
    const classes = index.get(row.zone) ?? new Map<string, ZoneCompatibility>();
    classes.set(row.class, row);
    index.set(row.zone, classes);
  }
  zoneIndexes.set(rows, index);
  return index;
}

/** What a zone says of a class: the row with the longest prefix of the class. Null where it says nothing. */
export function zoneRelation(
  rows: readonly ZoneCompatibility[],
  zone: string,
  landClass: string,
): ZoneCompatibility | null {
  const classes = zoneIndex(rows).get(zone);
  if (classes === undefined) return null;
  for (let length = landClass.length; length > 0; length--) {
    const row = classes.get(landClass.slice(0, length));
    if (row !== undefined) return row;
  }
  return null;
}

/** What a main function says of an industry class in a kind of park. Null where it says nothing. */
export const functionRelation = (
  rows: readonly FunctionIndustry[],
  mainFunction: string,
  industryClass: string,
  parkKind: string,
): FunctionIndustry | null =>
  rows.find(
    (row) =>
      row.function === mainFunction && row.industryClass === industryClass && row.parkKind === parkKind,
  ) ?? null;

/** Any use, any place. */
const ANY = '*';
/** From most to least strict; of equal precedence the strictest answer stands. */
const STRICTNESS: readonly ConversionRule['relation'][] = ['barred', 'needs_approval', 'allowed'];

/** Of two rows that fit one place, whether the first goes before: by precedence, then by strictness. */
const overrules = (row: ConversionRule, best: ConversionRule): boolean =>
  row.precedence === best.precedence ? stricter(row, best) : row.precedence > best.precedence;

const stricter = (row: ConversionRule, best: ConversionRule): boolean =>
  STRICTNESS.indexOf(row.relation) < STRICTNESS.indexOf(best.relation);

/** The row of highest precedence for one place, rows for anywhere among them; null where none fits. */
function rowFor(rows: readonly ConversionRule[], place: string): ConversionRule | null {
  let best: ConversionRule | null = null;
  for (const row of rows) {
    if (row.inside !== ANY && row.inside !== place) continue;
    if (best === null || overrules(row, best)) best = row;
  }
  return best;
}

/**
 * The answer to a change of use. In each place that the ground lies in, the row of highest precedence stands, of
 * equals the strictest. Between places the strictest answer stands, so that a zone that asks for an approval never
 * lifts what a control line bars; what holds anywhere speaks only where no place has an answer of its own. A use
 * that belongs to no group is met by rows for any use alone. Null where no row fits.
 *
 * @param inside the places of the ruleset that the ground lies in, the first going before the others
 */
export function conversionAnswer(
  rows: readonly ConversionRule[],
  from: string | null,
  to: string | null,
  inside: readonly string[],
): ConversionRule | null {
  const fitting = rows.filter(
    (row) => (row.from === ANY || row.from === from) && (row.to === ANY || row.to === to),
  );
  let best: ConversionRule | null = null;
  for (const place of inside) {
    const row = rowFor(fitting, place);
    if (row !== null && row.inside !== ANY && (best === null || stricter(row, best))) best = row;
  }
  return best ?? rowFor(fitting, ANY);
}
