import { create } from 'zustand';
import type { Finding } from '../../shared/rules/rule.ts';
import { arrangeFindings, type FindingOrder } from './arrange-findings.ts';
import { useFindings } from './findings.ts';
import { useSettings } from './settings.ts';

/** How the list of findings is filtered and sorted; stepping through findings follows the same order. */
export interface FindingListState extends FindingOrder {
  readonly change: (patch: Partial<FindingOrder>) => void;
}

export const useFindingList = create<FindingListState>()((set) => ({
  filter: 'all',
  search: '',
  sort: { column: 'severity', descending: true },
  change: (patch) => set(patch),
}));

/** The list as the user sees it now. */
export const shownFindings = (): readonly Finding[] =>
  arrangeFindings(
    useFindings.getState().findings ?? [],
    useFindingList.getState(),
    useSettings.getState().settings.language,
  );
