import { Focus, Languages, Maximize, SunMoon, Tags } from 'lucide-react';
import { useFindingsMap } from '../state/findings-map.ts';
import { useSettings } from '../state/settings.ts';
import { zoomToAll, zoomToSelection } from '../state/zoom.ts';
import { useSelection } from '../state/selection.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

export const viewCommands: readonly UiCommand[] = [
  {
    id: 'view.zoom-selection',
    group: 'view',
    label: 'ui.zoom-selection',
    icon: Focus,
    keys: ['F'],
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
    icon: Maximize,
    keys: ['Shift+F'],
    available: whenOpen,
    run: zoomToAll,
  },
  {
    id: 'view.findings',
    group: 'view',
    label: 'ui.findings-on-map',
    icon: Tags,
    available: whenOpen,
    on: () => useFindingsMap.getState().visible,
    run: () => useFindingsMap.getState().setVisible(!useFindingsMap.getState().visible),
  },
  {
    id: 'view.theme',
    group: 'view',
    label: 'ui.switch-theme',
    icon: SunMoon,
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
    available: () => true,
    run: () => {
      const { settings, change } = useSettings.getState();
      void change({ language: settings.language === 'en' ? 'zh-CN' : 'en' });
    },
  },
];
