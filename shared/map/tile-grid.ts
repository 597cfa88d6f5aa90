import type { Box } from '../geometry/packed.ts';

/** One tile of the web mercator pyramid. */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Latitude where web mercator ends. */
const MERCATOR_LIMIT = 85.051128779806604;

/** Position in the unit square of web mercator: x grows eastward, y southward. */
export function toMercator(lon: number, lat: number): readonly [number, number] {
  const clamped = Math.max(-MERCATOR_LIMIT, Math.min(MERCATOR_LIMIT, lat));
  const rad = (clamped * Math.PI) / 180;
  return [(lon + 180) / 360, (1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2];
}

/** Longitude and latitude in degrees of a position in the unit square of web mercator. */
export function fromMercator(x: number, y: number): readonly [number, number] {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** The box of a tile in degrees, widened by `margin` tile widths on every side. */
export function tileBox({ z, x, y }: Tile, margin = 0): Box {
  const n = 2 ** z;
  const [west, north] = fromMercator((x - margin) / n, (y - margin) / n);
  const [east, south] = fromMercator((x + 1 + margin) / n, (y + 1 + margin) / n);
  return [west, south, east, north];
}

/** The tile at a zoom that holds the position. */
export function tileAt(lon: number, lat: number, z: number): Tile {
  const n = 2 ** z;
  const [x, y] = toMercator(lon, lat);
  const inside = (value: number): number => Math.max(0, Math.min(n - 1, Math.floor(value * n)));
  return { z, x: inside(x), y: inside(y) };
}

export const tileKey = (layer: string, { z, x, y }: Tile): string => `${layer}/${z}/${x}/${y}`;
