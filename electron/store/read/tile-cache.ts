import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { tileKey, type Tile } from '../../../shared/map/tile-grid.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import { tileFrame } from '../../../shared/tiles/frame.ts';
import { lru } from './lru.ts';

/** Bytes of tiles kept in memory. */
const LIMIT = 64_000_000;

interface CachedTile {
  readonly layer: string;
  readonly window: Box;
  readonly bytes: Uint8Array | null;
}

/** Tiles in memory, thrown away by the boxes of what has changed: what is here is true as of now. */
export interface TileCache {
  get(layer: string, tile: Tile): { readonly bytes: Uint8Array | null } | undefined;
  set(layer: string, tile: Tile, bytes: Uint8Array | null): void;
  dirty(layer: string, boxes: readonly Box[]): void;
  /** Throws the tiles of a layer away. */
  forget(layer: string): void;
  clear(): void;
}

export function tileCache(): TileCache {
  const cache = lru<CachedTile>(LIMIT);
  return {
    get: (layer, tile) => cache.get(tileKey(layer, tile)),
    set: (layer, tile, bytes) => {
      const entry = { layer, window: tileFrame(tile).window, bytes };
      cache.set(tileKey(layer, tile), entry, 200 + (bytes?.byteLength ?? 0));
    },
    dirty: (layer, boxes) => {
      const gone: string[] = [];
      for (const [key, entry] of cache.entries()) {
        if (entry.layer === layer && boxes.some((box) => boxesIntersect(box, entry.window))) gone.push(key);
      }
      for (const key of gone) cache.delete(key);
    },
    forget: (layer) => {
      const gone = [...cache.entries()].filter(([, entry]) => entry.layer === layer).map(([key]) => key);
      for (const key of gone) cache.delete(key);
    },
    clear: () => cache.clear(),
  };
}
