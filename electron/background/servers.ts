import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { KnownServer, TileServer } from '../../shared/background/types.ts';
import { liftKey, parseTemplate, type UrlTemplate } from '../../shared/background/url-template.ts';
import type { Tile } from '../../shared/map/tile-grid.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { openTileCache, type TileCache } from '../store/mbtiles/tile-cache.ts';
import type { FetchLimits } from './net/fetch-tile.ts';
import { createServerGate, type ServerGate } from './net/server-gate.ts';
import type { Shelf, StoredServer } from './stored.ts';

/** What is kept of each server's answers. */
const CACHE_BYTES = 512_000_000;
const CACHE_AGE_MS = 30 * 24 * 3_600_000;

interface Entry {
  readonly stored: StoredServer;
  readonly template: UrlTemplate;
  readonly gate: ServerGate;
  cache: TileCache | null;
}

/** The tile servers of this user, each behind its gate. */
export interface Servers {
  list(): readonly KnownServer[];
  settings(id: string): TileServer | null;
  isOn(id: string): boolean;
  put(id: string | null, settings: TileServer, key: string | null): Promise<Result<KnownServer>>;
  remove(id: string): Promise<void>;
  switch(id: string, on: boolean): Result<null>;
  allOff(): void;
  /** The picture of a tile from the cache or the server; only while the server is on. */
  tile(id: string, tile: Tile, signal: AbortSignal): Promise<Result<Uint8Array | null>>;
  meanTileBytes(id: string): number | null;
  close(): void;
}

export interface ServersHost {
  readonly shelf: Shelf;
  readonly userAgent: string;
  now(): number;
  /** What is said of a server has changed by itself; `well`: after trouble it answers again. */
  onChange(id: string, well: boolean): void;
  readonly limits?: FetchLimits;
}

export async function openServers(host: ServersHost): Promise<Servers> {
  const { shelf } = host;
  const entries = new Map<string, Entry>();

  const enter = (stored: StoredServer, template: UrlTemplate): Entry => {
    const entry: Entry = {
      stored,
      template,
      gate: createServerGate({
        template,
        key: () => stored.key,
        userAgent: host.userAgent,
        now: () => host.now(),
        onTrouble: (trouble) => host.onChange(stored.id, trouble === null),
        ...(host.limits && { limits: host.limits }),
      }),
      cache: null,
    };
    entries.set(stored.id, entry);
    return entry;
  };
  const shut = (entry: Entry): void => {
    entry.gate.set(false);
    entry.cache?.close();
    entry.cache = null;
  };
  const cacheFileOf = ({ stored, template }: Entry): string => shelf.cacheFile(stored.id, template.text);
  const cacheOf = (entry: Entry): TileCache =>
    (entry.cache ??= openTileCache(cacheFileOf(entry), {
      bytes: CACHE_BYTES,
      ageMs: CACHE_AGE_MS,
      now: () => host.now(),
    }));
  const known = ({ stored, template, gate }: Entry): KnownServer => ({
    id: stored.id,
    settings: stored.settings,
    hasKey: stored.key !== '',
    hosts: template.hosts,
    on: gate.open,
    trouble: gate.trouble,
  });
  const save = (): Promise<void> => shelf.writeServers([...entries.values()].map(({ stored }) => stored));

  for (const stored of await shelf.readServers()) {
    const template = parseTemplate(stored.settings.template, stored.settings.subdomains);
    // What a later version may have written and this one does not understand is not asked.
    if (template.ok) enter(stored, template.value);
  }

  return {
    list: () => [...entries.values()].map(known),
    settings: (id) => entries.get(id)?.stored.settings ?? null,
    isOn: (id) => entries.get(id)?.gate.open ?? false,
    put: async (id, given, key) => {
      const lifted = liftKey(given.template);
      const settings = { ...given, template: (lifted?.template ?? given.template).trim() };
      const template = parseTemplate(settings.template, settings.subdomains);
      if (!template.ok) return template;
      const before = id === null ? undefined : entries.get(id);
      if (id !== null && before === undefined) return fail('background.no-server');
      const said = (key || lifted?.key || before?.stored.key || '').trim().toWellFormed();
      if (template.value.needsKey && said === '') return fail('background.needs-key');
      const kept = template.value.needsKey ? said : '';
      if (before) {
        shut(before);
        if (before.template.text !== template.value.text) rmSync(cacheFileOf(before), { force: true });
      }
      const entry = enter({ id: id ?? randomUUID(), settings, key: kept }, template.value);
      await save();
      return ok(known(entry));
    },
    remove: async (id) => {
      const entry = entries.get(id);
      if (entry === undefined) return;
      shut(entry);
      rmSync(cacheFileOf(entry), { force: true });
      entries.delete(id);
      await save();
    },
    switch: (id, on) => {
      const entry = entries.get(id);
      if (entry === undefined) return fail('background.no-server');
      if (on) entry.gate.set(true);
      else shut(entry);
      return ok(null);
    },
    allOff: () => {
      for (const entry of entries.values()) shut(entry);
    },
    tile: async (id, tile, signal) => {
      const entry = entries.get(id);
      if (entry === undefined) return fail('background.no-server');
      if (!entry.gate.open) return fail('background.off');
      const { minZoom, maxZoom } = entry.stored.settings;
      if (tile.z < minZoom || tile.z > maxZoom) return ok(null);
      const cached = cacheOf(entry).get(tile);
      if (cached !== undefined) return ok(cached.bytes);
      const fetched = await entry.gate.fetch(tile, signal);
      if (!fetched.ok) return fetched;
      const { bytes, keep } = fetched.value;
      // Shut in the meantime: then the cache is closed as well.
      if (keep && entry.gate.open) cacheOf(entry).put(tile, bytes);
      return ok(bytes);
    },
    meanTileBytes: (id) => {
      const entry = entries.get(id);
      return entry === undefined ? null : cacheOf(entry).meanBytes();
    },
    close: () => {
      for (const entry of entries.values()) shut(entry);
    },
  };
}
