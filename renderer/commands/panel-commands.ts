import {
  ClipboardCheck,
  Columns2,
  GitCompare,
  History,
  Info,
  Keyboard,
  Layers,
  ListChecks,
  ListTodo,
  Maximize2,
  Search,
  Table2,
} from 'lucide-react';
import { useDialogs } from '../state/dialogs.ts';
import { useLayout, type DockTab } from '../state/layout.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

const layout = () => useLayout.getState();
const tab = (id: DockTab, icon: UiCommand['icon'], keys: readonly string[]): UiCommand => ({
  id: `panel.${id}`,
  group: 'panel',
  label: `ui.tab.${id}`,
  icon,
  keys,
  menu: ['window', 20],
  available: whenOpen,
  on: () => layout().dockOpen && layout().tab === id,
  run: () => layout().showTab(id, true),
});

export const panelCommands: readonly UiCommand[] = [
  {
    id: 'panel.layers',
    group: 'panel',
    label: 'ui.layers',
    icon: Layers,
    keys: ['Ctrl+1'],
    menu: ['window', 10],
    available: whenOpen,
    on: () => layout().leftOpen,
    run: () => layout().change({ leftOpen: !layout().leftOpen }),
  },
  {
    id: 'panel.inspector',
    group: 'panel',
    label: 'ui.inspector',
    icon: Info,
    keys: ['Ctrl+2'],
    menu: ['window', 11],
    available: whenOpen,
    on: () => layout().rightOpen,
    run: () => layout().change({ rightOpen: !layout().rightOpen }),
  },
  tab('findings', ListChecks, ['Ctrl+3']),
  tab('table', Table2, ['Ctrl+4']),
  tab('history', History, ['Ctrl+5']),
  tab('jobs', ListTodo, ['Ctrl+6']),
  tab('difference', Columns2, ['Ctrl+7']),
  tab('changes', GitCompare, ['Ctrl+9']),
  tab('inspection', ClipboardCheck, []),
  {
    id: 'panel.maximise-dock',
    group: 'panel',
    label: 'ui.maximise-dock',
    icon: Maximize2,
    menu: ['window', 30],
    available: () => (layout().dockOpen ? whenOpen() : { key: 'catalogue.reason.dock-closed' }),
    on: () => layout().dockMax,
    run: () => layout().change({ dockMax: !layout().dockMax }),
  },
  {
    id: 'help.palette',
    group: 'help',
    label: 'ui.palette',
    icon: Search,
    keys: ['Ctrl+K'],
    menu: ['help', 10],
    available: whenOpen,
    run: () => useDialogs.getState().show('palette'),
  },
  {
    id: 'help.shortcuts',
    group: 'help',
    label: 'ui.shortcuts',
    icon: Keyboard,
    keys: ['F1'],
    menu: ['help', 11],
    available: () => true,
    run: () => useDialogs.getState().show('shortcuts'),
  },
];
