import { measureTool } from './measure.ts';

/** Area and perimeter of a ring on the ellipsoid. */
export const measureAreaTool = measureTool('measure-area', 'ring');
