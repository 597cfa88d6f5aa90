import { measureTool } from './measure.ts';

/** Length and bearing of a line on the ellipsoid. */
export const measureLengthTool = measureTool('measure-length', 'line');
