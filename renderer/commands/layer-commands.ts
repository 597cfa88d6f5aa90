import { Columns3, Layers2, Palette, PenLine } from 'lucide-react';
import { useDialogs } from '../state/dialogs.ts';
import { useStylePanel } from '../state/layer-work.ts';
import { layerOf, useLayers } from '../state/layers.ts';
import { useLayout } from '../state/layout.ts';
import { useTool } from '../state/tool.ts';
import type { Reason } from '../../shared/commands/define-command.ts';
import { whenLayerWritable, whenOpen, whenWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

/** ... and a layer is the active one. */
function whenActive(): true | Reason {
  const open = whenOpen();
  if (open !== true) return open;
  const { active } = useLayers.getState();
  return active !== null && layerOf(active) !== undefined ? true : { key: 'ui.reason.no-active-layer' };
}

/** Layers, their fields and their styles. */
export const layerCommands: readonly UiCommand[] = [
  {
    id: 'tool.draw-active',
    group: 'tool',
    label: 'ui.layer-draw',
    icon: PenLine,
    available: () => {
      const active = whenActive();
      if (active !== true) return active;
      const id = useLayers.getState().active ?? '';
      const writable = whenLayerWritable(id);
      if (writable !== true) return writable;
      return layerOf(id)?.schema.geometry?.endsWith('POLYGON') ? true : { key: 'ui.reason.polygon-only' };
    },
    on: () =>
      useTool.getState().tool === 'draw-polygon' &&
      useTool.getState().drawLayer === useLayers.getState().active,
    run: () => useTool.getState().setTool('draw-polygon', useLayers.getState().active ?? ''),
  },
  {
    id: 'layer.new',
    group: 'panel',
    label: 'ui.layer-new',
    icon: Layers2,
    available: whenWritable,
    run: () => useDialogs.getState().show('layer-new'),
  },
  {
    id: 'layer.fields',
    group: 'panel',
    label: 'ui.layer-fields',
    icon: Columns3,
    available: whenActive,
    run: () => useDialogs.getState().show('layer-fields', useLayers.getState().active),
  },
  {
    id: 'layer.style',
    group: 'panel',
    label: 'ui.layer-style',
    icon: Palette,
    available: whenActive,
    run: () => {
      useLayout.getState().change({ rightOpen: true });
      useStylePanel.getState().show(useLayers.getState().active);
    },
  },
];
