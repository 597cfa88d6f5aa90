import { Copy, Crosshair, MapPinned } from 'lucide-react';
import { formatPosition } from '../../shared/crs/coordinate-text.ts';
import { useCoordinates, zoneNow } from '../state/coordinates.ts';
import { copyText } from '../state/copy-text.ts';
import { useLayout } from '../state/layout.ts';
import { useView } from '../state/view.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** Going to places, copying them, and the table of boundary points. */
export const coordinateCommands: readonly UiCommand[] = [
  {
    id: 'view.go-to',
    group: 'view',
    label: 'coords.go-to',
    icon: Crosshair,
    keys: ['Ctrl+G'],
    available: whenOpen,
    run: () => useCoordinates.getState().openGoTo(true),
  },
  {
    id: 'view.copy-pointer',
    group: 'view',
    label: 'coords.copy-pointer',
    icon: Copy,
    keys: ['Ctrl+Shift+C'],
    available: () => {
      const open = whenOpen();
      if (open !== true) return open;
      return useView.getState().pointer === null ? { key: 'coords.reason.pointer' } : true;
    },
    run: () => {
      const { pointer } = useView.getState();
      const [form = 'degrees'] = useCoordinates.getState().forms;
      if (pointer) void copyText(formatPosition(form, [pointer[0], pointer[1]], zoneNow(), 'exact'));
    },
  },
  {
    id: 'panel.boundary',
    group: 'panel',
    label: 'ui.tab.boundary',
    icon: MapPinned,
    keys: ['Ctrl+8'],
    available: whenOpen,
    on: () => useLayout.getState().dockOpen && useLayout.getState().tab === 'boundary',
    run: () => useLayout.getState().showTab('boundary', true),
  },
];
