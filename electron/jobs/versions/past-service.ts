import type { ApiOf } from '../../../shared/bridge/contract.ts';
import type { pastContract } from '../../../shared/bridge/worker-contracts.ts';
import type { Overlay } from '../../../shared/geometry/overlay.ts';
import { fail, ok } from '../../../shared/result.ts';
import { pastStates, type PastStates } from '../../store/read/past-states.ts';
import { pastTiles, type PastTiles } from '../../store/read/past-tiles.ts';
import { tryOpenReader, type ReadHost } from '../../store/read/read-host.ts';
import type { Reader } from '../../store/read/reader.ts';
import { versionChanges } from './version-changes.ts';
import { versionTable } from './version-table.ts';

export interface PastHost extends ReadHost {
  loadOverlay(): Promise<Overlay>;
}

interface Open {
  readonly reader: Reader;
  readonly states: PastStates;
  readonly tiles: PastTiles;
}

/** Past states of the open blueprint: their tiles, and what differs between two of them. */
export function createPastService(host: PastHost): ApiOf<typeof pastContract> {
  let open: Open | null = null;

  const close = (): void => {
    open?.tiles.close();
    open?.states.close();
    open?.reader.close();
    open = null;
  };

  return {
    open: ({ path }) => {
      close();
      const opened = tryOpenReader(host, path);
      if (!opened.ok) return opened;
      const reader = opened.value;
      const states = pastStates(reader);
      const tiles = pastTiles(states, (error) =>
        host.log('bug', error instanceof Error ? (error.stack ?? error.message) : String(error)),
      );
      open = { reader, states, tiles };
      return ok(null);
    },
    close: () => {
      close();
      return ok(null);
    },
    tile: async ({ layer, z, x, y, state }, { signal }) => {
      // Lets a cancel that has arrived meanwhile be heard first.
      await new Promise((resolve) => setImmediate(resolve));
      if (open === null) return fail('read.not-open');
      if (signal.aborted) return fail('cancelled');
      return ok(open.tiles.tile(state ?? open.reader.rev(), layer, { z, x, y }));
    },
    versionChanges: async ({ from, to, limit }, call) => {
      if (open === null) return fail('read.not-open');
      const overlay = await host.loadOverlay();
      return versionChanges({ ...open, overlay }, { from, to, limit }, call);
    },
    versionTable: async ({ from, to, scope }, call) => {
      if (open === null) return fail('read.not-open');
      const overlay = await host.loadOverlay();
      return versionTable({ ...open, overlay }, { from, to, scope }, call);
    },
  };
}
