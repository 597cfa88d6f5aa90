import {
  ArrowDown,
  ArrowUp,
  Columns3,
  CopyPlus,
  Eye,
  Focus,
  Layers2,
  Lock,
  Palette,
  Pencil,
  Table2,
  Trash2,
} from 'lucide-react';
import type { LayerState } from '../../shared/bridge/store-contract.ts';
import type { Reason } from '../../shared/commands/define-command.ts';
import { useDialogs } from '../state/dialogs.ts';
import { runLayerCommand, useStylePanel } from '../state/layer-work.ts';
import { moveInOrder } from '../state/layer-order.ts';
import { layerOf, useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { zoomToLayer } from '../state/zoom.ts';
import { whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

const active = (): LayerState | undefined => layerOf(useLayers.getState().active ?? '');

/** There is an active layer, and it suits. */
function whenActive(suits: (layer: LayerState) => true | Reason = () => true): true | Reason {
  const open = whenOpen();
  if (open !== true) return open;
  const layer = active();
  return layer === undefined ? { key: 'ui.reason.no-active-layer' } : suits(layer);
}

/** The active layer is one that the user made, and may be changed. */
function whenOwnLayer(): true | Reason {
  const writable = whenWritable();
  if (writable !== true) return writable;
  return whenActive(({ schema, locked }) => {
    if (schema.builtIn) return { key: 'ui.reason.built-in-layer' };
    return locked ? { key: 'ui.reason.locked' } : true;
  });
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
  {
    id: 'layer.new',
    group: 'data',
    label: 'ui.layer-new',
    icon: Layers2,
    menu: ['data', 20],
    available: whenWritable,
    run: () => useDialogs.getState().show('layer-new'),
  },
  {
    id: 'layer.fields',
    group: 'data',
    label: 'ui.layer-fields',
    icon: Columns3,
    menu: ['data', 21],
    contexts: { layer: 23 },
    available: () => whenActive(),
    run: () => useDialogs.getState().show('layer-fields', useLayers.getState().active),
  },
  {
    id: 'layer.style',
    group: 'data',
    label: 'ui.layer-style',
    icon: Palette,
    menu: ['data', 22],
    contexts: { layer: 22 },
    available: () => whenActive(),
    run: () => {
      useLayout.getState().change({ rightOpen: true });
      useStylePanel.getState().show(useLayers.getState().active);
    },
  },
  {
    id: 'layer.edit',
    group: 'data',
    label: 'ui.layer-edit',
    icon: Pencil,
    menu: ['data', 23],
    contexts: { layer: 24 },
    available: whenOwnLayer,
    run: () => useDialogs.getState().show('layer-edit', useLayers.getState().active),
  },
  {
    id: 'layer.duplicate',
    group: 'data',
    label: 'ui.layer-duplicate',
    icon: CopyPlus,
    menu: ['data', 24],
    contexts: { layer: 25 },
    available: () => {
      const writable = whenWritable();
      return writable === true ? whenActive() : writable;
    },
    run: () => useDialogs.getState().show('layer-new', useLayers.getState().active),
  },
  {
    id: 'layer.delete',
    group: 'data',
    label: 'ui.layer-delete',
    icon: Trash2,
    menu: ['data', 25],
    contexts: { layer: 26 },
    available: whenOwnLayer,
    run: () => void runLayerCommand('delete-layer', { layer: useLayers.getState().active ?? '' }),
  },
  move('layer.up', 1, 'ui.order-up', ArrowUp, 30),
  move('layer.down', -1, 'ui.order-down', ArrowDown, 31),
];
