import { ClipboardCopy, Info, Table2 } from 'lucide-react';
import { copyText } from '../state/copy-text.ts';
import { useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { useSelection } from '../state/selection.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

const whenSelected = () =>
  useSelection.getState().refs.length > 0 ? whenOpen() : ({ key: 'ui.reason.nothing-selected' } as const);

/** What can be done with the selected features besides editing them. */
export const featureCommands: readonly UiCommand[] = [
  {
    id: 'feature.attributes',
    group: 'edit',
    label: 'catalogue.attributes',
    icon: Info,
    keys: ['Ctrl+Enter'],
    menu: ['edit', 20],
    contexts: { feature: 11 },
    available: whenSelected,
    run: () => {
      useLayout.getState().change({ rightOpen: true });
      // Once the inspector shows the feature, its first field that can be written takes the focus.
      requestAnimationFrame(() =>
        document
          .querySelector<HTMLElement>('aside.right .form input:not([readonly]), aside.right .form textarea')
          ?.focus(),
      );
    },
  },
  {
    id: 'feature.in-table',
    group: 'data',
    label: 'catalogue.in-table',
    icon: Table2,
    menu: ['data', 11],
    contexts: { feature: 12 },
    available: whenSelected,
    run: () => {
      useLayers.getState().setActive(useSelection.getState().refs[0]?.table ?? null);
      useLayout.getState().showTab('table');
    },
  },
  {
    id: 'feature.copy-uid',
    group: 'edit',
    label: 'catalogue.copy-uid',
    icon: ClipboardCopy,
    menu: ['edit', 42],
    contexts: { feature: 40 },
    available: whenSelected,
    run: () =>
      void copyText(
        useSelection
          .getState()
          .refs.map(({ uid }) => uid)
          .join('\n'),
      ),
  },
];
