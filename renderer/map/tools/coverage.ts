import { layerOf } from '../../state/layers.ts';

/**
 * The borders inside a coverage are one line for both sides and move together; a plan drawn over another one does
 * not drag it along, unless that is asked for.
 */
export const isCoverage = (layer: string): boolean => layerOf(layer)?.schema.coverage ?? false;
