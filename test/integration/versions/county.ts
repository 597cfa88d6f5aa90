import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadOverlay } from '../../../electron/geometry/load-overlay.ts';
import { createPastService } from '../../../electron/jobs/versions/past-service.ts';
import { openReader, type Reader } from '../../../electron/store/read/reader.ts';
import { createTilesService } from '../../../electron/store/read/tiles-service.ts';
import { createStoreService, type StoreService } from '../../../electron/store/write/service.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { Fields, RecordRef } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';

export const call: CallContext = { signal: new AbortController().signal, progress: () => {} };

/** A rectangle between parallels and meridians. */
export const rectangle = (west: number, south: number, east: number, north: number): Packed =>
  packPolygon([
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ]);

/**
 * Area of such a rectangle on the ellipsoid of CGCS2000 in closed form (integral of the zone between two parallels):
 * independent of our own series.
 */
export function zoneM2(west: number, south: number, east: number, north: number): number {
  const a = 6378137;
  const f = 1 / 298.257222101;
  const e2 = f * (2 - f);
  const e = Math.sqrt(e2);
  const b2 = a * a * (1 - e2);
  const integral = (degrees: number): number => {
    const s = Math.sin((degrees * Math.PI) / 180);
    return s / (2 * (1 - e2 * s * s)) + Math.log((1 + e * s) / (1 - e * s)) / (4 * e);
  };
  return b2 * (((east - west) * Math.PI) / 180) * (integral(north) - integral(south));
}

export interface County {
  readonly file: string;
  readonly store: StoreService;
  readonly reader: Reader;
  readonly tiles: ReturnType<typeof createTilesService>;
  readonly past: ReturnType<typeof createPastService>;
  readonly run: (command: string, params: object) => Promise<Committed>;
  /** Makes a parcel of planned use. */
  readonly parcel: (geometry: Packed, landClass: string, more?: Fields) => Promise<RecordRef>;
  readonly close: () => Promise<void>;
}

/** A blueprint of its own with its writer, its tiles and its past, all in this process. */
export async function county(): Promise<County> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lantu-versions-'));
  const file = path.join(folder, 'county.gpkg');
  const store = createStoreService({
    now: () => new Date(),
    random: (count) => new Uint8Array(randomBytes(count)),
    author: () => '张三',
    hostName: 'test',
    pid: process.pid,
    backupDir: folder,
    log: () => {},
  });
  const blueprint = {
    name: '试验',
    countyCode: '429999',
    countyName: '试验县',
    zoneEpsg: 4525,
    classification: 'internal',
  } as const;
  must(await store.control.create({ path: file, blueprint }, call));
  const host = { openReader, loadOverlay, log: () => {} };
  const opening = { path: file, cacheDir: '', scratchDir: '' };
  const tiles = createTilesService(host);
  const past = createPastService(host);
  must(await tiles.open(opening, call));
  must(await past.open(opening, call));
  const reader = openReader(file);
  const run = async (command: string, params: object): Promise<Committed> =>
    must(await store.page.execute({ command, params }, call));
  return {
    file,
    store,
    reader,
    tiles,
    past,
    run,
    parcel: async (geometry, landClass, more = {}) => {
      const { touched } = await run('create-feature', {
        layer: 'land_use',
        geometry,
        fields: { land_class: landClass, class_edition: '2023', ...more },
      });
      const { fids } = touched.find(({ layer }) => layer === 'land_use')!;
      const [made] = reader.featuresByFid('land_use', (fids as readonly number[]).slice(0, 1));
      return { table: 'land_use', uid: made!.uid };
    },
    close: async () => {
      must(await tiles.close({}, call));
      must(await past.close({}, call));
      reader.close();
      await store.shutdown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
