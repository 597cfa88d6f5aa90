import type { GeomType } from '../../shared/model/layer.ts';
import type { ToolId } from './tool.ts';

/** The tool that draws a new feature of a geometry type. */
export function drawToolOf(geometry: GeomType): ToolId {
  if (geometry === 'POINT') return 'draw-point';
  return geometry === 'LINESTRING' ? 'draw-line' : 'draw-polygon';
}
