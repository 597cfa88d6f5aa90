import { Scale, Sigma, Table2 } from 'lucide-react';
import { useDialogs } from '../state/dialogs.ts';
import { exportRuleset } from '../state/ruleset-work.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const rulesetCommands: readonly UiCommand[] = [
  {
    id: 'ruleset.edit',
    group: 'check',
    label: 'ui.ruleset-editor',
    icon: Scale,
    menu: ['check', 50],
    available: whenOpen,
    run: () => useDialogs.getState().show('ruleset'),
  },
  {
    id: 'ruleset.export',
    group: 'check',
    label: 'ui.ruleset-export',
    icon: Scale,
    menu: ['check', 51],
    available: whenOpen,
    run: () => void exportRuleset(),
  },
  {
    id: 'quota.edit',
    group: 'check',
    label: 'ui.quota',
    icon: Sigma,
    menu: ['check', 52],
    available: whenOpen,
    run: () => useDialogs.getState().show('quota'),
  },
  {
    id: 'tables.show',
    group: 'check',
    label: 'tables.title',
    icon: Table2,
    menu: ['check', 53],
    available: whenOpen,
    run: () => useDialogs.getState().show('tables'),
  },
];
