import { ArrowDown, ArrowUp, Eye, Focus, Lock, Table2 } from 'lucide-react';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import type { Reason } from '../../shared/commands/define-command.ts';
import { moveInOrder } from '../state/layer-order.ts';
import { layerOf, useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { zoomToLayer } from '../state/zoom.ts';
import { whenOpen } from './conditions.ts';
import type { UiCommand } from './types.ts';

const active = (): LayerState | undefined => layerOf(useLayers.getState().active ?? '');

/** There is an active layer, and it suits. */
function whenActive(suits: (layer: LayerState) => true | Reason = () => true): true | Reason {
  const open = whenOpen();
  if (open !== true) return open;
  const layer = active();
  return layer === undefined ? { key: 'ui.reason.no-active-layer' } : suits(layer);
}

const move = (
  id: string,
  step: 1 | -1,
  label: string,
  icon: UiCommand['icon'],
  place: number,
): UiCommand => ({
  id,
  group: 'data',
  label,
  icon,
  menu: ['data', place],
  contexts: { layer: place },
  available: () =>
    whenActive(({ schema }) =>
      moveInOrder(useLayers.getState().layers ?? [], schema.id, step).length > 0
        ? true
        : { key: step === 1 ? 'catalogue.reason.topmost' : 'catalogue.reason.lowest' },
    ),
  run: () => {
    const { layers, setView } = useLayers.getState();
    for (const { layer, order } of moveInOrder(layers ?? [], active()?.schema.id ?? '', step)) {
      void setView(layer, { order });
    }
  },
});

/** What can be done with the active layer as a whole. */
export const layerCommands: readonly UiCommand[] = [
  {
    id: 'layer.zoom',
    group: 'view',
    label: 'ui.zoom-layer',
    icon: Focus,
    menu: ['view', 13],
    contexts: { layer: 10 },
    available: () => whenActive(({ count }) => (count > 0 ? true : { key: 'catalogue.reason.empty-layer' })),
    run: () => zoomToLayer(active()?.schema.id ?? ''),
  },
  {
    id: 'layer.table',
    group: 'data',
    label: 'ui.open-table',
    icon: Table2,
    menu: ['data', 10],
    contexts: { layer: 11 },
    available: () => whenActive(),
    run: () => useLayout.getState().showTab('table'),
  },
  {
    id: 'layer.show',
    group: 'data',
    label: 'catalogue.layer-shown',
    icon: Eye,
    menu: ['data', 28],
    contexts: { layer: 28 },
    available: () => whenActive(),
    on: () => active()?.visible ?? false,
    run: () => {
      const layer = active();
      if (layer) void useLayers.getState().setView(layer.schema.id, { visible: !layer.visible });
    },
  },
  {
    id: 'layer.lock',
    group: 'data',
    label: 'catalogue.layer-locked',
    icon: Lock,
    menu: ['data', 29],
    contexts: { layer: 29 },
    available: () => whenActive(({ schema }) => (schema.readOnly ? { key: 'ui.locked-for-good' } : true)),
    on: () => active()?.locked ?? false,
    run: () => {
      const layer = active();
      if (layer) void useLayers.getState().setView(layer.schema.id, { locked: !layer.locked });
    },
  },
  move('layer.up', 1, 'ui.order-up', ArrowUp, 30),
  move('layer.down', -1, 'ui.order-down', ArrowDown, 31),
];
