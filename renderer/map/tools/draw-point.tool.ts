import { drawFeatureTool } from './draw-feature.ts';

/** Draws a new point feature. */
export const drawPointTool = drawFeatureTool('draw-point', 'point');
