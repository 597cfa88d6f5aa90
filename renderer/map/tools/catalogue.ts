import type { ToolId } from '../../state/tool.ts';
import { drawHoleTool } from './draw-hole.tool.ts';
import { drawPartTool } from './draw-part.tool.ts';
import { drawPolygonTool } from './draw-polygon.tool.ts';
import { modifyTool } from './modify.tool.ts';
import { selectTool } from './select.tool.ts';
import type { MakeTool } from './tool.ts';

/** Every tool of the map. To add one: its file, its id in state/tool.ts, its line here. */
export const TOOLS: Readonly<Record<ToolId, MakeTool>> = {
  select: selectTool,
  'draw-polygon': drawPolygonTool,
  'draw-hole': drawHoleTool,
  'draw-part': drawPartTool,
  modify: modifyTool,
};
