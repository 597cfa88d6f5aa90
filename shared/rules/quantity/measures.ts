import { z } from 'zod';
import type { LayerSchema } from '../../model/layer.ts';
import type { Fields } from '../../model/record.ts';
import type { GroupState } from '../bound-rule.ts';
import { filterFields, passes, sideFilter } from '../filter.ts';
import { adminOf } from './admin-code.ts';
import { amountOfM2 } from './amounts.ts';

/** One summand of a figure: features of a role, and which of their areas counts. */
const term = z.strictObject({
  role: z.string().min(1),
  filter: sideFilter.optional(),
  /** Net is less ridges: what targets of farmland are set in. */
  area: z.enum(['gross', 'net']),
  /** -1: taken off. */
  sign: z.literal([1, -1]).default(1),
});
type Term = z.infer<typeof term>;

/** How each kind of quota is measured on the layers. A kind without an entry is not checked. */
export const measures = z.record(z.string().min(1), z.array(term).min(1));
export type Measures = z.infer<typeof measures>;

const AREA_FIELD = { gross: 'area_m2', net: 'net_area_m2' } as const;

const termsFor = (all: Measures, role: string | null): [kind: string, term: Term][] =>
  Object.entries(all).flatMap(([kind, terms]) =>
    terms.filter((one) => one.role === role).map((one): [string, Term] => [kind, one]),
  );

/** Roles of the layers that are measured. */
export const measuredRoles = (all: Measures): string[] =>
  Object.values(all).flatMap((terms) => terms.map(({ role }) => role));

/** Fields of a layer that measuring reads. */
export const measuredFields = (all: Measures, { role }: LayerSchema): string[] => [
  'admin_code',
  ...termsFor(all, role).flatMap(([, { filter, area }]) => [AREA_FIELD[area], ...filterFields(filter)]),
];

const seen = (kind: string, role: string): string => `seen ${kind} ${role}`;

/** What a feature adds to its county, if anything: to each kind it is measured for, by its township. */
export function addedBy(
  fields: Fields,
  { role }: LayerSchema,
  all: Measures,
): { group: string; sums: Record<string, number> } | null {
  const at = adminOf(fields, 'admin_code');
  if (at === null || role === null) return null;
  const sums: Record<string, number> = {};
  for (const [kind, { filter, area, sign }] of termsFor(all, role)) {
    if (!passes(fields, filter)) continue;
    const amount = amountOfM2(fields[AREA_FIELD[area]]);
    sums[seen(kind, role)] = 1;
    const key = amount === null ? `unknown ${kind} ${at.unit}` : `${kind} ${at.unit}`;
    sums[key] = (sums[key] ?? 0) + (amount === null ? 1 : sign * amount);
  }
  return Object.keys(sums).length === 0 ? null : { group: at.county, sums };
}

/**
 * What the layers hold of a kind in a county or township, in 0.0001 m2. Null where that cannot be told: no
 * measure for the kind, a layer that has nothing of it in the whole county, a feature without its area.
 */
export function measured({ sums }: GroupState, all: Measures, kind: string, unit: string): number | null {
  const terms = Object.hasOwn(all, kind) ? all[kind] : undefined;
  if (terms === undefined || terms.some(({ role }) => !sums.has(seen(kind, role)))) return null;
  const known = `${kind} ${unit}`;
  const unknown = `unknown ${known}`;
  let total = 0;
  for (const [key, amount] of sums) {
    if (key.startsWith(unknown)) return null;
    if (key.startsWith(known)) total += amount;
  }
  return total;
}
