import type { TileAnswer } from '../../../shared/bridge/query-contract.ts';
import { tileKey, type Tile } from '../../../shared/map/tile-grid.ts';
import { labels } from './labels.ts';
import { lru } from './lru.ts';
import { openOverviewStore } from './overview-store.ts';
import { overviews, type Overviews } from './overviews.ts';
import type { PastStates } from './past-states.ts';
import type { Reader } from './reader-types.ts';
import { DETAIL_ZOOM, tileJob } from './tile-job.ts';

/** Bytes of tiles kept in memory. A past state never changes, so nothing is ever taken out for its age. */
const LIMIT = 32_000_000;

/** Tiles of past states. */
export interface PastTiles {
  tile(state: number, layer: string, tile: Tile): TileAnswer;
  close(): void;
}

/** States whose overviews are in the making at once: both sides of a comparison. */
const FAR = 3;

interface Far {
  readonly overviews: Overviews;
  close(): void;
}

const never = (): boolean => false;

export function pastTiles(states: PastStates, onBug: (error: unknown) => void): PastTiles {
  const cache = lru<{ readonly bytes: Uint8Array | null }>(LIMIT);
  const points = labels();
  // In the order of use.
  const far = new Map<number, Far>();

  const openFar = (state: number): Far => {
    const held = states.hold(state);
    const store = openOverviewStore('', '');
    const made = overviews(held.reader, store, points, onBug);
    return {
      overviews: made,
      close: () => {
        made.stop();
        store.close();
        held.release();
      },
    };
  };
  const overviewsOf = (state: number): Overviews => {
    const one = far.get(state) ?? openFar(state);
    far.delete(state);
    far.set(state, one);
    for (const [oldest, left] of far) {
      if (far.size <= FAR) break;
      far.delete(oldest);
      left.close();
    }
    return one.overviews;
  };

  const near = (reader: Reader, state: number, layer: string, tile: Tile): TileAnswer => {
    const job = tileJob(reader, points, layer, tile);
    job?.run(never);
    return { bytes: job?.bytes() ?? null, rev: state, complete: true };
  };

  return {
    tile: (state, layer, tile) => {
      const key = `${state}/${tileKey(layer, tile)}`;
      const kept = cache.get(key);
      if (kept !== undefined) return { bytes: kept.bytes, rev: state, complete: true };
      const held = states.hold(state);
      try {
        const answer = held.reader.within(() =>
          tile.z < DETAIL_ZOOM
            ? overviewsOf(state).answer(layer, tile, state)
            : near(held.reader, state, layer, tile),
        );
        if (answer.complete) cache.set(key, { bytes: answer.bytes }, 200 + (answer.bytes?.byteLength ?? 0));
        return { ...answer, rev: state };
      } finally {
        held.release();
      }
    },
    close: () => {
      for (const one of far.values()) one.close();
      far.clear();
      cache.clear();
      points.clear();
    },
  };
}
