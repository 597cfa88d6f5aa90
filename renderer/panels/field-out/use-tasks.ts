import { useMemo, useState } from 'react';
import type { FieldTask } from '../../../shared/bridge/exchange-contract.ts';
import { findingTask } from '../../../shared/exchange/finding-tasks.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { uuidv7 } from '../../../shared/model/ids.ts';
import { SEVERITIES, type Finding, type Severity } from '../../../shared/rules/rule.ts';
import { useFindingPicks } from '../../state/finding-picks.ts';
import { findingFacts } from '../../state/finding-list.ts';
import { useFindings } from '../../state/findings.ts';

/** Which findings go along as tasks. */
export type TaskSource = 'area' | 'picked' | 'none';

export interface TaskChoice {
  readonly source: TaskSource;
  readonly severities: readonly Severity[];
  /** Who gets those that nobody has yet; empty for nobody. */
  readonly assignee: string;
}

/** What has to be looked at on the ground first. */
const FIRST: TaskChoice = { source: 'area', severities: ['blocking', 'error'], assignee: '' };

/** Groups of rules whose findings lie on the ground; totals, attributes and borders are matters of the desk. */
const ON_GROUND: ReadonlySet<string> = new Set(['cross-plan', 'zone-line', 'difference']);

const newUid = (): string => uuidv7(Date.now(), (size) => crypto.getRandomValues(new Uint8Array(size)));

/** Findings as tasks for the field, chosen by where they lie and how grave they are, or as they are picked in the list. */
export function useTasks(area: Box | null) {
  const [choice, setChoice] = useState(FIRST);
  const findings = useFindings((state) => state.findings);
  const picked = useFindingPicks((state) => state.picked);
  // What is set aside for good is not looked at again.
  const open = useMemo(() => {
    const facts = findingFacts();
    return (findings ?? []).filter((finding) => facts.standing(finding).state !== 'exception');
  }, [findings]);
  const inArea = useMemo(() => {
    const facts = findingFacts();
    return area === null
      ? []
      : open.filter(({ box, rule }) => boxesIntersect(box, area) && ON_GROUND.has(facts.ruleGroup(rule)));
  }, [open, area]);
  const byPick = useMemo(() => open.filter(({ key }) => picked.has(key)), [open, picked]);
  const from: Readonly<Record<TaskSource, readonly Finding[]>> = { area: inArea, picked: byPick, none: [] };
  const chosen =
    choice.source === 'area'
      ? inArea.filter(({ severity }) => choice.severities.includes(severity))
      : from[choice.source];
  const counts = Object.fromEntries(
    SEVERITIES.map((one) => [one, inArea.filter(({ severity }) => severity === one).length]),
  ) as Readonly<Record<Severity, number>>;
  return {
    choice,
    change: (patch: Partial<TaskChoice>) => setChoice((now) => ({ ...now, ...patch })),
    counts,
    picked: byPick.length,
    chosen: chosen.length,
    /** Made when they are sent: each has an identity of its own. */
    make: (): FieldTask[] => {
      const facts = findingFacts();
      return chosen.map((finding) =>
        findingTask(finding, {
          uid: newUid(),
          title: facts.sentence(finding),
          area,
          assignee: facts.standing(finding).assignee ?? (choice.assignee === '' ? null : choice.assignee),
        }),
      );
    },
  };
}
