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
  /**
   * Rounds the points `from` to `to` (exclusive) of `xy` to tile units and writes them to `out`, leaving out
   * those that repeat the one before; returns how many numbers it wrote. Each point is rounded for itself
   * alone, so neighbours that share a vertex share its rounded place.
   */
  quantise(xy: ArrayLike<number>, from: number, to: number, out: Int32Array): number;
}

interface Series {
  readonly middle: number;
  readonly c0: number;
  readonly c1: number;
  readonly c2: number;
  readonly c3: number;
}

/**
 * Cubic series of mercator latitude around the middle of the window (radians): inside a window of z >= 10
 * (0.3 degrees) the rest is under 1e-5 tile units, and it costs a tenth of the transcendental form.
 */
function mercatorSeries(south: number, north: number, worldUnits: number, top: number): Series {
  const rad = Math.PI / 180;
  const middle = (south + north) / 2;
  const phi = middle * rad;
  const sec = 1 / Math.cos(phi);
  const tan = Math.tan(phi);
  const scale = -worldUnits / (2 * Math.PI);
  return {
    middle,
    c0: toMercator(0, middle)[1] * worldUnits - top,
    c1: scale * sec * rad,
    c2: ((scale * sec * tan) / 2) * rad * rad,
    c3: ((scale * sec * (1 + 2 * tan * tan)) / 6) * rad * rad * rad,
  };
}

/** @param step coordinates are rounded to multiples of it; in overviews 4 units, half a screen pixel */
export function tileFrame(tile: Tile, step = 1): TileFrame {
  const window = tileBox(tile, BUFFER / EXTENT);
  const worldUnits = EXTENT * 2 ** tile.z;
  const left = tile.x * EXTENT;
  const top = tile.y * EXTENT;
  const xScale = worldUnits / 360;
  const exact = (latitude: number): number => toMercator(0, latitude)[1] * worldUnits - top;
  const x = (longitude: number): number => (longitude + 180) * xScale - left;
  if (tile.z < SERIES_ZOOM) {
    const quantise: TileFrame['quantise'] = (xy, from, to, out) => {
      let n = 0;
      for (let i = from; i < to; i++) {
        const px = Math.round(x(xy[2 * i]!) / step) * step;
        const py = Math.round(exact(xy[2 * i + 1]!) / step) * step;
        if (n > 0 && out[n - 2] === px && out[n - 1] === py) continue;
        out[n] = px;
        out[n + 1] = py;
        n += 2;
      }
      return n;
    };
    return { tile, window, x, y: exact, quantise };
  }
  const { middle, c0, c1, c2, c3 } = mercatorSeries(window[1], window[3], worldUnits, top);
  const series = (latitude: number): number => {
    const d = latitude - middle;
    return c0 + d * (c1 + d * (c2 + d * c3));
  };
  // The hot loop of detail tiles: no calls in it.
  const quantise: TileFrame['quantise'] = (xy, from, to, out) => {
    const half = 0.5;
    const inverse = 1 / step;
    let n = 0;
    let lastX = 0;
    let lastY = 0;
    for (let i = 2 * from; i < 2 * to; i += 2) {
      const d = xy[i + 1]! - middle;
      const px = Math.floor(((xy[i]! + 180) * xScale - left) * inverse + half) * step;
      const py = Math.floor((c0 + d * (c1 + d * (c2 + d * c3))) * inverse + half) * step;
      if (n > 0 && lastX === px && lastY === py) continue;
      out[n] = px;
      out[n + 1] = py;
      n += 2;
      lastX = px;
      lastY = py;
    }
    return n;
  };
  return { tile, window, x, y: series, quantise };
}
