import { create } from 'zustand';
import type { CheckResult, CheckState, FindingsDelta } from '../../shared/bridge/query-contract.ts';
import type { Finding, GoneNote, NotChecked } from '../../shared/rules/rule.ts';
import { sameFinding } from '../../shared/check/same-finding.ts';
import { useFindingsMap } from './findings-map.ts';

export interface FindingsState {
  /** Null until the first answer. */
  readonly findings: readonly Finding[] | null;
  readonly notChecked: readonly NotChecked[];
  /** What was said of findings that are gone. */
  readonly gone: readonly GoneNote[];
  /** How many findings of a rule are not listed, because there are too many. */
  readonly overflow: Readonly<Record<string, number>>;
  readonly check: CheckState | null;
  readonly take: (result: CheckResult) => void;
  readonly apply: (delta: FindingsDelta) => void;
  readonly takeState: (check: CheckState) => void;
  readonly reset: () => void;
}

/** Puts a delta on a list: removed go, changed are replaced in their place, added come last. */
export function applyDelta(findings: readonly Finding[], delta: FindingsDelta): readonly Finding[] {
  const removed = new Set(delta.removed);
  const changed = new Map(delta.changed.map((finding) => [finding.key, finding]));
  const kept = findings
    .filter((finding) => !removed.has(finding.key))
    .map((finding) => changed.get(finding.key) ?? finding);
  const known = new Set(kept.map((finding) => finding.key));
  const fresh = [...delta.changed, ...delta.added].filter((finding) => {
    if (known.has(finding.key)) return false;
    known.add(finding.key);
    return true;
  });
  return [...kept, ...fresh];
}

const sayTheSame = (a: Finding, b: Finding): boolean =>
  sameFinding(a, b) && JSON.stringify(a.memory ?? []) === JSON.stringify(b.memory ?? []);

/**
 * A list as it is now, with the findings that say what they said before left as they were, and the list itself where
 * nothing changed: a check that finds the same again has nothing drawn or arranged anew.
 */
export function keepKnown(before: readonly Finding[] | null, now: readonly Finding[]): readonly Finding[] {
  if (before === null) return now;
  const known = new Map(before.map((finding) => [finding.key, finding]));
  const kept = now.map((finding) => {
    const old = known.get(finding.key);
    return old !== undefined && (old === finding || sayTheSame(old, finding)) ? old : finding;
  });
  return kept.length === before.length && kept.every((finding, i) => finding === before[i]) ? before : kept;
}

const isEmpty = ({ added, changed, removed }: FindingsDelta): boolean =>
  added.length + changed.length + removed.length === 0;

export const useFindings = create<FindingsState>()((set, get) => ({
  findings: null,
  notChecked: [],
  gone: [],
  overflow: {},
  check: null,
  take: ({ findings, notChecked, gone = [], overflow = {}, state }) =>
    set({ findings: keepKnown(get().findings, findings), notChecked, gone, overflow, check: state }),
  apply: (delta) =>
    set({
      findings: isEmpty(delta) ? (get().findings ?? []) : applyDelta(get().findings ?? [], delta),
      notChecked: delta.notChecked,
      gone: delta.gone ?? [],
      overflow: delta.overflow ?? {},
    }),
  takeState: (check) => set({ check }),
  reset: () => set({ findings: null, notChecked: [], gone: [], overflow: {}, check: null }),
}));

// The map draws the same list; a finding that is gone is in focus no longer.
useFindings.subscribe((state, before) => {
  if (state.findings === before.findings) return;
  const map = useFindingsMap.getState();
  map.setFindings(state.findings ?? []);
  if (map.focused !== null && !state.findings?.some(({ key }) => key === map.focused)) map.focus(null);
});
