import type { ToolId } from '../../state/tool.ts';
import { clipTool } from './clip.tool.ts';
import { cutByTool } from './cut-by.tool.ts';
import { drawHoleTool } from './draw-hole.tool.ts';
import { drawLineTool } from './draw-line.tool.ts';
import { drawPartTool } from './draw-part.tool.ts';
import { drawPointTool } from './draw-point.tool.ts';
import { drawPolygonTool } from './draw-polygon.tool.ts';
import { eraseTool } from './erase.tool.ts';
import { fieldSketchTool } from './field-sketch.tool.ts';
import { fieldTapTool } from './field-tap.tool.ts';
import { fillHoleTool } from './fill-hole.tool.ts';
import { measureAreaTool } from './measure-area.tool.ts';
import { measureLengthTool } from './measure-length.tool.ts';
import { mergeRedrawTool } from './merge-redraw.tool.ts';
import { modifyTool } from './modify.tool.ts';
import { moveTool } from './move.tool.ts';
import { photoPlaceTool } from './photo-place.tool.ts';
import { reshapeTool } from './reshape.tool.ts';
import { rotateTool } from './rotate.tool.ts';
import { scaleTool } from './scale.tool.ts';
import { selectBoxTool } from './select-box.tool.ts';
import { selectLassoTool } from './select-lasso.tool.ts';
import { selectTool } from './select.tool.ts';
import { splitAreaTool } from './split-area.tool.ts';
import { splitRingTool } from './split-ring.tool.ts';
import { splitTool } from './split.tool.ts';
import type { MakeTool } from './tool.ts';

/** Every tool of the map. To add one: its file, its id in state/tool.ts, its line here. */
export const TOOLS: Readonly<Record<ToolId, MakeTool>> = {
  select: selectTool,
  'select-box': selectBoxTool,
  'select-lasso': selectLassoTool,
  'draw-polygon': drawPolygonTool,
  'draw-line': drawLineTool,
  'draw-point': drawPointTool,
  'draw-hole': drawHoleTool,
  'draw-part': drawPartTool,
  'fill-hole': fillHoleTool,
  modify: modifyTool,
  move: moveTool,
  rotate: rotateTool,
  scale: scaleTool,
  reshape: reshapeTool,
  split: splitTool,
  'split-ring': splitRingTool,
  'split-area': splitAreaTool,
  erase: eraseTool,
  clip: clipTool,
  'cut-by': cutByTool,
  'merge-redraw': mergeRedrawTool,
  'measure-length': measureLengthTool,
  'measure-area': measureAreaTool,
  'field-tap': fieldTapTool,
  'field-sketch': fieldSketchTool,
  'photo-place': photoPlaceTool,
};
