import { boxesIntersect } from '../../../shared/geometry/box.ts';
import type { Box } from '../../../shared/geometry/packed.ts';
import type { TileAnswer } from '../../../shared/bridge/query-contract.ts';
import { tileAt, tileKey, type Tile } from '../../../shared/map/tile-grid.ts';
import { tileFrame } from '../../../shared/tiles/frame.ts';
import { background } from './background.ts';
import type { Labels } from './labels.ts';
import type { OverviewStore } from './overview-store.ts';
import type { Reader, TouchedSince } from './reader-types.ts';
import { tileJob, type TileJob } from './tile-job.ts';

/** How long dirty tiles that nobody looks at are left alone after a commit: editing goes on in bursts. */
const REST_MS = 3_000;
/** How long a question for a missing overview waits for it, milliseconds. */
const BUDGET_MS = 60;
/** Zooms in the order in which they are made ahead: first those that show a whole county. */
const ZOOMS = [10, 11, 9, 12, 8, 7, 6, 5, 4, 3, 2, 1, 0] as const;

/** The tiles of one zoom that show something of the box, their buffers included. */
export function tilesOf(box: Box, z: number): Tile[] {
  const [first, last] = [tileAt(box[0], box[3], z), tileAt(box[2], box[1], z)];
  const out: Tile[] = [];
  const n = 2 ** z;
  for (let x = Math.max(0, first.x - 1); x <= Math.min(n - 1, last.x + 1); x++) {
    for (let y = Math.max(0, first.y - 1); y <= Math.min(n - 1, last.y + 1); y++) {
      const tile = { z, x, y };
      if (boxesIntersect(tileFrame(tile).window, box)) out.push(tile);
    }
  }
  return out;
}

/** Tiles below the detail zoom: taken from the store, made in the background, made again where they are dirty. */
export interface Overviews {
  /** The stored tile, or what can be made of it within a short time. `now` is the revision followed to. */
  answer(layer: string, tile: Tile, now: number): TileAnswer;
  /** Marks what the changes touched, up the pyramid. */
  dirty(touched: readonly TouchedSince[]): void;
  /** Forgets what is being made of a layer: its tiles are to say something else, or it is gone. */
  forget(layer: string): void;
  /** Sets all missing and dirty tiles of all layers to be made. */
  fill(): void;
  /** True when nothing waits to be made. */
  idle(): boolean;
  stop(): void;
}

export function overviews(
  reader: Reader,
  store: OverviewStore,
  labels: Labels,
  onBug: (error: unknown) => void,
): Overviews {
  const jobs = new Map<string, TileJob>();

  const jobOf = (layer: string, tile: Tile): TileJob | null => {
    const key = tileKey(layer, tile);
    const job = jobs.get(key) ?? tileJob(reader, labels, layer, tile);
    if (job !== null) jobs.set(key, job);
    return job;
  };
  const finish = (job: TileJob): void => {
    const key = tileKey(job.layer, job.tile);
    store.put(job.layer, job.tile, job.bytes(), job.rev);
    jobs.delete(key);
    queue.remove(key);
  };
  const queue = background<{ readonly layer: string; readonly tile: Tile }>(({ layer, tile }, late) => {
    const job = jobOf(layer, tile);
    if (job === null) return true;
    const done = job.run(late);
    if (done) finish(job);
    return done;
  }, onBug);

  return {
    answer: (layer, tile, now) => {
      const stored = store.get(layer, tile);
      if (stored !== null && !stored.dirty)
        return { bytes: stored.bytes, rev: Math.max(stored.rev, now), complete: true };
      // An old tile with nothing in it is no better than none: after an import something is shown at once.
      if (stored !== null && stored.bytes !== null) {
        queue.hurry(tileKey(layer, tile), { layer, tile });
        return { bytes: stored.bytes, rev: stored.rev, complete: true };
      }
      const job = jobOf(layer, tile);
      if (job === null) return { bytes: null, rev: now, complete: true };
      const end = performance.now() + BUDGET_MS;
      if (job.run(() => performance.now() >= end)) {
        finish(job);
        return { bytes: job.bytes(), rev: job.rev, complete: true };
      }
      queue.hurry(tileKey(layer, tile), { layer, tile });
      return { bytes: job.bytes(), rev: job.rev, complete: false };
    },
    dirty: (touched) => {
      queue.rest(REST_MS);
      for (const { layer, boxes } of touched) {
        for (const [key, job] of jobs) {
          if (job.layer === layer && boxes.some((box) => boxesIntersect(box, job.window))) jobs.delete(key);
        }
        for (const { tile } of store.tiles(layer)) {
          const { window } = tileFrame(tile);
          if (!boxes.some((box) => boxesIntersect(box, window))) continue;
          store.markDirty(layer, tile);
          queue.add(tileKey(layer, tile), { layer, tile });
        }
      }
    },
    forget: (layer) => {
      for (const [key, job] of jobs) {
        if (job.layer !== layer) continue;
        jobs.delete(key);
        queue.remove(key);
      }
    },
    fill: () => {
      const layers = reader.schemas().flatMap(({ id }) => {
        const box = reader.statedExtent(id);
        const stored = store.tiles(id).map(({ tile, dirty }) => [tileKey(id, tile), dirty] as const);
        return box === null ? [] : [{ id, box, stored: new Map(stored) }];
      });
      for (const z of ZOOMS) {
        for (const { id, box, stored } of layers) {
          for (const tile of tilesOf(box, z)) {
            const key = tileKey(id, tile);
            if (stored.get(key) !== false) queue.add(key, { layer: id, tile });
          }
        }
      }
    },
    idle: () => queue.idle(),
    stop: () => {
      queue.stop();
      jobs.clear();
    },
  };
}
