import { drawFeatureTool } from './draw-feature.ts';

/** Draws a new line feature. */
export const drawLineTool = drawFeatureTool('draw-line', 'line');
