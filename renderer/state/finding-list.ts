import { create } from 'zustand';
import type { Finding } from '../../shared/rules/rule.ts';
import { today } from '../i18n/today.ts';
import { arrangeFindings, groupFindings, type FindingGroup, type FindingOrder } from './arrange-findings.ts';
import { makeFacts, type FactParts, type FindingFacts } from '../../shared/check/finding-facts.ts';

import { useFindings } from './findings.ts';
import { useLayers, type LayersState } from './layers.ts';
import { useRuleset } from './ruleset.ts';
import { useSettings } from './settings.ts';
import { useTownships } from './townships.ts';

/** How the list of findings is filtered, sorted and grouped; stepping through findings follows the same order. */
export interface FindingListState extends FindingOrder {
  /** Groups that are closed, as `grouping key`. */
  readonly collapsed: ReadonlySet<string>;
  readonly change: (patch: Partial<FindingOrder>) => void;
  readonly collapse: (groups: readonly string[], closed: boolean) => void;
}

const UNFILTERED = { filter: 'all', search: '', status: null, rule: null, township: null } as const;

export const useFindingList = create<FindingListState>()((set) => ({
  ...UNFILTERED,
  sort: { column: 'severity', descending: true },
  group: 'none',
  collapsed: new Set(),
  change: (patch) => set(patch),
  collapse: (groups, closed) =>
    set((state) => {
      const collapsed = new Set(state.collapsed);
      for (const group of groups) {
        if (closed) collapsed.add(group);
        else collapsed.delete(group);
      }
      return { collapsed };
    }),
}));

export const clearFilters = (): void => useFindingList.getState().change(UNFILTERED);
export const isFiltered = (list: FindingOrder): boolean =>
  list.filter !== 'all' ||
  list.search !== '' ||
  list.status !== null ||
  list.rule !== null ||
  list.township !== null;

// Another blueprint has other rules and townships.
useFindings.subscribe((state, before) => {
  if (state.findings === null && before.findings !== null) {
    useFindingList.setState({ ...UNFILTERED, collapsed: new Set() });
  }
});

/** Keeps the last answer of a function as long as it is asked the same. */
function remembering<A extends readonly unknown[], R>(make: (...asked: A) => R): (...asked: A) => R {
  let last: { readonly asked: A; readonly answer: R } | null = null;
  return (...asked) => {
    if (last === null || !asked.every((one, i) => Object.is(one, last?.asked[i]))) {
      last = { asked, answer: make(...asked) };
    }
    return last.answer;
  };
}

const factsOf = remembering(
  (
    ruleset: FactParts['ruleset'],
    language: FactParts['language'],
    townships: FactParts['townships'],
    layers: LayersState['layers'],
    day: string,
  ) => makeFacts({ ruleset, language, townships, layers, today: day }),
);

/** What the list as it is shown is made of. */
export interface FindingListing {
  readonly facts: FindingFacts;
  /** What passes the filters, in order; the groups hold the same in theirs. */
  readonly shown: readonly Finding[];
  readonly groups: readonly FindingGroup[];
}

const listingOf = remembering(
  (
    findings: readonly Finding[] | null,
    facts: FindingFacts,
    filter: FindingOrder['filter'],
    search: string,
    sort: FindingOrder['sort'],
    status: FindingOrder['status'],
    rule: string | null,
    township: string | null,
    group: FindingOrder['group'],
  ): FindingListing => {
    const arranged = arrangeFindings(findings ?? [], { filter, search, sort, status, rule, township }, facts);
    const groups = groupFindings(arranged, group, facts);
    const shown = group === 'none' ? arranged : groups.flatMap((one) => one.findings);
    return { facts, shown, groups };
  },
);

/** Facts of findings as they stand now. */
export const findingFacts = (): FindingFacts =>
  factsOf(
    useRuleset.getState().ruleset,
    useSettings.getState().settings.language,
    useTownships.getState().townships,
    useLayers.getState().layers,
    today(),
  );

const NONE: readonly Finding[] = [];

/** The list as the user sees it now. */
export function findingListing(): FindingListing {
  const { filter, search, sort, status, rule, township, group } = useFindingList.getState();
  const all = useFindings.getState().findings;
  const findings = filter === 'unchecked' || filter === 'gone' ? NONE : all;
  return listingOf(findings, findingFacts(), filter, search, sort, status, rule, township, group);
}

/** The same for a component, which is drawn again when any part of it changes. */
export function useFindingListing(): FindingListing {
  useFindingList();
  useFindings((state) => state.findings);
  useRuleset((state) => state.ruleset);
  useTownships((state) => state.townships);
  useLayers((state) => state.layers);
  useSettings((state) => state.settings.language);
  return findingListing();
}

export const shownFindings = (): readonly Finding[] => findingListing().shown;

/** How many findings count: exceptions are shown, but no longer ask for anything. */
export function useCountedFindings(): number | undefined {
  const findings = useFindings((state) => state.findings);
  useRuleset((state) => state.ruleset);
  const facts = findingFacts();
  return findings === null ? undefined : countedOf(findings, facts);
}

const countedOf = remembering((findings: readonly Finding[], facts: FindingFacts): number =>
  findings.reduce((sum, finding) => sum + (facts.standing(finding).state === 'exception' ? 0 : 1), 0),
);
