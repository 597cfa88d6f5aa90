import { conversionAnswer } from './matrix.ts';
import type { Matrices, RuleData, Ruleset } from './rule.ts';
import { DEFAULT_RULESET } from './ruleset.ts';
import { inspectRuleset } from './ruleset-inspect.ts';
import type { RulesetProblem } from './ruleset-problem.ts';

/** A ruleset with one rule changed. */
export const withRule = (
  ruleset: Ruleset,
  id: string,
  patch: Partial<Pick<RuleData, 'on' | 'severity'>>,
): Ruleset => ({
  ...ruleset,
  rules: ruleset.rules.map((rule) => (rule.id === id ? { ...rule, ...patch } : rule)),
});

/** A ruleset with the value of one threshold changed. */
export const withThreshold = (ruleset: Ruleset, id: string, name: string, value: number): Ruleset => ({
  ...ruleset,
  rules: ruleset.rules.map((rule) =>
    rule.id !== id
      ? rule
      : {
          ...rule,
          thresholds: rule.thresholds.map((one) => (one.name === name ? { ...one, default: value } : one)),
        },
  ),
});

/** A ruleset whose construction land is these classes, in the order of their codes. */
export const withConstruction = (ruleset: Ruleset, prefixes: readonly string[]): Ruleset => ({
  ...ruleset,
  constructionPrefixes: [...new Set(prefixes)].sort(),
});

export type ZoneRelation = Matrices['zone_compatibility'][number]['relation'];

/**
 * A ruleset in which a zone admits a class otherwise; null takes the cell away, so that the next shorter class prefix
 * decides. A changed cell is the county's own word: not verified, without the condition and severity of the old one;
 * changed back to what ships, it is again what ships.
 */
export function withZoneCell(
  ruleset: Ruleset,
  zone: string,
  landClass: string,
  relation: ZoneRelation | null,
): Ruleset {
  const rows = ruleset.matrices.zone_compatibility;
  const is = (row: (typeof rows)[number]): boolean => row.zone === zone && row.class === landClass;
  const standard = DEFAULT_RULESET.matrices.zone_compatibility.find(is);
  const own = (): typeof rows => (relation === null ? [] : [ownCell({ zone, class: landClass, relation })]);
  const made = standard !== undefined && standard.relation === relation ? [standard] : own();
  const at = rows.findIndex(is);
  if (rows[at]?.relation === relation) return ruleset;
  const changed = at < 0 ? [...rows, ...made] : [...rows.slice(0, at), ...made, ...rows.slice(at + 1)];
  return { ...ruleset, matrices: { ...ruleset.matrices, zone_compatibility: changed } };
}

const ownCell = <T>(cell: T): T & { verified: 'no'; source: string } => ({
  ...cell,
  verified: 'no',
  source: 'own',
});

export type IndustryRelation = Matrices['function_industry'][number]['relation'];

/** A ruleset in which a main function admits an industry class in a kind of park otherwise. */
export function withIndustryCell(
  ruleset: Ruleset,
  cell: readonly [mainFunction: string, industryClass: string, parkKind: string],
  relation: IndustryRelation,
): Ruleset {
  const [mainFunction, industryClass, parkKind] = cell;
  const rows = ruleset.matrices.function_industry;
  const is = (row: (typeof rows)[number]): boolean =>
    row.function === mainFunction && row.industryClass === industryClass && row.parkKind === parkKind;
  if (rows.some((row) => is(row) && row.relation === relation)) return ruleset;
  const standard = DEFAULT_RULESET.matrices.function_industry.find(is);
  const made =
    standard !== undefined && standard.relation === relation
      ? standard
      : ownCell({ function: mainFunction, industryClass, parkKind, relation });
  const changed = rows.some(is) ? rows.map((row) => (is(row) ? made : row)) : [...rows, made];
  return { ...ruleset, matrices: { ...ruleset.matrices, function_industry: changed } };
}

export type ConversionRelation = Matrices['conversion'][number]['relation'];

/**
 * A ruleset that answers a change of use at a place otherwise; null takes the county's own answer away, so that
 * the rows for any use or any place decide again. Its own row stands above those that fit as well; changed back to
 * what ships, it is again what ships. `*` as the place is anywhere.
 */
export function withConversionCell(
  ruleset: Ruleset,
  cell: readonly [from: string, to: string, inside: string],
  relation: ConversionRelation | null,
): Ruleset {
  const [from, to, inside] = cell;
  const rows = ruleset.matrices.conversion;
  const is = (row: (typeof rows)[number]): boolean =>
    row.from === from && row.to === to && row.inside === inside;
  const standard = DEFAULT_RULESET.matrices.conversion.find(is);
  const others = rows.filter((row) => !is(row));
  const put = (made: typeof rows): Ruleset => {
    const at = rows.findIndex(is);
    const changed = at < 0 ? [...others, ...made] : [...others.slice(0, at), ...made, ...others.slice(at)];
    return { ...ruleset, matrices: { ...ruleset.matrices, conversion: changed } };
  };
  const back = standard === undefined ? [] : [standard];
  if (relation === null || standard?.relation === relation) return put(back);
  const answer = conversionAnswer(others, from, to, inside === '*' ? [] : [inside]);
  const above = Math.max(standard?.precedence ?? 0, (answer?.precedence ?? -1) + 1);
  const citation = { text: '', verified: 'no' as const };
  const condition = { 'zh-CN': '', en: '' };
  return put([{ from, to, inside, relation, condition, citation, source: 'own', precedence: above }]);
}

/** What is wrong with one rule of a ruleset. */
export function problemsOfRule(ruleset: Ruleset, id: string): readonly RulesetProblem[] {
  const rules = ruleset.rules.filter((rule) => rule.id === id);
  const matrices = { zone_compatibility: [], function_industry: [], conversion: [] };
  return inspectRuleset({ ...ruleset, matrices, rules }).problems;
}
