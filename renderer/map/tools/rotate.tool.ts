import { transformTool } from './transform.ts';

/** Turns the selected features. */
export const rotateTool = transformTool('rotate');
