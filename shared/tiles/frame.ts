import type { Box } from '../geometry/packed.ts';
import { tileBox, toMercator, type Tile } from '../map/tile-grid.ts';

/** Units along one side of a tile. */
export const EXTENT = 4096;
/** Units around a tile that are drawn too, so that lines and fills have no seam: 8 screen pixels. */
export const BUFFER = 64;
/** Units in one screen pixel, tiles being 512 pixels wide. */
export const UNITS_PER_PIXEL = EXTENT / 512;
/** Below this zoom a tile is too tall for the series of the mercator latitude. */
const SERIES_ZOOM = 10;

/** How the coordinates of one tile are made. The same position always becomes the same tile coordinates. */
export interface TileFrame {
  readonly tile: Tile;
  /** The tile with its buffer, degrees. */
  readonly window: Box;
  /** Longitude to tile units, growing eastward, not rounded. */
  x(longitude: number): number;
  /** Latitude to tile units, growing southward, not rounded; exact to 1e-5 units within the window. */
  y(latitude: number): number;
}

/**
 * Cubic series of mercator latitude around the middle of the window (radians): inside a window of z >= 10
 * (0.3 degrees) the rest is under 1e-5 tile units, and it costs a tenth of the transcendental form.
 */
function seriesY(
  south: number,
  north: number,
  worldUnits: number,
  top: number,
): (latitude: number) => number {
  const rad = Math.PI / 180;
  const middle = (south + north) / 2;
  const phi = middle * rad;
  const sec = 1 / Math.cos(phi);
  const tan = Math.tan(phi);
  const scale = -worldUnits / (2 * Math.PI);
  const c0 = toMercator(0, middle)[1] * worldUnits - top;
  const c1 = scale * sec * rad;
  const c2 = ((scale * sec * tan) / 2) * rad * rad;
  const c3 = ((scale * sec * (1 + 2 * tan * tan)) / 6) * rad * rad * rad;
  return (latitude) => {
    const d = latitude - middle;
    return c0 + d * (c1 + d * (c2 + d * c3));
  };
}

export function tileFrame(tile: Tile): TileFrame {
  const window = tileBox(tile, BUFFER / EXTENT);
  const worldUnits = EXTENT * 2 ** tile.z;
  const left = tile.x * EXTENT;
  const top = tile.y * EXTENT;
  const xScale = worldUnits / 360;
  const y =
    tile.z >= SERIES_ZOOM
      ? seriesY(window[1], window[3], worldUnits, top)
      : (latitude: number) => toMercator(0, latitude)[1] * worldUnits - top;
  return { tile, window, x: (longitude) => (longitude + 180) * xScale - left, y };
}
