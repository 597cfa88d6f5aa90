import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Committed, Touched } from '../../shared/change/change.ts';
import {
  committed,
  dirtyTiles,
  forget,
  hotDrawn,
  keepWithin,
  neededRev,
  newHandover,
  settled,
  tileGiven,
  type Handover,
} from '../../shared/map/handover.ts';
import { tileKey, type Tile } from '../../shared/map/tile-grid.ts';
import type { QueryClient } from '../bridge/client.ts';
import { useHot } from '../state/hot.ts';
import { useSession } from '../state/session.ts';
import { onRestored } from './create-map.ts';
import { HotFeatures } from './hot-features.ts';
import { coldSource, hotSource } from './style/ids.ts';
import type { TileBook } from './tile-protocol.ts';
import { frameDrawn, sourceSettled } from './wait.ts';

/** More edited features than this in one change are shown by their tiles alone. */
const MOST_HOT = 500;
const WORLD = [-180, -90, 180, 90] as const;
/** When a tile that was cut short is asked for again, ms. */
const UNFINISHED_MS = 400;

interface Followed {
  state: Handover;
  readonly hot: HotFeatures;
  /** The renewal of tiles under way: one at a time for a layer. */
  renewing: Promise<void> | null;
}

/** Brings every commit onto the map without flicker: hot copy first, then the tiles, then the copy goes. */
export class ChangeFollower implements TileBook {
  readonly #map: MapLibreMap;
  readonly #layers = new Map<string, Followed>();
  readonly #unfinished = new Map<string, Tile[]>();
  /** Commits that are on their way to the screen. */
  #coming = 0;

  readonly #speaks: boolean;

  /** @param speaks whether it tells the state of the page how far the screen has come: the map that is edited does */
  constructor(map: MapLibreMap, speaks = true) {
    this.#map = map;
    this.#speaks = speaks;
    map.on('idle', () => this.#tidy());
    onRestored(map, () => {
      for (const { hot, state } of this.#layers.values()) {
        hot.again([...state.features.values()].filter((one) => one.phase === 'shown').map((one) => one.fid));
      }
    });
  }

  /** True while tiles on screen are not whole and will be asked for again. */
  get unfinished(): boolean {
    return this.#unfinished.size > 0;
  }

  neededRev(address: Tile & { readonly layer: string }): number {
    return neededRev(this.#of(address.layer).state, address);
  }

  given(address: Tile & { readonly layer: string }, rev: number, complete: boolean): void {
    const { layer, z, x, y } = address;
    tileGiven(this.#of(layer).state, layer, { z, x, y }, rev);
    if (!complete) this.#askAgain(layer, { z, x, y });
  }

  /** A commit that the reader has seen. Resolves when the screen shows it, hot or in the tiles. */
  async take(commit: Committed, query: QueryClient): Promise<void> {
    this.#coming += 1;
    await Promise.all(commit.touched.map((touched) => this.#takeLayer(touched, commit.rev, query)));
    this.#coming -= 1;
    if (this.#speaks) useHot.getState().setRevision(commit.rev);
  }

  /** The tiles of a layer are to say something else as of a revision: all are asked for again. */
  async retile(layer: string, rev: number): Promise<void> {
    if (!this.#map.getSource(coldSource(layer))) return;
    const followed = this.#of(layer);
    followed.state = committed(followed.state, { rev, fids: [], boxes: [WORLD] });
    await this.#renew(layer);
  }

  #of(layer: string): Followed {
    let followed = this.#layers.get(layer);
    if (!followed) {
      followed = { state: newHandover(), hot: new HotFeatures(this.#map, layer), renewing: null };
      this.#layers.set(layer, followed);
    }
    return followed;
  }

  async #takeLayer(touched: Touched, rev: number, query: QueryClient): Promise<void> {
    const { layer } = touched;
    if (!this.#map.getSource(coldSource(layer))) return;
    const followed = this.#of(layer);
    const fids = touched.fids === 'many' || touched.fids.length > MOST_HOT ? [] : touched.fids;
    followed.state = committed(followed.state, { rev, fids, boxes: [...touched.before, ...touched.after] });
    if (fids.length === 0) return this.#renew(layer);
    const records = await query.featuresByFid({ layer, fids: [...fids] });
    await followed.hot.put(fids, records.ok ? records.value : []);
    await sourceSettled(this.#map, hotSource(layer));
    followed.hot.cover(fids);
    followed.state = hotDrawn(followed.state, rev);
    this.#count();
    void this.#renew(layer);
  }

  /** Asks for dirty tiles until none is left on screen, then hands the features back to them. */
  #renew(layer: string): Promise<void> {
    const followed = this.#of(layer);
    followed.renewing ??= this.#renewAll(layer, followed).finally(() => {
      followed.renewing = null;
      if (dirtyTiles(followed.state).length > 0 || followed.state.pending.length > 0) {
        if (![...followed.state.features.values()].some((one) => one.phase === 'arriving'))
          void this.#renew(layer);
      }
    });
    return followed.renewing;
  }

  async #renewAll(layer: string, followed: Followed): Promise<void> {
    let before = new Set<string>();
    for (;;) {
      const asked = dirtyTiles(followed.state);
      if (asked.length === 0) break;
      // The layer was taken off the map meanwhile: it has no tiles to renew, and new ones when it comes back.
      if (!this.#map.style || !this.#map.getSource(coldSource(layer))) {
        forget(followed.state, layer, asked);
        break;
      }
      // Asked twice, the second time while the source was at rest, and still not come: not on screen.
      // Such a tile is made anew before it is shown again.
      forget(
        followed.state,
        layer,
        asked.filter((tile) => before.has(tileKey(layer, tile))),
      );
      before = new Set(asked.map((tile) => tileKey(layer, tile)));
      this.#map.refreshTiles(
        coldSource(layer),
        asked.map(({ z, x, y }) => ({ z, x, y })),
      );
      await sourceSettled(this.#map, coldSource(layer));
    }
    await frameDrawn(this.#map);
    const { state, fids } = settled(followed.state);
    followed.state = state;
    if (fids.length === 0) return;
    followed.hot.uncover(fids);
    await frameDrawn(this.#map);
    followed.hot.drop(fids.filter((fid) => !followed.state.features.has(fid)));
    this.#count();
  }

  #askAgain(layer: string, tile: Tile): void {
    const waiting = this.#unfinished.get(layer);
    if (waiting) {
      waiting.push(tile);
      return;
    }
    this.#unfinished.set(layer, [tile]);
    setTimeout(() => {
      const tiles = this.#unfinished.get(layer) ?? [];
      this.#unfinished.delete(layer);
      if (this.#map.getSource(coldSource(layer))) this.#map.refreshTiles(coldSource(layer), tiles);
    }, UNFINISHED_MS);
  }

  #tidy(): void {
    const bounds = this.#map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    for (const { state } of this.#layers.values()) keepWithin(state, box);
    // At rest and with no commit under way the screen shows what the file was opened at, or a later commit.
    if (this.#speaks && this.#coming === 0)
      useHot.getState().setRevision(useSession.getState().blueprint?.rev ?? 0);
  }

  #count(): void {
    if (!this.#speaks) return;
    let count = 0;
    for (const { hot } of this.#layers.values()) count += hot.size;
    useHot.getState().setHotCount(count);
  }
}
