import { transformTool } from './transform.ts';

/** Moves the selected features. */
export const moveTool = transformTool('move');
