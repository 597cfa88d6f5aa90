import { drawFeatureTool } from './draw-feature.ts';

/** Draws a new polygon feature. */
export const drawPolygonTool = drawFeatureTool('draw-polygon', 'ring');
