import { Diamond, Factory, Landmark, Leaf, Magnet, MousePointer2, Plus, Spline } from 'lucide-react';
import { layerOf } from '../state/layers.ts';
import { useSelection } from '../state/selection.ts';
import { useTool, type ToolId } from '../state/tool.ts';
import { whenLayerWritable, whenOpen, whenSelectionWritable } from './conditions.ts';
import type { UiCommand } from './types.ts';

const draw = (layer: string, icon: UiCommand['icon'], keys: readonly string[]): UiCommand => ({
  id: `tool.draw.${layer}`,
  group: 'tool',
  label: `ui.tool.draw.${layer}`,
  title: `catalogue.draw.${layer}`,
  icon,
  keys,
  menu: ['draw', 10],
  contexts: { ground: 10 },
  available: () => whenLayerWritable(layer),
  on: () => useTool.getState().tool === 'draw-polygon' && useTool.getState().drawLayer === layer,
  run: () => useTool.getState().setTool('draw-polygon', layer),
});

/** Tools that work on the one selected polygon. */
const onOne = (tool: ToolId, icon: UiCommand['icon'], keys: readonly string[], place: number): UiCommand => ({
  id: `tool.${tool}`,
  group: 'tool',
  label: `ui.tool.${tool}`,
  title: `catalogue.${tool}`,
  icon,
  keys,
  menu: ['draw', place],
  contexts: { feature: place + 10 },
  available: () => {
    const writable = whenSelectionWritable(1);
    if (writable !== true) return writable;
    const geometry = layerOf(useSelection.getState().refs[0]?.table ?? '')?.schema.geometry;
    if (tool === 'draw-part' && geometry !== 'MULTIPOLYGON') return { key: 'ui.reason.single-part' };
    return geometry === 'POLYGON' || geometry === 'MULTIPOLYGON' ? true : { key: 'ui.reason.polygon-only' };
  },
  on: () => useTool.getState().tool === tool,
  run: () => useTool.getState().setTool(tool),
});

export const toolCommands: readonly UiCommand[] = [
  {
    id: 'tool.select',
    group: 'tool',
    label: 'ui.tool.select',
    title: 'catalogue.select-tool',
    icon: MousePointer2,
    keys: ['V'],
    menu: ['select', 10],
    available: whenOpen,
    on: () => useTool.getState().tool === 'select',
    run: () => useTool.getState().setTool('select'),
  },
  draw('industrial_park', Factory, ['P']),
  draw('town_center', Landmark, ['T']),
  draw('ecological_zone', Leaf, ['E']),
  onOne('modify', Spline, ['M'], 20),
  onOne('draw-hole', Diamond, ['H'], 21),
  onOne('draw-part', Plus, ['A'], 22),
  {
    id: 'tool.snap',
    group: 'tool',
    label: 'ui.tool.snap',
    icon: Magnet,
    keys: ['Ctrl+Shift+S'],
    menu: ['draw', 80],
    available: whenOpen,
    on: () => useTool.getState().snapping,
    run: () => useTool.getState().setSnapping(!useTool.getState().snapping),
  },
];
