import type { Language } from '../../shared/i18n/languages.ts';
import type { Finding, Severity } from '../../shared/rules/rule.ts';
import { findingSentence } from '../i18n/rules.ts';

export type FindingFilter = 'all' | Severity | 'unchecked';
export interface FindingSort {
  readonly column: 'severity' | 'area';
  readonly descending: boolean;
}

/** What the user filters and sorts findings by. */
export interface FindingOrder {
  readonly filter: FindingFilter;
  readonly search: string;
  readonly sort: FindingSort;
}

const RANK: Readonly<Record<Severity, number>> = { blocking: 3, error: 2, warning: 1, notice: 0 };

/** Findings that pass filter and text, worst first or largest first; ties by area, then by key. */
export function arrangeFindings(
  findings: readonly Finding[],
  list: FindingOrder,
  language: Language,
): readonly Finding[] {
  const { filter, sort } = list;
  const search = list.search.trim().toLowerCase();
  const kept = findings.filter(
    (finding) =>
      (filter === 'all' || finding.severity === filter) &&
      (search === '' || findingSentence(language, finding).toLowerCase().includes(search)),
  );
  const sign = sort.descending ? -1 : 1;
  return kept.sort((a, b) => {
    const severity = RANK[a.severity] - RANK[b.severity];
    const area = a.areaM2 - b.areaM2;
    const order = sort.column === 'severity' ? severity || area : area || severity;
    return sign * order || (a.key < b.key ? -1 : 1);
  });
}

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const counts = { blocking: 0, error: 0, warning: 0, notice: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
