import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { tileServerSchema } from '../../shared/bridge/background-contract.ts';
import { readJson, writeAtomically } from '../main/atomic-file.ts';

/* What is kept between sessions: the backgrounds of each blueprint, and the servers of this user. Never in a blueprint. */

const storedFile = z.strictObject({
  path: z.string(),
  /** From the folder of the blueprint, so that both may move together. */
  relative: z.string(),
  bytes: z.number(),
  changedMs: z.number(),
  origin: z.enum(['archive', 'picture', 'area']),
  /** Of a picture, the name of the tiles that were made from it. */
  tiles: z.string().nullable(),
  epsg: z.number().int().nullable(),
});
export type StoredFile = z.infer<typeof storedFile>;

const storedItem = z.strictObject({
  id: z.string(),
  name: z.string(),
  visible: z.boolean(),
  opacity: z.number().min(0).max(1),
  file: storedFile.nullable(),
  server: z.string().nullable(),
});
export type StoredItem = z.infer<typeof storedItem>;

const storedServer = z.strictObject({ id: z.string(), settings: tileServerSchema, key: z.string() });
export type StoredServer = z.infer<typeof storedServer>;

const listFile = z.strictObject({ version: z.literal(1), items: z.array(storedItem) });
const serversFile = z.strictObject({ version: z.literal(1), servers: z.array(storedServer) });

/** Only this user may read it: it holds the keys. */
const PRIVATE = 0o600;

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Where everything of the backgrounds lies. */
export interface Shelf {
  readonly folder: string;
  listFile(blueprintId: string): string;
  tilesFile(name: string): string;
  cacheFile(server: string, template: string): string;
  /** Null where this computer has no list of the blueprint. */
  readList(blueprintId: string): Promise<StoredItem[] | null>;
  writeList(blueprintId: string, items: readonly StoredItem[]): Promise<void>;
  readServers(): Promise<StoredServer[]>;
  writeServers(servers: readonly StoredServer[]): Promise<void>;
  /** Takes away what was half made when the last session ended. */
  tidy(): Promise<void>;
}

const hash = (...words: readonly string[]): string =>
  createHash('sha256').update(words.join('\n')).digest('hex').slice(0, 32);

export function openShelf(folder: string): Shelf {
  const listOf = (blueprintId: string): string => path.join(folder, 'lists', `${hash(blueprintId)}.json`);
  const servers = path.join(folder, 'tile-servers.json');
  return {
    folder,
    listFile: listOf,
    tilesFile: (name) => path.join(folder, 'tiles', name),
    cacheFile: (server, template) => path.join(folder, 'cache', `${hash(server, template)}.sqlite`),
    readList: async (blueprintId) => {
      const read = listFile.safeParse(await readJson(listOf(blueprintId)));
      return read.success ? read.data.items : null;
    },
    writeList: (blueprintId, items) => writeAtomically(listOf(blueprintId), text({ version: 1, items })),
    readServers: async () => {
      const read = serversFile.safeParse(await readJson(servers));
      return read.success ? read.data.servers : [];
    },
    tidy: async () => {
      await rm(path.join(folder, 'scratch'), { recursive: true, force: true });
      const tiles = path.join(folder, 'tiles');
      for (const name of await readdir(tiles).catch(() => [])) {
        if (!name.endsWith('.mbtiles')) await rm(path.join(tiles, name), { force: true });
      }
    },
    writeServers: (list) => writeAtomically(servers, text({ version: 1, servers: list }), PRIVATE),
  };
}

/** Name of the tiles made from a picture: another one when the file or its system changes. */
export const tilesNameOf = (file: string, bytes: number, changedMs: number, epsg: number | null): string =>
  `${hash(file, String(bytes), String(changedMs), String(epsg))}.mbtiles`;
