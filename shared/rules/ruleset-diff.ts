import type { BilingualText } from '../model/layer.ts';
import { matrixCells, type MatrixName } from './ruleset-cells.ts';
import type { RuleData, Ruleset, Severity } from './rule.ts';

/** What a value was and is. */
export interface Change<T> {
  readonly before: T;
  readonly after: T;
}

/** What differs in one rule. A rule that one side does not name counts as switched off there. */
export interface RuleDifference {
  readonly rule: string;
  readonly title: BilingualText;
  readonly on?: Change<boolean>;
  readonly severity?: Change<Severity>;
  readonly thresholds: readonly (Change<number | null> & { readonly name: string; readonly unit: string })[];
  /** Other parts that differ: filter, title, messages, citation ... */
  readonly parts: readonly string[];
}

/** A cell of a matrix that differs; null where it is not there. */
export interface CellDifference extends Change<string | null> {
  readonly matrix: MatrixName;
  /** Its row and column, as codes. */
  readonly cell: readonly string[];
  /** True when only what stands beside the relation differs: condition, severity, source. */
  readonly beside: boolean;
}

export interface RulesetDifference {
  /** Parts of the whole that differ: title, class edition, construction classes, tolerances. Not id and version. */
  readonly parts: readonly string[];
  readonly rules: readonly RuleDifference[];
  readonly cells: readonly CellDifference[];
  /** Bottom-line rules that the second switches off or lowers. */
  readonly lowered: readonly RuleDifference[];
}

/** Equal as data, whatever the order of keys. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const one = a as Record<string, unknown>;
  const other = b as Record<string, unknown>;
  return [...keys].every((key) => sameData(one[key], other[key]));
}

const WHOLE = [
  'title',
  'classEdition',
  'constructionPrefixes',
  'topologyTolerance',
  'matching',
  'inspection',
] as const;
const APART: ReadonlySet<string> = new Set(['id', 'on', 'severity', 'thresholds']);

function thresholdChanges(a: RuleData | undefined, b: RuleData | undefined): RuleDifference['thresholds'] {
  const names = new Set([...(a?.thresholds ?? []), ...(b?.thresholds ?? [])].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const before = a?.thresholds.find((one) => one.name === name);
    const after = b?.thresholds.find((one) => one.name === name);
    if (before?.default === after?.default) return [];
    const unit = (after ?? before)?.unit ?? '';
    return [{ name, unit, before: before?.default ?? null, after: after?.default ?? null }];
  });
}

/** Parts beside the switch, the severity and the values of thresholds. */
function otherParts(a: RuleData, b: RuleData): readonly string[] {
  const one = a as unknown as Record<string, unknown>;
  const other = b as unknown as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => !APART.has(key));
  const marks = (rule: RuleData): unknown =>
    rule.thresholds.map(({ name, unit, rank }) => [name, unit, rank]);
  return [
    ...keys.filter((key) => !sameData(one[key], other[key])),
    ...(sameData(marks(a), marks(b)) ? [] : ['thresholds']),
  ];
}

function ruleDifference(a: RuleData | undefined, b: RuleData | undefined): RuleDifference | null {
  const known = b ?? a;
  if (known === undefined) return null;
  const before = a?.on ?? false;
  const after = b?.on ?? false;
  const difference: RuleDifference = {
    rule: known.id,
    title: known.title,
    ...(before === after ? {} : { on: { before, after } }),
    ...(a && b && a.severity !== b.severity ? { severity: { before: a.severity, after: b.severity } } : {}),
    thresholds: a && b ? thresholdChanges(a, b) : [],
    parts: a && b ? otherParts(a, b) : [],
  };
  const same = !difference.on && !difference.severity;
  return same && difference.thresholds.length === 0 && difference.parts.length === 0 ? null : difference;
}

function cellChanges(a: Ruleset, b: Ruleset): CellDifference[] {
  const before = new Map(matrixCells(a.matrices).map((cell) => [cell.key, cell]));
  const after = new Map(matrixCells(b.matrices).map((cell) => [cell.key, cell]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const one = before.get(key);
    const other = after.get(key);
    const known = other ?? one;
    if (known === undefined || (one && other && sameData(one.row, other.row))) return [];
    const change = { before: one?.relation ?? null, after: other?.relation ?? null };
    return [{ matrix: known.matrix, cell: known.cell, ...change, beside: one?.relation === other?.relation }];
  });
}

/**
 * What a second ruleset changes against a first: rules switched, severities, thresholds, other parts of rules,
 * matrix cells, and parts of the whole. Pure; rules in the order of the second, then those that are gone.
 */
export function diffRulesets(a: Ruleset, b: Ruleset): RulesetDifference {
  const before = new Map(a.rules.map((rule) => [rule.id, rule]));
  const after = new Map(b.rules.map((rule) => [rule.id, rule]));
  const rules = [...new Set([...after.keys(), ...before.keys()])].flatMap((id) => {
    const difference = ruleDifference(before.get(id), after.get(id));
    return difference === null ? [] : [difference];
  });
  return {
    parts: WHOLE.filter((part) => !sameData(a[part], b[part])),
    rules,
    cells: cellChanges(a, b),
    lowered: rules.filter(({ rule }) => isLowered(before.get(rule), after.get(rule))),
  };
}

/** A bottom-line rule that was on and is now off or less grave. */
export const isLowered = (before: RuleData | undefined, after: RuleData | undefined): boolean =>
  before !== undefined &&
  before.on &&
  before.severity === 'blocking' &&
  (after === undefined || !after.on || after.severity !== 'blocking');

/** Whether two rulesets say the same; id and version do not count. */
export function isEmptyDifference(difference: RulesetDifference): boolean {
  const { parts, rules, cells } = difference;
  return parts.length === 0 && rules.length === 0 && cells.length === 0;
}
