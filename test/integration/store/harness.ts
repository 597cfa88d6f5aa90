import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach } from 'vitest';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import {
  createStoreService,
  type StoreHost,
  type StoreNews,
  type StoreService,
} from '../../../electron/store/write/service.ts';

/** Debian's own interpreter, which has Debian's modules whatever else is first in the path. */
export const PYTHON = fs.existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

export const COUNTY = {
  name: '试验蓝图',
  countyCode: '420583',
  countyName: '试验县',
  zoneEpsg: 4525,
  classification: 'internal',
} as const;

export const call: CallContext = { signal: new AbortController().signal, progress: () => {} };

const folders: string[] = [];
const services: StoreService[] = [];

afterEach(async () => {
  for (const service of services.splice(0)) await service.shutdown();
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own, removed after the test. */
export function tempFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-store-'));
  folders.push(folder);
  return folder;
}

export interface TestStore extends StoreService {
  readonly news: StoreNews[];
  readonly log: string[];
}

/** A writer in this process; closed after the test. */
export function newStore(folder: string, host: Partial<StoreHost> = {}): TestStore {
  const news: StoreNews[] = [];
  const log: string[] = [];
  const service = createStoreService({
    now: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    author: () => '张三',
    hostName: 'test-host',
    pid: process.pid,
    backupDir: path.join(folder, 'backups'),
    log: (level, message) => log.push(`${level} ${message}`),
    ...host,
  });
  service.subscribe((item) => news.push(item));
  services.push(service);
  return { ...service, news, log };
}

/** A rectangle with its south-west corner at (x, y), degrees. */
export const rectangle = (x: number, y: number, width = 0.01, height = 0.01): Packed =>
  packPolygon([
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ],
  ]);

export const park = (name: string) => ({ name, park_kind: 'industrial_park', park_level: 'county' });

export const execute = (store: StoreService, command: string, params: unknown) =>
  store.page.execute({ command, params }, call);

/** Makes a park and gives its uid and fid. */
export async function addPark(
  store: StoreService,
  name: string,
  geometry: Packed,
): Promise<{ uid: string; fid: number }> {
  const made = await execute(store, 'create-feature', {
    layer: 'industrial_park',
    geometry,
    fields: park(name),
  });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const info = await store.page.info({}, call);
  if (!info.ok) throw new Error(info.error.code);
  const db = new Database(info.value.path, { readonly: true });
  try {
    return db.prepare('SELECT uid, fid FROM industrial_park WHERE name = ?').get(name) as {
      uid: string;
      fid: number;
    };
  } finally {
    db.close();
  }
}

/**
 * Everything a person would call the content of the file: rows of all layers and kept records with fid, uid,
 * attributes and geometry bytes, and the RTree entries; not revisions and times, which only grow.
 */
export function content(file: string): Record<string, unknown[]> {
  const db = new Database(file, { readonly: true });
  try {
    const out: Record<string, unknown[]> = {};
    for (const table of [...BUILTIN_LAYERS.map((layer) => layer.id), 'lantu_memory']) {
      const rows = db.prepare(`SELECT * FROM "${table}" ORDER BY fid`).all() as Record<string, unknown>[];
      out[table] = rows.map(({ revision: _revision, ...row }) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            Buffer.isBuffer(value) ? value.toString('hex') : value,
          ]),
        ),
      );
    }
    for (const layer of BUILTIN_LAYERS) {
      if (layer.geometry === null) continue;
      out[`rtree ${layer.id}`] = db.prepare(`SELECT * FROM "rtree_${layer.id}_geom" ORDER BY id`).all();
    }
    return out;
  } finally {
    db.close();
  }
}

/** Rows of a query on the file, through a connection of its own. */
export function rows<T>(file: string, sql: string, ...params: unknown[]): T[] {
  const db = new Database(file, { readonly: true });
  try {
    return db.prepare(sql).all(...params) as T[];
  } finally {
    db.close();
  }
}
