import { cutSketchTool } from './cut-sketch.ts';

/** Leaves the selected features only their ground inside a drawn ring. */
export const clipTool = cutSketchTool('clip', 'inside');
