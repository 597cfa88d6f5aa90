import { ChevronDown, ChevronUp, ClipboardCheck, ListChecks } from 'lucide-react';
import { checkNow, stepFinding } from '../state/finding-focus.ts';
import { useFindings } from '../state/findings.ts';
import { inspectNow, useInspection } from '../state/inspection.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

const whenFindings = () => {
  const open = whenOpen();
  if (open !== true) return open;
  return (useFindings.getState().findings?.length ?? 0) > 0 ? true : { key: 'ui.reason.no-findings' };
};

export const checkCommands: readonly UiCommand[] = [
  {
    id: 'check.now',
    group: 'check',
    label: 'ui.check-now',
    icon: ListChecks,
    keys: ['C'],
    menu: ['check', 10],
    available: () => (useFindings.getState().check?.running ? { key: 'ui.reason.checking' } : whenOpen()),
    run: () => void checkNow(),
  },
  {
    id: 'check.inspect',
    group: 'check',
    label: 'inspection.command',
    icon: ClipboardCheck,
    keys: ['Shift+C'],
    menu: ['check', 11],
    available: () => (useInspection.getState().running ? { key: 'inspection.reason.running' } : whenOpen()),
    run: () => void inspectNow(),
  },
  {
    id: 'check.next',
    group: 'check',
    label: 'ui.next-finding',
    icon: ChevronDown,
    keys: ['N'],
    menu: ['check', 20],
    contexts: { finding: 11 },
    available: whenFindings,
    run: () => stepFinding(1),
  },
  {
    id: 'check.previous',
    group: 'check',
    label: 'ui.previous-finding',
    icon: ChevronUp,
    keys: ['Shift+N'],
    menu: ['check', 21],
    contexts: { finding: 12 },
    available: whenFindings,
    run: () => stepFinding(-1),
  },
];
