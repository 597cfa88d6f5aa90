import type { Box } from '../../../shared/geometry/packed.ts';
import { tileRange } from '../../../shared/background/area-plan.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { encodeJpeg } from './jpeg.ts';
import { BLOCK, BLOCK_TILES, cutTile, opacityOf, shrinkInto } from './pixels.ts';
import { encodePng, paletteOf } from './png.ts';

/** Levels between a tile of the grid and the block that fills it: 8 tiles a side. */
export const BLOCK_LEVELS = Math.log2(BLOCK_TILES);
const JPEG_QUALITY = 85;

export interface PyramidPlan {
  /** Degrees. */
  readonly bounds: Box;
  readonly minZoom: number;
  readonly maxZoom: number;
}

export interface PyramidWork {
  /**
   * The pixels of a block at the deepest zoom, or null where nothing of the picture lies; `cell` is the tile of the
   * grid that the block fills, three zooms above its own tiles.
   */
  block(cell: Tile): Promise<Result<Uint8Array | null>>;
  put(tile: Tile, bytes: Uint8Array): Result<null>;
  progress(share: number): void;
  readonly signal: AbortSignal;
  /** False for pictures whose colours are codes. */
  readonly smooth: boolean;
}

/** A tile as it is kept: nothing where it is clear, without loss where it has few colours or an edge, else as a photograph. */
export async function encodeTile(rgba: Uint8Array): Promise<Uint8Array | null> {
  const opacity = opacityOf(rgba);
  if (opacity === 'clear') return null;
  const side = Math.sqrt(rgba.length / 4);
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  if (opacity === 'part' || paletteOf(pixels) !== null) return encodePng(rgba, side, side);
  return encodeJpeg(rgba, side, side, JPEG_QUALITY);
}

/** Blocks at the deepest zoom. */
export function countBlocks({ bounds, maxZoom }: PyramidPlan): number {
  const { west, east, north, south } = tileRange(bounds, maxZoom - BLOCK_LEVELS);
  return (east - west + 1) * (south - north + 1);
}

/**
 * Makes all tiles of a picture, from the deepest zoom up, each level from the one below it. What is held in memory is
 * one block a level, whatever the size of the picture.
 *
 * @returns how many tiles were made; failures of `block` and `put`, and `cancelled`
 */
export async function buildPyramid(plan: PyramidPlan, work: PyramidWork): Promise<Result<number>> {
  const { bounds, minZoom, maxZoom } = plan;
  const all = countBlocks(plan);
  let done = 0;
  let tiles = 0;

  const touches = ({ z, x, y }: Tile): boolean => {
    const { west, east, north, south } = tileRange(bounds, z);
    return x >= west && x <= east && y >= north && y <= south;
  };

  const emit = async (cell: Tile, pixels: Uint8Array): Promise<Result<null>> => {
    const zoom = cell.z + BLOCK_LEVELS;
    for (let row = 0; row < BLOCK_TILES; row++) {
      for (let column = 0; column < BLOCK_TILES; column++) {
        if (work.signal.aborted) return fail('cancelled');
        const bytes = await encodeTile(cutTile(pixels, column, row));
        if (bytes === null) continue;
        const kept = work.put(
          { z: zoom, x: cell.x * BLOCK_TILES + column, y: cell.y * BLOCK_TILES + row },
          bytes,
        );
        if (!kept.ok) return kept;
        tiles += 1;
      }
    }
    return ok(null);
  };

  const visit = async (cell: Tile): Promise<Result<Uint8Array | null>> => {
    if (work.signal.aborted) return fail('cancelled');
    const zoom = cell.z + BLOCK_LEVELS;
    let pixels: Uint8Array | null = null;
    if (zoom === maxZoom) {
      const block = await work.block(cell);
      if (!block.ok) return block;
      pixels = block.value;
      done += 1;
      work.progress(done / all);
    } else {
      for (const row of [0, 1] as const) {
        for (const column of [0, 1] as const) {
          const child = { z: cell.z + 1, x: 2 * cell.x + column, y: 2 * cell.y + row };
          if (!touches(child)) continue;
          const below = await visit(child);
          if (!below.ok) return below;
          if (below.value === null) continue;
          pixels ??= new Uint8Array(BLOCK * BLOCK * 4);
          shrinkInto(pixels, below.value, { column, row }, work.smooth);
        }
      }
    }
    if (pixels === null || opacityOf(pixels) === 'clear') return ok(null);
    const emitted = await emit(cell, pixels);
    return emitted.ok ? ok(pixels) : emitted;
  };

  const top = tileRange(bounds, minZoom - BLOCK_LEVELS);
  for (let y = top.north; y <= top.south; y++) {
    for (let x = top.west; x <= top.east; x++) {
      const made = await visit({ z: top.zoom, x, y });
      if (!made.ok) return made;
    }
  }
  return ok(tiles);
}
