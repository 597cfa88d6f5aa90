import { WGS84_EPSG } from '../crs/catalogue.ts';
import type { LayerInfo } from './raw.ts';

/** Formats in which web maps and their tools hand out what was drawn on them. */
const FORMATS = new Set(['kml', 'kmz', 'gpx', 'geojson', 'csv']);

/**
 * Whether a layer may have been drawn on a web map: one of these formats, figures that are degrees, and no system
 * stated but the WGS84 that such files are always said to be in.
 *
 * @param vertices one vertex of each sampled feature
 */
export function mayBeWebMap(
  format: string,
  { crs }: Pick<LayerInfo, 'crs'>,
  vertices: Float64Array,
): boolean {
  if (!FORMATS.has(format) || vertices.length === 0) return false;
  const silent = crs.kind === 'none' || (crs.kind === 'known' && (crs.wgs84 || crs.epsg === WGS84_EPSG));
  return silent && vertices.every((figure) => Math.abs(figure) <= 180);
}
