import type { ApiOf, CallContext } from '../../../shared/bridge/contract.ts';
import type { TileAnswer } from '../../../shared/bridge/query-contract.ts';
import type { Tile } from '../../../shared/map/tile-grid.ts';
import type { tilesContract } from '../../../shared/bridge/worker-contracts.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { tileFrame } from '../../../shared/tiles/frame.ts';
import { labels } from './labels.ts';
import { openOverviewStore, type OverviewStore } from './overview-store.ts';
import { overviews, type Overviews } from './overviews.ts';
import type { Reader } from './reader.ts';
import { tryOpenReader, type ReadHost } from './read-host.ts';
import { tileCache } from './tile-cache.ts';
import { DETAIL_ZOOM, tileContent, tileJob } from './tile-job.ts';
import { LAYER_TABLE } from '../record-table.ts';
import { writtenSince, type WrittenSince } from './written-since.ts';

interface Open {
  readonly reader: Reader;
  readonly store: OverviewStore;
  readonly overviews: Overviews;
  readonly written: WrittenSince;
  /** Revision up to which changes have been taken out of the caches. */
  rev: number;
}

const never = (): boolean => false;

/**
 * Vector tiles: from the file itself at zoom 13 and more, from stored overviews below. Every answer says the
 * revision it is true for, which is the newest whenever nothing in the tile has changed since it was made.
 */
export function createTilesService(host: ReadHost): ApiOf<typeof tilesContract> {
  const cache = tileCache();
  const points = labels();
  let open: Open | null = null;

  const close = (): void => {
    open?.overviews.stop();
    open?.store.close();
    open?.reader.close();
    open = null;
    cache.clear();
    points.clear();
  };

  /** Throws away tiles that do not say what their layer's style and fields ask for now. */
  const followContents = (it: Open): void => {
    let stale = false;
    for (const schema of it.reader.schemas()) {
      const wanted = tileContent(schema, it.reader.style(schema.id));
      const made = it.store.content(schema.id);
      if (made === wanted) continue;
      // Tiles of before there were styles say what the standard asks for.
      if (made === null && wanted === tileContent(schema, null) && schema.builtIn) continue;
      it.store.setContent(schema.id, wanted);
      it.overviews.forget(schema.id);
      cache.forget(schema.id);
      stale = true;
    }
    if (stale) it.overviews.fill();
  };

  /** Takes what has been committed since out of the caches. The file itself is asked, so no message is missed. */
  const follow = (it: Open): void =>
    it.reader.within(() => {
      const now = it.reader.rev();
      if (now === it.rev) return;
      const touched = it.reader.touchedSince(it.rev);
      for (const { layer, boxes } of touched) cache.dirty(layer, boxes);
      it.overviews.dirty(touched);
      if (touched.some(({ layer }) => layer === LAYER_TABLE.name)) followContents(it);
      it.store.follow({ rev: now, change: it.reader.changeId(now) });
      it.rev = now;
    });

  const answer = (it: Open, layer: string, { z, x, y }: Tile): TileAnswer => {
    const tile = { z, x, y };
    if (x >= 2 ** z || y >= 2 ** z) return { bytes: null, rev: it.rev, complete: true };
    if (z < DETAIL_ZOOM) return it.overviews.answer(layer, tile, it.rev);
    const kept = cache.get(layer, tile);
    if (kept !== undefined) return { bytes: kept.bytes, rev: it.rev, complete: true };
    const job = tileJob(it.reader, points, layer, tile);
    job?.run(never);
    const bytes = job?.bytes() ?? null;
    cache.set(layer, tile, bytes);
    return { bytes, rev: it.rev, complete: true };
  };

  /** Answers on one state of the file, when what has arrived meanwhile has been heard. */
  const whenHeard = async <T>({ signal }: CallContext, work: (it: Open) => T): Promise<Result<T>> => {
    // A pan cancels the tiles it has left behind.
    await new Promise((resolve) => setImmediate(resolve));
    const it = open;
    if (it === null) return fail('read.not-open');
    if (signal.aborted) return fail('cancelled');
    return it.reader.within(() => {
      follow(it);
      return ok(work(it));
    });
  };

  return {
    open: ({ path, cacheDir }) => {
      close();
      const opened = tryOpenReader(host, path);
      if (!opened.ok) return opened;
      const reader = opened.value;
      const store = openOverviewStore(cacheDir, reader.blueprintId());
      const known = store.followed();
      // A copy that went its own way has another change under this number: its tiles are not ours.
      const same = known !== null && reader.changeId(known.rev) === known.change;
      if (!same) store.forget();
      const it: Open = {
        reader,
        store,
        overviews: overviews(reader, store, points, (error) =>
          host.log('bug', error instanceof Error ? (error.stack ?? error.message) : String(error)),
        ),
        written: writtenSince(reader),
        rev: same ? known.rev : reader.rev(),
      };
      open = it;
      follow(it);
      reader.within(() => followContents(it));
      store.follow({ rev: it.rev, change: reader.changeId(it.rev) });
      it.overviews.fill();
      return ok(null);
    },
    close: () => {
      close();
      return ok(null);
    },
    committed: () => {
      if (open !== null) follow(open);
      return ok(null);
    },
    tile: (asked, call) => whenHeard(call, (it) => answer(it, asked.layer, asked)),
    tileSince: (asked, call) =>
      whenHeard(call, (it) => {
        const { window } = tileFrame(asked);
        const touched = it.written.touches(asked.state ?? 0, asked.layer, window);
        return touched ? null : answer(it, asked.layer, asked);
      }),
  };
}
