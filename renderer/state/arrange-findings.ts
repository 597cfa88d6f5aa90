import type { FindingFacts } from '../../shared/check/finding-facts.ts';
import type { FindingState } from '../../shared/check/memory-status.ts';
import { FINDING_STATES } from '../../shared/check/memory-status.ts';
import type { Finding, Severity } from '../../shared/rules/rule.ts';
import { SEVERITIES } from '../../shared/rules/rule.ts';

/** Findings of a severity, or what is no finding: rules that were not checked, words whose finding is gone. */
export type FindingFilter = 'all' | Severity | 'unchecked' | 'gone';

export const FINDING_SORTS = ['severity', 'area', 'rule', 'township'] as const;
export interface FindingSort {
  readonly column: (typeof FINDING_SORTS)[number];
  readonly descending: boolean;
}

export const FINDING_GROUPS = [
  'none',
  'rule',
  'rule-group',
  'layers',
  'township',
  'severity',
  'status',
  'assignee',
] as const;
export type FindingGrouping = (typeof FINDING_GROUPS)[number];

/** What the user filters, sorts and groups findings by. Null lets everything through. */
export interface FindingOrder {
  readonly filter: FindingFilter;
  readonly search: string;
  readonly sort: FindingSort;
  readonly status: FindingState | null;
  readonly rule: string | null;
  /** Code of a township; empty for findings that lie in none. */
  readonly township: string | null;
  readonly group: FindingGrouping;
}

const RANK: Readonly<Record<Severity, number>> = { blocking: 3, error: 2, warning: 1, notice: 0 };
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Findings that pass filter and text. */
export function filterFindings(
  findings: readonly Finding[],
  list: Pick<FindingOrder, 'filter' | 'search' | 'status' | 'rule' | 'township'>,
  facts: FindingFacts,
): readonly Finding[] {
  const { filter, status, rule, township } = list;
  const search = list.search.trim().toLowerCase();
  return findings.filter(
    (finding) =>
      (filter === 'all' || finding.severity === filter) &&
      (rule === null || finding.rule === rule) &&
      (status === null || facts.standing(finding).state === status) &&
      (township === null || (facts.township(finding)?.code ?? '') === township) &&
      (search === '' || facts.sentence(finding).toLowerCase().includes(search)),
  );
}

/**
 * Findings that pass filter and text in the user's order: worst or largest first, rules as in the ruleset,
 * townships by code. Ties by severity, area and key.
 */
export function arrangeFindings(
  findings: readonly Finding[],
  list: Omit<FindingOrder, 'group'>,
  facts: FindingFacts,
): readonly Finding[] {
  const { column, descending } = list.sort;
  const sign = descending ? -1 : 1;
  const code = (finding: Finding): string => facts.township(finding)?.code ?? '\uffff';
  const place = (a: Finding, b: Finding): number => {
    if (column === 'rule') return facts.ruleRank(a.rule) - facts.ruleRank(b.rule) || byText(a.rule, b.rule);
    if (column === 'township') return byText(code(a), code(b));
    return 0;
  };
  return filterFindings(findings, list, facts).toSorted((a, b) => {
    const severity = RANK[a.severity] - RANK[b.severity];
    const area = a.areaM2 - b.areaM2;
    if (column === 'severity') return sign * (severity || area) || byText(a.key, b.key);
    if (column === 'area') return sign * (area || severity) || byText(a.key, b.key);
    // Within a rule or a township the worst comes first, whichever way the rules go.
    return sign * place(a, b) || -severity || -area || byText(a.key, b.key);
  });
}

/** Findings of one group, in the order of the list, with what a closed group says of them. */
export interface FindingGroup {
  /** Rule, kind of rule, `subject|counterpart`, code of a township, severity, status or assignee; empty for none. */
  readonly key: string;
  readonly findings: readonly Finding[];
  /** Sum of the areas, m2. Findings of several rules may name the same ground. */
  readonly areaM2: number;
  readonly worst: Severity;
  readonly exceptions: number;
}

function groupKey(finding: Finding, by: FindingGrouping, facts: FindingFacts): string {
  switch (by) {
    case 'rule':
      return finding.rule;
    case 'rule-group':
      return facts.ruleGroup(finding.rule);
    case 'layers':
      return `${finding.subject.table}|${finding.counterpartLayer ?? ''}`;
    case 'township':
      return facts.township(finding)?.code ?? '';
    case 'severity':
      return finding.severity;
    case 'status':
      return facts.standing(finding).state;
    case 'assignee':
      return facts.standing(finding).assignee ?? '';
    default:
      return '';
  }
}

/** Groups of an arranged list; one group of everything for `none`. What belongs to none comes last. */
export function groupFindings(
  arranged: readonly Finding[],
  by: FindingGrouping,
  facts: FindingFacts,
): readonly FindingGroup[] {
  const lists = new Map<string, Finding[]>();
  for (const finding of arranged) {
    const key = groupKey(finding, by, facts);
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [finding]);
    else list.push(finding);
  }
  const groups = [...lists].map(([key, findings]): FindingGroup => {
    let areaM2 = 0;
    let worst: Severity = 'notice';
    let exceptions = 0;
    for (const finding of findings) {
      areaM2 += finding.areaM2;
      if (RANK[finding.severity] > RANK[worst]) worst = finding.severity;
      if (facts.standing(finding).state === 'exception') exceptions += 1;
    }
    return { key, findings, areaM2, worst, exceptions };
  });
  const rank = (key: string): number => {
    if (by === 'rule') return facts.ruleRank(key);
    if (by === 'rule-group' || by === 'layers') {
      return (lists.get(key) ?? []).reduce(
        (least, { rule }) => Math.min(least, facts.ruleRank(rule)),
        Infinity,
      );
    }
    if (by === 'severity') return SEVERITIES.indexOf(key as Severity);
    if (by === 'status') return FINDING_STATES.indexOf(key as FindingState);
    return key === '' ? 1 : 0;
  };
  const ranks = new Map(groups.map(({ key }) => [key, rank(key)]));
  return groups.sort((a, b) => ranks.get(a.key)! - ranks.get(b.key)! || byText(a.key, b.key));
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { blocking: 0, error: 0, warning: 0, notice: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}

/** How many values there are of each kind, in the order in which they first come. */
export function countBy<K>(
  findings: readonly Finding[],
  kind: (finding: Finding) => K,
): ReadonlyMap<K, number> {
  const counts = new Map<K, number>();
  for (const finding of findings) {
    const key = kind(finding);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
