import type { Box } from '../geometry/packed.ts';
import { tileAt, type Tile } from '../map/tile-grid.ts';
import type { AreaPlan } from './types.ts';

/** The most tiles that one offline area may have: a county at 17 levels, not a province. */
export const MAX_AREA_TILES = 60_000;
/** Tiles asked for in a second when an area is saved; services block who asks faster. */
export const AREA_TILES_PER_SECOND = 8;
/** What a tile of 256 pixels commonly takes, bytes, while none of the server's own is known. */
const COMMON_TILE_BYTES = 18_000;

export interface TileRange {
  readonly zoom: number;
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/** Columns and rows of the tiles that a box in degrees touches at a zoom. */
export function tileRange([west, south, east, north]: Box, zoom: number): TileRange {
  const upper = tileAt(west, north, zoom);
  const lower = tileAt(east, south, zoom);
  return { zoom, west: upper.x, east: lower.x, north: upper.y, south: lower.y };
}

const countOf = ({ west, east, north, south }: TileRange): number => (east - west + 1) * (south - north + 1);

/** Tiles of an area, the coarse ones first, each level row by row. */
export function* areaTiles(box: Box, minZoom: number, maxZoom: number): Generator<Tile> {
  for (let z = minZoom; z <= maxZoom; z++) {
    const { west, east, north, south } = tileRange(box, z);
    for (let y = north; y <= south; y++) for (let x = west; x <= east; x++) yield { z, x, y };
  }
}

/**
 * What an offline area would take.
 *
 * @param known mean size of tiles of this server, bytes; null while none is known
 */
export function planArea(box: Box, minZoom: number, maxZoom: number, known: number | null): AreaPlan {
  const perZoom: { zoom: number; tiles: number }[] = [];
  for (let zoom = minZoom; zoom <= maxZoom; zoom++)
    perZoom.push({ zoom, tiles: countOf(tileRange(box, zoom)) });
  const tiles = perZoom.reduce((sum, level) => sum + level.tiles, 0);
  return {
    tiles,
    perZoom,
    bytes: Math.round(tiles * (known ?? COMMON_TILE_BYTES)),
    measured: known !== null,
    seconds: Math.ceil(tiles / AREA_TILES_PER_SECOND),
    tooMany: tiles > MAX_AREA_TILES,
    limit: MAX_AREA_TILES,
  };
}
