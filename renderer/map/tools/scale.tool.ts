import { transformTool } from './transform.ts';

/** Sizes the selected features. */
export const scaleTool = transformTool('scale');
