import { splitSketchTool } from './split-sketch.ts';

/** Splits by a line. */
export const splitTool = splitSketchTool('split', 'line');
