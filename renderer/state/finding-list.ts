import { create } from 'zustand';
import type { Finding, Severity } from '../../shared/rules/rule.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import { findingSentence } from '../i18n/rules.ts';
import { useFindings } from './findings.ts';
import { useSettings } from './settings.ts';

export type FindingFilter = 'all' | Severity | 'unchecked';
export interface FindingSort {
  readonly column: 'severity' | 'area';
  readonly descending: boolean;
}

/** How the list of findings is filtered and sorted; stepping through findings follows the same order. */
export interface FindingListState {
  readonly filter: FindingFilter;
  readonly search: string;
  readonly sort: FindingSort;
  readonly change: (patch: Partial<Pick<FindingListState, 'filter' | 'search' | 'sort'>>) => void;
}

export const useFindingList = create<FindingListState>()((set) => ({
  filter: 'all',
  search: '',
  sort: { column: 'severity', descending: true },
  change: (patch) => set(patch),
}));

const RANK: Readonly<Record<Severity, number>> = { blocking: 3, error: 2, warning: 1, notice: 0 };

/** Findings that pass filter and text, worst first or largest first; ties by area, then by key. */
export function arrangeFindings(
  findings: readonly Finding[],
  list: Pick<FindingListState, 'filter' | 'search' | 'sort'>,
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

/** The list as the user sees it now. */
export const shownFindings = (): readonly Finding[] =>
  arrangeFindings(
    useFindings.getState().findings ?? [],
    useFindingList.getState(),
    useSettings.getState().settings.language,
  );
