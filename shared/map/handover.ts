import { boxesIntersect } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { tileBox, tileKey, type Tile } from './tile-grid.ts';

/**
 * Bookkeeping of edited features on their way from the hot source above a layer into its tiles.
 *
 * `arriving`: put into the hot source, not drawn yet. `shown`: drawn hot, hidden in the old tiles.
 * A feature leaves when every tile on screen that it touches or touched carries its revision.
 */
export interface HotFeature {
  readonly fid: number;
  readonly rev: number;
  readonly phase: 'arriving' | 'shown';
}

interface Pending {
  readonly rev: number;
  readonly boxes: readonly Box[];
}

/** The state of one layer. */
export interface Handover {
  readonly features: ReadonlyMap<number, HotFeature>;
  /**
   * Revision carried by each tile given to the map, by key. Written in place, because tiles come by the
   * hundred while the map moves. Tiles that left the screen may still be here.
   */
  readonly tiles: Map<string, { readonly tile: Tile; readonly rev: number }>;
  /** Commits whose tiles are not all renewed. */
  readonly pending: readonly Pending[];
}

export const newHandover = (): Handover => ({ features: new Map(), tiles: new Map(), pending: [] });

/** Tiles are cut with a margin, so a change just outside one shows in it. */
const TILE_MARGIN = 0.06;

/** A commit touched these features (none where there are too many) inside these boxes. */
export function committed(
  state: Handover,
  change: { readonly rev: number; readonly fids: readonly number[]; readonly boxes: readonly Box[] },
): Handover {
  const features = new Map(state.features);
  for (const fid of change.fids) features.set(fid, { fid, rev: change.rev, phase: 'arriving' });
  return { ...state, features, pending: [...state.pending, { rev: change.rev, boxes: change.boxes }] };
}

/** The hot source draws everything put into it up to this revision. */
export function hotDrawn(state: Handover, rev: number): Handover {
  const features = new Map(state.features);
  for (const feature of features.values()) {
    if (feature.phase === 'arriving' && feature.rev <= rev) {
      features.set(feature.fid, { ...feature, phase: 'shown' });
    }
  }
  return { ...state, features };
}

/** The newest revision that a tile must carry because of a change inside it; 0 when none touched it. */
export function neededRev(state: Handover, tile: Tile): number {
  if (state.pending.length === 0) return 0;
  const box = tileBox(tile, TILE_MARGIN);
  let needed = 0;
  for (const { rev, boxes } of state.pending) {
    if (rev > needed && boxes.some((one) => boxesIntersect(one, box))) needed = rev;
  }
  return needed;
}

/** A tile of this revision goes to the map. */
export function tileGiven(state: Handover, layer: string, tile: Tile, rev: number): void {
  state.tiles.set(tileKey(layer, tile), { tile, rev });
}

/** Tiles known to the map that are older than a change inside them. */
export function dirtyTiles(state: Handover): readonly Tile[] {
  if (state.pending.length === 0) return [];
  const dirty: Tile[] = [];
  for (const { tile, rev } of state.tiles.values()) if (neededRev(state, tile) > rev) dirty.push(tile);
  return dirty;
}

/** These tiles are not on screen (asked to reload, they did not): they count no more. */
export function forget(state: Handover, layer: string, tiles: readonly Tile[]): void {
  for (const tile of tiles) state.tiles.delete(tileKey(layer, tile));
}

/** Forgets the tiles outside a box: the map keeps none that it does not show. */
export function keepWithin(state: Handover, box: Box): void {
  for (const [key, { tile }] of state.tiles) {
    if (!boxesIntersect(tileBox(tile, 1), box)) state.tiles.delete(key);
  }
}

/**
 * The features that may go back to the tiles: drawn hot, and no dirty tile is left. Everything or
 * nothing, so that neighbours edited together change over in one frame.
 */
export function settled(state: Handover): { readonly state: Handover; readonly fids: readonly number[] } {
  if (dirtyTiles(state).length > 0) return { state, fids: [] };
  if ([...state.features.values()].some((feature) => feature.phase === 'arriving'))
    return { state, fids: [] };
  return { state: { ...state, features: new Map(), pending: [] }, fids: [...state.features.keys()] };
}
