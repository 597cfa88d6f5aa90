import { cutSketchTool } from './cut-sketch.ts';

/** Takes the ground inside a drawn ring from the selected features. */
export const eraseTool = cutSketchTool('erase', 'outside');
