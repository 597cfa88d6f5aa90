import type { Crs } from './catalogue.ts';
import { transformOf } from './transform.ts';

/** Surveyor's coordinates: X north, Y east, metres. */
export interface ZoneXY {
  readonly x: number;
  readonly y: number;
}

/** Position in a Gauss-Kruger zone; null where the zone cannot give one (not finite, or the wrong side of the globe). */
export function toZoneXY(longitude: number, latitude: number, zone: Crs): ZoneXY | null {
  if (
    zone.kind === 'geographic' ||
    Math.abs(longitude - zone.centralMeridian) > 80 ||
    Math.abs(latitude) > 90
  ) {
    return null;
  }
  const xy = Float64Array.of(longitude, latitude);
  transformOf(zone).fromDegrees(xy, 0);
  const [y = NaN, x = NaN] = xy;
  return Number.isFinite(x) && Number.isFinite(y) ? { x, y } : null;
}

/** `X 3320534.436  Y 37403511.252`, as the status bar shows it; empty where there is no such position. */
export function formatZoneXY(longitude: number, latitude: number, zone: Crs, decimals = 3): string {
  const position = toZoneXY(longitude, latitude, zone);
  return position === null ? '' : `X ${position.x.toFixed(decimals)}  Y ${position.y.toFixed(decimals)}`;
}
