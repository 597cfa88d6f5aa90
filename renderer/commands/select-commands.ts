import { CopyCheck, ListRestart, Shapes, SquareDashedMousePointer } from 'lucide-react';
import { layerOf, useLayers } from '../state/layers.ts';
import { classFieldOf, selectAllOf, selectSameClass } from '../state/select-like.ts';
import { useSelection } from '../state/selection.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

const whenSelected = () =>
  useSelection.getState().refs.length > 0 ? whenOpen() : ({ key: 'ui.reason.nothing-selected' } as const);

export const selectCommands: readonly UiCommand[] = [
  {
    id: 'select.all-of-layer',
    group: 'select',
    label: 'catalogue.select-all',
    icon: CopyCheck,
    keys: ['Ctrl+A'],
    menu: ['select', 20],
    contexts: { layer: 21 },
    available: () => {
      const open = whenOpen();
      if (open !== true) return open;
      const { active } = useLayers.getState();
      if (active === null) return { key: 'ui.reason.no-active-layer' };
      return (layerOf(active)?.count ?? 0) > 0 ? true : { key: 'catalogue.reason.empty-layer' };
    },
    run: () => void selectAllOf(useLayers.getState().active ?? ''),
  },
  {
    id: 'select.same-class',
    group: 'select',
    label: 'catalogue.select-same-class',
    icon: Shapes,
    menu: ['select', 21],
    contexts: { feature: 20 },
    available: () => {
      const selected = whenSelected();
      if (selected !== true) return selected;
      const { refs } = useSelection.getState();
      if (refs.length > 1) return { key: 'ui.reason.select-one' };
      return classFieldOf(refs[0]?.table ?? '') === null ? { key: 'catalogue.reason.no-class' } : true;
    },
    run: () => void selectSameClass(useSelection.getState().refs[0] ?? null),
  },
  {
    id: 'select.clear',
    group: 'select',
    label: 'catalogue.select-clear',
    icon: SquareDashedMousePointer,
    keys: ['Ctrl+Shift+A'],
    menu: ['select', 22],
    contexts: { feature: 21 },
    available: whenSelected,
    run: () => useSelection.getState().clear(),
  },
  {
    id: 'select.again',
    group: 'select',
    label: 'catalogue.select-again',
    icon: ListRestart,
    menu: ['select', 23],
    available: () => {
      const open = whenOpen();
      if (open !== true) return open;
      return useSelection.getState().previous.length > 0 ? true : { key: 'catalogue.reason.no-previous' };
    },
    run: () => useSelection.getState().restore(),
  },
];
