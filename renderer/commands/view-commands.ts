import {
  Backpack,
  Compass,
  Focus,
  Languages,
  List,
  Maximize,
  Minus,
  Plus,
  SunMoon,
  Tags,
} from 'lucide-react';
import { northUp, zoomBy } from '../map/navigate.ts';
import { enterField, leaveField, useFieldMode } from '../state/field-mode.ts';
import { useFindingsMap } from '../state/findings-map.ts';
import { useLayout } from '../state/layout.ts';
import { useSettings } from '../state/settings.ts';
import { zoomToAll, zoomToSelection } from '../state/zoom.ts';
import { useSelection } from '../state/selection.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const viewCommands: readonly UiCommand[] = [
  {
    id: 'view.zoom-in',
    group: 'view',
    label: 'map.zoom-in',
    icon: Plus,
    keys: ['Ctrl+=', 'Ctrl+Shift++'],
    menu: ['view', 20],
    available: whenOpen,
    run: () => zoomBy(1),
  },
  {
    id: 'view.zoom-out',
    group: 'view',
    label: 'map.zoom-out',
    icon: Minus,
    keys: ['Ctrl+-'],
    menu: ['view', 21],
    available: whenOpen,
    run: () => zoomBy(-1),
  },
  {
    id: 'view.north-up',
    group: 'view',
    label: 'map.north-up',
    icon: Compass,
    menu: ['view', 22],
    available: whenOpen,
    run: northUp,
  },
  {
    id: 'view.legend',
    group: 'view',
    label: 'catalogue.legend',
    icon: List,
    menu: ['view', 31],
    available: whenOpen,
    on: () => useLayout.getState().legendOpen,
    run: () => useLayout.getState().change({ legendOpen: !useLayout.getState().legendOpen }),
  },
  {
    id: 'view.zoom-selection',
    group: 'view',
    label: 'ui.zoom-selection',
    icon: Focus,
    keys: ['F'],
    menu: ['view', 12],
    contexts: { feature: 10 },
    available: () =>
      useSelection.getState().refs.length > 0 || useFindingsMap.getState().focused !== null
        ? whenOpen()
        : { key: 'ui.reason.nothing-selected' },
    run: () => void zoomToSelection(),
  },
  {
    id: 'view.zoom-all',
    group: 'view',
    label: 'ui.zoom-all',
    title: 'catalogue.zoom-all',
    icon: Maximize,
    keys: ['Shift+F'],
    menu: ['view', 11],
    contexts: { map: 12 },
    available: whenOpen,
    run: zoomToAll,
  },
  {
    id: 'view.findings',
    group: 'view',
    label: 'ui.findings-on-map',
    icon: Tags,
    menu: ['view', 30],
    available: whenOpen,
    on: () => useFindingsMap.getState().visible,
    run: () => useFindingsMap.getState().setVisible(!useFindingsMap.getState().visible),
  },
  {
    id: 'view.field',
    group: 'view',
    label: 'field.mode',
    icon: Backpack,
    menu: ['view', 35],
    available: whenOpen,
    on: () => useFieldMode.getState().on,
    run: () => (useFieldMode.getState().on ? leaveField() : enterField()),
  },
  {
    id: 'view.theme',
    group: 'view',
    label: 'ui.switch-theme',
    icon: SunMoon,
    menu: ['view', 40],
    available: () => true,
    run: () => {
      const { theme, change } = useSettings.getState();
      void change({ theme: theme === 'dark' ? 'light' : 'dark' });
    },
  },
  {
    id: 'view.language',
    group: 'view',
    label: 'ui.switch-language',
    icon: Languages,
    menu: ['view', 41],
    available: () => true,
    run: () => {
      const { settings, change } = useSettings.getState();
      void change({ language: settings.language === 'en' ? 'zh-CN' : 'en' });
    },
  },
];
