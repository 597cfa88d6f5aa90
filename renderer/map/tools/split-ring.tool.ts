import { splitSketchTool } from './split-sketch.ts';

/** Splits by a ring: what lies inside becomes features of its own. */
export const splitRingTool = splitSketchTool('split-ring', 'ring');
