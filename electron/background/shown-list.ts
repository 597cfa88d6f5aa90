import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { isNearby, type BackgroundReference } from '../../shared/bridge/background-reference.ts';
import type { BackgroundState, BackgroundStatus } from '../../shared/background/types.ts';
import type { Tile } from '../../shared/map/tile-grid.ts';
import { fail, ok, type Failure, type Result } from '../../shared/result.ts';
import { lookAtFile, openArchive, type Archive } from './archives.ts';
import type { Servers } from './servers.ts';
import type { Shelf, StoredFile, StoredItem } from './stored.ts';

/** The backgrounds of the open blueprint, with their files open. The first is nearest to the eye. */
export interface ShownList {
  states(): readonly BackgroundState[];
  /** What the blueprint itself should say of them. */
  references(): readonly BackgroundReference[];
  stored(id: string): StoredItem | undefined;
  /** Puts one on top, or in the place of the one it replaces. */
  take(
    item: Omit<StoredItem, 'id' | 'visible' | 'opacity'>,
    replace: string | null,
  ): Promise<BackgroundState>;
  change(id: string, patch: Partial<Pick<StoredItem, 'name' | 'visible' | 'opacity'>>): Promise<Result<null>>;
  move(id: string, step: -1 | 1): Promise<Result<null>>;
  remove(id: string): Promise<Result<null>>;
  tile(id: string, tile: Tile, signal: AbortSignal): Promise<Result<Uint8Array | null>>;
  /** The tiles of a server have to be asked for anew, or are gone. */
  touchServer(server: string): void;
  close(): void;
}

interface Shown {
  item: StoredItem;
  archive: Archive | null;
  failure: Failure | null;
  /** The file is not where it was. */
  missing: boolean;
  sourceChanged: boolean;
  version: number;
}

/** Where a file of a background is: where it was, or where it was as seen from the blueprint, or beside it. */
async function findFile(file: StoredFile, blueprint: string): Promise<string | null> {
  const folder = path.dirname(blueprint);
  const places = [
    file.path,
    ...(file.relative === '' ? [] : [path.resolve(folder, file.relative)]),
    path.join(folder, path.basename(file.path)),
  ];
  for (const place of places) if ((await lookAtFile(place)).ok) return place;
  return null;
}

/** A way to a file as it may stand in a blueprint; empty where it leads too far. */
const nearby = (relative: string): string => {
  const plain = relative.split(path.sep).join('/');
  return plain.length <= 1000 && isNearby(plain) ? plain : '';
};

/** A background that only the blueprint speaks of: its file is looked for beside it. */
const itemOf = (
  { name, fileName, relative, picture }: BackgroundReference,
  blueprint: string,
): StoredItem => ({
  id: randomUUID(),
  name,
  visible: true,
  opacity: 1,
  server: null,
  file: {
    path: path.join(path.dirname(blueprint), fileName),
    relative,
    bytes: 0,
    changedMs: 0,
    origin: picture ? 'picture' : 'archive',
    tiles: null,
    epsg: null,
  },
});

/** Opens the list of a blueprint. */
export async function openShownList(
  shelf: Shelf,
  servers: Servers,
  blueprint: {
    readonly id: string;
    readonly path: string;
    readonly references: readonly BackgroundReference[];
  },
): Promise<ShownList> {
  let shown: Shown[] = [];

  const openFile = async (one: Shown): Promise<void> => {
    one.archive?.close();
    one.archive = null;
    one.failure = null;
    one.missing = false;
    one.sourceChanged = false;
    const { file } = one.item;
    if (file === null) return;
    // A picture that has not been turned into tiles on this computer.
    if (file.origin === 'picture' && file.tiles === null) {
      one.missing = true;
      return;
    }
    const origin = await findFile(file, blueprint.path);
    const tiles = file.tiles === null ? origin : shelf.tilesFile(file.tiles);
    const look = tiles === null ? null : await lookAtFile(tiles);
    if (tiles === null || look === null || !look.ok) {
      one.missing = true;
      return;
    }
    if (file.tiles !== null && origin !== null) {
      const now = await lookAtFile(origin);
      one.sourceChanged =
        now.ok && (now.value.bytes !== file.bytes || now.value.changedMs !== file.changedMs);
    }
    const archive = await openArchive(tiles, look.value);
    if (archive.ok) one.archive = archive.value;
    else one.failure = archive.error;
  };

  const statusOf = ({ item, archive, missing }: Shown): BackgroundStatus => {
    if (item.server !== null) {
      if (servers.settings(item.server) === null) return 'gone';
      return servers.isOn(item.server) ? 'on' : 'off';
    }
    if (missing) return 'missing';
    if (archive === null) return 'broken';
    return item.file?.origin === 'area' ? 'area' : 'ready';
  };

  const stateOf = (one: Shown): BackgroundState => {
    const { item, archive, failure, version, sourceChanged } = one;
    const status = statusOf(one);
    const settings = item.server === null ? null : servers.settings(item.server);
    const facts = archive?.facts ?? null;
    return {
      id: item.id,
      name: item.name,
      kind: item.server === null ? 'file' : 'server',
      visible: item.visible,
      opacity: item.opacity,
      status,
      failure,
      tiles:
        status === 'on' && settings !== null
          ? {
              minZoom: settings.minZoom,
              maxZoom: settings.maxZoom,
              bounds: null,
              tileSize: settings.tileSize,
              attribution: settings.attribution,
            }
          : facts,
      version,
      fileName: item.file === null ? null : path.basename(item.file.path),
      sourceChanged,
      server: item.server,
      offset: settings?.offset ?? 'none',
    };
  };

  const save = (): Promise<void> =>
    shelf.writeList(
      blueprint.id,
      shown.map(({ item }) => item),
    );
  const enter = async (item: StoredItem, version: number): Promise<Shown> => {
    const one: Shown = { item, archive: null, failure: null, missing: false, sourceChanged: false, version };
    await openFile(one);
    return one;
  };
  const find = (id: string): Shown | undefined => shown.find(({ item }) => item.id === id);

  /** Tiles made from a picture go with the last background that shows them. */
  const dropTiles = async (name: string | null): Promise<void> => {
    if (name === null) return;
    const lists = path.dirname(shelf.listFile(blueprint.id));
    for (const file of await readdir(lists).catch(() => [])) {
      const text = await readFile(path.join(lists, file), 'utf8').catch(() => '');
      if (text.includes(name)) return;
    }
    rmSync(shelf.tilesFile(name), { force: true });
  };

  const kept =
    (await shelf.readList(blueprint.id)) ?? blueprint.references.map((one) => itemOf(one, blueprint.path));
  for (const item of kept) shown.push(await enter(item, 1));

  return {
    states: () => shown.map(stateOf),
    references: () =>
      shown.flatMap(({ item: { name, file } }) =>
        file === null
          ? []
          : [
              {
                name,
                fileName: path.basename(file.path).slice(0, 255),
                relative: nearby(file.relative),
                picture: file.origin === 'picture',
              },
            ],
      ),
    stored: (id) => find(id)?.item,
    take: async (given, replace) => {
      const before = replace === null ? undefined : find(replace);
      const item: StoredItem = {
        ...given,
        id: before?.item.id ?? randomUUID(),
        visible: true,
        opacity: before?.item.opacity ?? 1,
      };
      before?.archive?.close();
      const one = await enter(item, (before?.version ?? 0) + 1);
      shown = before ? shown.map((other) => (other === before ? one : other)) : [one, ...shown];
      await save();
      const old = before?.item.file?.tiles ?? null;
      if (old !== item.file?.tiles) await dropTiles(old);
      return stateOf(one);
    },
    change: async (id, patch) => {
      const one = find(id);
      if (one === undefined) return fail('background.no-item');
      one.item = { ...one.item, ...patch };
      await save();
      return ok(null);
    },
    move: async (id, step) => {
      const from = shown.findIndex(({ item }) => item.id === id);
      if (from < 0) return fail('background.no-item');
      const to = Math.max(0, Math.min(shown.length - 1, from + step));
      const order = shown.toSpliced(from, 1);
      shown = order.toSpliced(to, 0, shown[from]!);
      await save();
      return ok(null);
    },
    remove: async (id) => {
      const one = find(id);
      if (one === undefined) return fail('background.no-item');
      one.archive?.close();
      shown = shown.filter((other) => other !== one);
      await save();
      await dropTiles(one.item.file?.tiles ?? null);
      return ok(null);
    },
    tile: async (id, tile, signal) => {
      const one = find(id);
      if (one === undefined) return fail('background.no-item');
      if (one.item.server !== null) return servers.tile(one.item.server, tile, signal);
      return one.archive === null ? ok(null) : one.archive.tile(tile);
    },
    touchServer: (server) => {
      for (const one of shown) if (one.item.server === server) one.version += 1;
    },
    close: () => {
      for (const { archive } of shown) archive?.close();
      shown = [];
    },
  };
}
