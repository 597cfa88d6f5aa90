import { setTimeout as sleep } from 'node:timers/promises';
import path from 'node:path';
import type { ApiOf, EmitOf } from '../../shared/bridge/contract.ts';
import type { BackgroundReference } from '../../shared/bridge/background-reference.ts';
import type { backgroundContract, backgroundControl } from '../../shared/bridge/background-contract.ts';
import { planArea } from '../../shared/background/area-plan.ts';
import type { Backgrounds } from '../../shared/background/types.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { createGrants } from '../query/grants.ts';
import { prepareFile, probeFile } from './add-file.ts';
import { lookAtFile } from './archives.ts';
import { cutArea } from './cut-area.ts';
import type { FetchLimits } from './net/fetch-tile.ts';
import { saveArea } from './save-area.ts';
import { openServers, type Servers } from './servers.ts';
import { openShownList, type ShownList } from './shown-list.ts';
import { openShelf } from './stored.ts';

export interface BackgroundHost {
  /** Where lists, servers, tiles and caches of this user are kept. */
  readonly folder: string;
  /** How this product names itself to a server. */
  readonly userAgent: string;
  now(): number;
  readonly limits?: FetchLimits;
}

export interface BackgroundService {
  readonly page: ApiOf<typeof backgroundContract>;
  readonly control: ApiOf<typeof backgroundControl>;
  /** Adds a page to those that hear the events; returns how to remove it. */
  attach(emit: EmitOf<typeof backgroundContract>): () => void;
  /** Tells the shell what the blueprint should say of its backgrounds. */
  onReferences(tell: EmitOf<typeof backgroundControl>): void;
}

interface Open {
  readonly blueprintId: string;
  readonly path: string;
  readonly list: ShownList;
}

/**
 * Backgrounds of the open blueprint, and the tile servers of this user. It alone may reach the network; it never opens
 * the blueprint.
 */
export function createBackgroundService(host: BackgroundHost): BackgroundService {
  const shelf = openShelf(host.folder);
  const grants = createGrants();
  const pages = new Set<EmitOf<typeof backgroundContract>>();
  let open: Open | null = null;
  let tellShell: EmitOf<typeof backgroundControl> = () => {};
  let started: Promise<Servers> | null = null;
  let servers: Servers | null = null;

  const now = (): Backgrounds => ({ items: open?.list.states() ?? [], servers: servers?.list() ?? [] });
  const tell = (): void => {
    for (const emit of pages) emit('backgrounds', now());
  };
  /** The blueprint itself speaks of the files, so that another computer knows of them. */
  const keep = (): void => {
    if (open === null) return;
    const list: readonly BackgroundReference[] = open.list.references();
    tellShell('references', { blueprintId: open.blueprintId, list });
  };
  /** The servers are read when they are first needed: most blueprints have none. */
  const ready = async (): Promise<Servers> => {
    started ??= shelf.tidy().then(() =>
      openServers({
        shelf,
        userAgent: host.userAgent,
        now: () => host.now(),
        onChange: (id, well) => {
          // What was left clear is asked for again.
          if (well) open?.list.touchServer(id);
          tell();
        },
        ...(host.limits && { limits: host.limits }),
      }),
    );
    servers = await started;
    return servers;
  };
  const withList = async <T>(work: (list: Open) => Promise<Result<T>>): Promise<Result<T>> => {
    if (open === null) return fail('background.no-blueprint');
    const done = await work(open);
    tell();
    keep();
    return done;
  };
  /** Nobody asks a server for a blueprint that is not open. */
  const closeList = (): void => {
    servers?.allOff();
    open?.list.close();
    open = null;
  };

  return {
    onReferences: (emit) => {
      tellShell = emit;
    },
    attach: (emit) => {
      pages.add(emit);
      return () => pages.delete(emit);
    },
    control: {
      open: async ({ blueprintId, path: blueprint, references }) => {
        closeList();
        const list = await openShownList(shelf, await ready(), {
          id: blueprintId,
          path: blueprint,
          references,
        });
        open = { blueprintId, path: blueprint, list };
        tell();
        return ok(null);
      },
      close: () => {
        closeList();
        tell();
        return ok(null);
      },
      grant: ({ token, path: file, access }) => {
        grants.give(token, file, access);
        return ok(null);
      },
    },
    page: {
      backgrounds: async () => {
        await ready();
        return ok(now());
      },
      probeFile: ({ file, county }, call) => {
        const granted = grants.path(file, 'read');
        return granted.ok ? probeFile(granted.value, county, call) : granted;
      },
      addFile: ({ file, epsg, replace }, call) =>
        withList(async ({ path: blueprint, list }) => {
          const granted = grants.path(file, 'read');
          if (!granted.ok) return granted;
          const stored = await prepareFile(granted.value, epsg, blueprint, shelf, call);
          if (!stored.ok) return stored;
          if (open?.list !== list) return fail('background.no-blueprint');
          const before = replace === null ? undefined : list.stored(replace);
          const name = before?.name ?? path.basename(granted.value).replace(/\.[^.]*$/, '');
          return ok(await list.take({ name, file: stored.value, server: null }, replace));
        }),
      addServer: ({ server }) =>
        withList(async ({ list }) => {
          const settings = (await ready()).settings(server);
          if (settings === null) return fail('background.no-server');
          return ok(await list.take({ name: settings.name, file: null, server }, null));
        }),
      change: ({ id, ...patch }) => withList(({ list }) => list.change(id, patch)),
      move: ({ id, step }) => withList(({ list }) => list.move(id, step)),
      remove: ({ id }) => withList(({ list }) => list.remove(id)),
      putServer: async ({ id, settings, key }) => {
        const put = await (await ready()).put(id, settings, key);
        if (put.ok) open?.list.touchServer(put.value.id);
        tell();
        return put;
      },
      removeServer: async ({ id }) => {
        await (await ready()).remove(id);
        open?.list.touchServer(id);
        tell();
        return ok(null);
      },
      switchServer: async ({ id, on }) => {
        const switched = (await ready()).switch(id, on);
        open?.list.touchServer(id);
        tell();
        return switched;
      },
      tile: async ({ id, z, x, y }, call) => {
        if (open === null) return fail('background.no-blueprint');
        const tile = await open.list.tile(id, { z, x, y }, call.signal);
        return tile.ok ? ok({ bytes: tile.value }) : tile;
      },
      planArea: async ({ server, box, minZoom, maxZoom }) => {
        const known = await ready();
        const settings = known.settings(server);
        if (settings === null) return fail('background.no-server');
        const [low, high] = [Math.max(minZoom, settings.minZoom), Math.min(maxZoom, settings.maxZoom)];
        return ok(planArea(box, low, high, known.meanTileBytes(server)));
      },
      cutArea: ({ id, box, maxBytes, file }, call) => {
        const granted = grants.path(file, 'write');
        if (!granted.ok) return granted;
        const state = open?.list.states().find((one) => one.id === id);
        // A server is not asked for what is to be handed on: its terms are between it and this user.
        if (open === null || state === undefined || state.kind !== 'file' || state.tiles === null)
          return fail('background.no-item');
        const { list } = open;
        return cutArea({
          box,
          maxBytes,
          tiles: state.tiles,
          name: state.name,
          out: granted.value,
          tile: (tile) => list.tile(id, tile, call.signal),
          signal: call.signal,
          progress: call.progress,
        });
      },
      saveArea: ({ server, box, minZoom, maxZoom, file }, call) =>
        withList(async ({ path: blueprint, list }) => {
          const granted = grants.path(file, 'write');
          if (!granted.ok) return granted;
          const known = await ready();
          const settings = known.settings(server);
          if (settings === null) return fail('background.no-server');
          if (!known.isOn(server)) return fail('background.off');
          const out = granted.value;
          const name = path.basename(out).replace(/\.[^.]*$/, '');
          const report = await saveArea({
            box,
            minZoom: Math.max(minZoom, settings.minZoom),
            maxZoom: Math.min(maxZoom, settings.maxZoom),
            out,
            name,
            attribution: settings.attribution,
            tile: (tile, signal) => known.tile(server, tile, signal),
            signal: call.signal,
            progress: call.progress,
            wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => {}),
            now: () => host.now(),
          });
          if (!report.ok || open?.list !== list) return report;
          const look = await lookAtFile(out);
          if (!look.ok) return look;
          const { bytes, changedMs } = look.value;
          const relative = path.relative(path.dirname(blueprint), out);
          const stored = {
            path: out,
            relative: path.isAbsolute(relative) ? '' : relative,
            bytes,
            changedMs,
            origin: 'area' as const,
            tiles: null,
            epsg: null,
          };
          await list.take({ name, file: stored, server: null }, null);
          return report;
        }),
    },
  };
}
