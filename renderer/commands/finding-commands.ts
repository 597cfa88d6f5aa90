import { CircleSlash2, Eye, Flag, Focus, UserRound } from 'lucide-react';
import type { Finding } from '../../shared/rules/rule.ts';
import { focusedFinding, focusFinding } from '../state/finding-focus.ts';
import { findingListing } from '../state/finding-list.ts';
import { useFindingPicks } from '../state/finding-picks.ts';
import { askAbout, markFindings, wholes, type FindingMark } from '../state/finding-words.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** The findings picked in the list; where none is, the one in focus. */
function meant(): readonly Finding[] {
  const { picked } = useFindingPicks.getState();
  const chosen = picked.size === 0 ? [] : findingListing().shown.filter(({ key }) => picked.has(key));
  if (chosen.length > 0) return chosen;
  const focused = focusedFinding();
  return focused === undefined ? [] : [focused];
}

const whenMeant = () => {
  const writable = whenWritable();
  if (writable !== true) return writable;
  return meant().length > 0 ? true : ({ key: 'catalogue.reason.no-finding' } as const);
};

/** Gives findings a mark; takes it away where all of them have it. */
function toggle(mark: Exclude<FindingMark, 'open'>): void {
  const findings = meant();
  const { standing } = findingListing().facts;
  const all = findings.every((finding) => standing(finding).state === 'followed');
  void markFindings(findings, all ? 'open' : mark);
}

const common = { group: 'check', scope: 'findings', available: whenMeant } as const;

/** What can be said of the picked findings. */
export const findingCommands: readonly UiCommand[] = [
  {
    id: 'finding.locate',
    group: 'check',
    label: 'catalogue.finding-locate',
    icon: Focus,
    menu: ['check', 22],
    contexts: { finding: 10 },
    available: () => {
      const open = whenOpen();
      if (open !== true) return open;
      return meant().length > 0 ? true : { key: 'catalogue.reason.no-finding' };
    },
    run: () => {
      const [first] = meant();
      if (first) focusFinding(first, { zoom: true });
    },
  },
  {
    ...common,
    id: 'finding.seen',
    label: 'findings.word.seen',
    icon: Eye,
    keys: ['Space'],
    menu: ['check', 40],
    contexts: { finding: 20 },
    run: () => toggle('seen'),
  },
  {
    ...common,
    id: 'finding.follow-up',
    label: 'findings.word.follow-up',
    icon: Flag,
    menu: ['check', 41],
    contexts: { finding: 21 },
    run: () => toggle('follow-up'),
  },
  {
    ...common,
    id: 'finding.exception',
    label: 'findings.mark-exception',
    icon: CircleSlash2,
    keys: ['E'],
    menu: ['check', 42],
    contexts: { finding: 30 },
    run: () => askAbout('finding-exception', wholes(meant())),
  },
  {
    ...common,
    id: 'finding.assign',
    label: 'findings.assign',
    icon: UserRound,
    keys: ['A'],
    menu: ['check', 43],
    contexts: { finding: 31 },
    run: () => askAbout('finding-assign', wholes(meant())),
  },
];
