import {
  Circle,
  Combine,
  Diamond,
  Eraser,
  Factory,
  FlipVertical2,
  Landmark,
  Lasso,
  Leaf,
  Magnet,
  MousePointer2,
  Move,
  PaintBucket,
  PencilLine,
  PieChart,
  Plus,
  RotateCw,
  Ruler,
  Scaling,
  Scissors,
  Spline,
  SquareDashedMousePointer,
  SquareSplitHorizontal,
  Waypoints,
} from 'lucide-react';
import type { Reason } from '../../shared/commands/define-command.ts';
import { layerOf, useLayers } from '../state/layers.ts';
import { drawToolOf } from '../state/draw-in.ts';
import { useTool, type ToolId } from '../state/tool.ts';
import { whenLayerWritable, whenOpen, whenSelectionWritable } from './conditions.ts';
import {
  whenActiveDrawable,
  whenOneMulti,
  whenOnePolygon,
  whenPolygons,
  whenPolygonsOrLayer,
} from './tool-conditions.ts';
import type { MenuId, UiCommand } from './types.ts';

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

/** A tool of the map as a command: its label is `ui.tool.<id>`, its full name the hint's. */
const tool = (
  id: ToolId,
  icon: UiCommand['icon'],
  keys: readonly string[],
  menu: readonly [MenuId, number],
  available: () => true | Reason,
  onFeature = false,
): UiCommand => ({
  id: `tool.${id}`,
  group: 'tool',
  label: `ui.tool.${id}`,
  title: `catalogue.${id}`,
  icon,
  keys,
  menu,
  ...(onFeature ? { contexts: { feature: menu[1] + 10 } } : {}),
  available,
  on: () => useTool.getState().tool === id,
  run: () => useTool.getState().setTool(id),
});

export const toolCommands: readonly UiCommand[] = [
  {
    ...tool('select', MousePointer2, ['V'], ['select', 10], whenOpen),
    title: 'catalogue.select-tool',
  },
  tool('select-box', SquareDashedMousePointer, ['B'], ['select', 11], whenOpen),
  tool('select-lasso', Lasso, ['L'], ['select', 12], whenOpen),
  draw('industrial_park', Factory, ['P']),
  draw('town_center', Landmark, ['T']),
  draw('ecological_zone', Leaf, ['E']),
  {
    id: 'tool.draw-active',
    group: 'tool',
    label: 'ui.tool.draw-active',
    icon: PencilLine,
    keys: ['Shift+D'],
    menu: ['draw', 11],
    contexts: { map: 31, layer: 12 },
    available: whenActiveDrawable,
    on: () => {
      const { tool: now, drawLayer } = useTool.getState();
      return now.startsWith('draw-') && drawLayer === useLayers.getState().active;
    },
    run: () => {
      const { active } = useLayers.getState();
      const geometry = layerOf(active ?? '')?.schema.geometry;
      if (active !== null && geometry) useTool.getState().setTool(drawToolOf(geometry), active);
    },
  },
  tool('modify', Spline, ['M'], ['draw', 20], whenOnePolygon, true),
  tool('reshape', Waypoints, ['R'], ['draw', 21], whenOnePolygon, true),
  tool('split', Scissors, ['S'], ['draw', 22], whenPolygonsOrLayer, true),
  tool('split-ring', SquareSplitHorizontal, ['Shift+S'], ['draw', 23], whenPolygonsOrLayer),
  tool('split-area', PieChart, ['Shift+P'], ['draw', 24], whenOnePolygon, true),
  tool('draw-hole', Diamond, ['H'], ['draw', 26], whenOnePolygon, true),
  tool('fill-hole', PaintBucket, ['Shift+H'], ['draw', 27], whenOnePolygon),
  tool('draw-part', Plus, ['A'], ['draw', 28], whenOneMulti),
  tool('erase', Eraser, [], ['draw', 30], whenPolygons),
  tool('clip', Circle, [], ['draw', 31], whenPolygons),
  tool('cut-by', Combine, [], ['draw', 32], whenPolygons),
  tool('move', Move, ['Shift+M'], ['edit', 30], whenSelectionWritable, true),
  tool('rotate', RotateCw, ['Shift+R'], ['edit', 31], whenSelectionWritable, true),
  tool('scale', Scaling, ['Shift+E'], ['edit', 32], whenSelectionWritable, true),
  tool('measure-length', Ruler, ['X'], ['view', 40], whenOpen),
  tool('measure-area', FlipVertical2, ['Shift+X'], ['view', 41], whenOpen),
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
