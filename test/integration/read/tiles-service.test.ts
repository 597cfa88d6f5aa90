import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openReader } from '../../../electron/store/read/reader.ts';
import { createTilesService } from '../../../electron/store/read/tiles-service.ts';
import type { CallContext } from '../../../shared/bridge/contract.ts';
import type { TileAnswer } from '../../../shared/bridge/query-contract.ts';
import { packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { fromMercator, tileAt, tileBox, type Tile } from '../../../shared/map/tile-grid.ts';
import { must } from '../../../shared/result.ts';
import type { Committed } from '../../../shared/change/change.ts';
import { testBlueprint, type TestBlueprint } from '../../fixtures/blueprint.ts';
import { decodeTile, type DecodedFeature } from '../../fixtures/mvt.ts';
import { parcelGrid } from '../../fixtures/parcels.ts';

const call: CallContext = { signal: new AbortController().signal, progress: () => {} };
const bugs: string[] = [];

let blueprint: TestBlueprint;
let cacheDir: string;
let service: ReturnType<typeof createTilesService>;
const start = async (): Promise<void> => {
  service = createTilesService({ openReader, log: (_level, message) => void bugs.push(message) });
  must(await service.open({ path: blueprint.path, cacheDir, scratchDir: '' }, call));
};
beforeEach(() => {
  blueprint = testBlueprint();
  cacheDir = mkdtempSync(path.join(tmpdir(), 'lantu-cache-'));
  bugs.length = 0;
});
afterEach(async () => {
  await service.close({}, call);
  blueprint.close();
  rmSync(cacheDir, { recursive: true, force: true });
  // A bug in the background would be lost otherwise.
  if (bugs.length > 0) throw new Error(bugs.join('\n'));
});

const ask = async (layer: string, { z, x, y }: Tile): Promise<TileAnswer> =>
  must(await service.tile({ layer, z, x, y }, call));
const shapes = (answer: TileAnswer, layer: string): readonly DecodedFeature[] =>
  decodeTile(answer.bytes).find((one) => one.name === layer)?.features ?? [];
const ids = (features: readonly DecodedFeature[]): number[] =>
  features.map((one) => one.id).sort((a, b) => a - b);
/** Tells the service, as the writer does; it finds what was touched in the file. */
const tell = async (rev: number): Promise<void> => {
  must(await service.committed({ rev } as Committed, call));
};
/** Waits until the answer is complete and of this revision. */
async function settled(layer: string, tile: Tile, rev: number): Promise<TileAnswer> {
  for (let i = 0; i < 3000; i++) {
    const answer = await ask(layer, tile);
    if (answer.complete && answer.rev >= rev) return answer;
    await sleep(10);
  }
  throw new Error('the tile was never finished');
}

const square = (lon: number, lat: number, half: number): Packed =>
  packPolygon([
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
    ],
  ]);

describe('detail tiles', () => {
  test('carry the features of their window with fid and the fields that the map needs', async () => {
    const grid = parcelGrid(2, 10, 10);
    blueprint.change(
      Array.from({ length: 100 }, (_u, i) => ({
        layer: 'land_use',
        op: 'put' as const,
        fid: i + 1,
        fields: { land_class: '0101', remark: 'not for the map' },
        geometry: grid.parcel(i % 10, Math.floor(i / 10)),
      })),
    );
    await start();
    const tile = tileAt(110.006, 30.006, 15);
    const answer = await ask('land_use', tile);
    expect(answer).toMatchObject({ rev: 1, complete: true });
    const [west, south, east, north] = tileBox(tile, 64 / 4096);
    const wanted = Array.from({ length: 100 }, (_u, i) => i + 1).filter((fid) => {
      const [a, b, c, d] = grid.parcel((fid - 1) % 10, Math.floor((fid - 1) / 10)).box;
      return a < east && c > west && b < north && d > south;
    });
    const found = shapes(answer, 'land_use');
    // A box may meet the window where the parcel itself does not.
    for (const id of ids(found)) expect(wanted).toContain(id);
    expect(found.length).toBeGreaterThan(0.7 * wanted.length);
    expect(found[0]?.properties).toEqual({ land_class: '0101' });
  });

  test('a label stands in exactly one tile of each zoom, inside its feature', async () => {
    const corner = fromMercator(26400 / 2 ** 15, 13540 / 2 ** 15);
    const parks = [
      square(corner[0], corner[1], 0.004),
      square(corner[0] + 0.02, corner[1] + 0.013, 0.007),
      packPolygon([
        [
          [corner[0], corner[1] + 0.03],
          [corner[0] + 0.03, corner[1] + 0.03],
          [corner[0] + 0.03, corner[1] + 0.06],
          [corner[0] + 0.028, corner[1] + 0.032],
        ],
      ]),
    ];
    blueprint.change(
      parks.map((geometry, i) => ({
        layer: 'industrial_park',
        op: 'put' as const,
        fid: i + 1,
        fields: { name: `园区${i}`, area_m2: 1e6 },
        geometry,
      })),
    );
    await start();
    for (const z of [13, 14, 15, 16]) {
      const seen: number[] = [];
      const first = tileAt(corner[0] - 0.02, corner[1] + 0.08, z);
      const last = tileAt(corner[0] + 0.05, corner[1] - 0.02, z);
      for (let x = first.x; x <= last.x; x++) {
        for (let y = first.y; y <= last.y; y++) {
          for (const label of shapes(await ask('industrial_park', { z, x, y }), 'industrial_park_label')) {
            seen.push(label.id);
            const [px, py] = label.parts[0]![0]!;
            expect(Math.min(px, py)).toBeGreaterThanOrEqual(0);
            expect(Math.max(px, py)).toBeLessThan(4096);
            const n = 2 ** z;
            const [lon, lat] = fromMercator((x + px / 4096) / n, (y + py / 4096) / n);
            expect(pointInPolygon(parks[label.id - 1]!, lon, lat)).toBe('inside');
            expect(label.properties).toMatchObject({ name: `园区${label.id - 1}`, area_m2: 1e6, rev: 1 });
          }
        }
      }
      expect(seen.sort((a, b) => a - b)).toEqual([1, 2, 3]);
    }
  });

  test('after a commit the touched tiles are new, and all answers carry the new revision', async () => {
    const there = tileAt(110, 30, 16);
    const away = tileAt(110.1, 30, 16);
    blueprint.change([
      {
        layer: 'public_facility',
        op: 'put',
        fid: 1,
        fields: { name: 'a' },
        geometry: packPoints([[110, 30]]),
      },
      {
        layer: 'public_facility',
        op: 'put',
        fid: 2,
        fields: { name: 'b' },
        geometry: packPoints([[110.1, 30]]),
      },
    ]);
    await start();
    expect(ids(shapes(await ask('public_facility', there), 'public_facility'))).toEqual([1]);
    const before = await ask('public_facility', away);
    const seq = blueprint.change([
      { layer: 'public_facility', op: 'patch', fid: 1, geometry: packPoints([[110.1, 30]]) },
    ]);
    await tell(seq);
    expect(await ask('public_facility', there)).toMatchObject({ bytes: null, rev: 2, complete: true });
    const after = await ask('public_facility', away);
    expect(ids(shapes(after, 'public_facility'))).toEqual([1, 2]);
    expect(ids(shapes(before, 'public_facility'))).toEqual([2]);
    const elsewhere = blueprint.change([
      { layer: 'public_facility', op: 'put', fid: 3, geometry: packPoints([[112, 30]]) },
    ]);
    // Without a word from the writer: the file itself says that it has moved on.
    expect(await ask('public_facility', away)).toEqual({
      bytes: after.bytes,
      rev: elsewhere,
      complete: true,
    });
  });

  test('while the writer commits, each tile is of one state', async () => {
    await start();
    const tile = tileAt(110, 30, 15);
    for (let i = 1; i <= 20; i++) {
      // Always two squares, moved together.
      const geometry = (k: number): Packed => square(110 + 1e-4 * i + k * 2e-3, 30, 5e-4);
      blueprint.change(
        [0, 1].map((k) => ({
          layer: 'town_center',
          op: i === 1 ? ('put' as const) : ('patch' as const),
          fid: k + 1,
          geometry: geometry(k),
        })),
      );
      const answer = await ask('town_center', tile);
      const found = shapes(answer, 'town_center');
      expect(answer.rev).toBe(i);
      const left = (feature: DecodedFeature): number => Math.min(...feature.parts[0]!.map(([x]) => x));
      const gap = left(found[1]!) - left(found[0]!);
      expect(Math.abs(gap - (2e-3 / 360) * 2 ** 15 * 4096)).toBeLessThanOrEqual(1);
    }
  });

  test('what cannot be shown is an empty tile, not a failure', async () => {
    blueprint.change([{ layer: 'land_use', op: 'put', fid: 1, geometry: null }]);
    await start();
    expect(await ask('land_use', { z: 14, x: 0, y: 0 })).toEqual({ bytes: null, rev: 1, complete: true });
    expect(await ask('no_such_layer', { z: 14, x: 0, y: 0 })).toMatchObject({ bytes: null });
    expect(await ask('quota', { z: 5, x: 0, y: 0 })).toMatchObject({ bytes: null });
    expect(await ask('land_use', { z: 3, x: 99, y: 0 })).toMatchObject({ bytes: null, complete: true });
  });
});

describe('overviews', () => {
  const grid = parcelGrid(4, 40, 40, { size: 4_000_000 });
  const cover = (): void => {
    blueprint.change(
      Array.from({ length: 1600 }, (_u, i) => ({
        layer: 'land_use',
        op: 'put' as const,
        fid: i + 1,
        fields: { land_class: i % 2 === 0 ? '0101' : '0301' },
        geometry: grid.parcel(i % 40, Math.floor(i / 40)),
      })),
    );
  };
  const filled = (features: readonly DecodedFeature[]): number =>
    features.reduce((sum, feature) => {
      const ring = feature.parts[0]!;
      return (
        sum +
        Math.abs(
          ring.reduce(
            (a, [x, y], i) => a + x * ring[(i + 1) % ring.length]![1] - ring[(i + 1) % ring.length]![0] * y,
            0,
          ),
        ) /
          2
      );
    }, 0);

  test('cover the same ground at every zoom, with fewer features the farther one is', async () => {
    cover();
    await start();
    const counts: number[] = [];
    for (const z of [12, 10, 8, 6, 4]) {
      const wanted = new Set<number>();
      let area = 0;
      const first = tileAt(110, 30.16, z);
      const last = tileAt(110.16, 30, z);
      for (let x = first.x; x <= last.x; x++) {
        for (let y = first.y; y <= last.y; y++) {
          const features = shapes(await settled('land_use', { z, x, y }, 1), 'land_use');
          for (const feature of features) wanted.add(feature.id);
          if (first.x === last.x && first.y === last.y) area += filled(features);
        }
      }
      counts.push(wanted.size);
      // Where one tile shows all of it, it is the whole ground: 1.155 is 1 / cos(30 degrees).
      const whole = first.x === last.x && first.y === last.y;
      const ground = (0.16 / 360) * 2 ** z * 4096 * Math.sqrt(1.155);
      const side = whole ? Math.sqrt(area) : ground;
      expect(side).toBeGreaterThan(0.94 * ground);
      // Squares of two pixels stick out at its border.
      expect(side - ground).toBeLessThan(40);
    }
    expect(counts[0]).toBe(1600);
    expect(counts.at(-1)).toBeLessThan(10);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
  });

  test('are made ahead in the background, kept outside the blueprint, and found again', async () => {
    cover();
    await start();
    const tile = tileAt(110.08, 30.08, 10);
    const made = await settled('land_use', tile, 1);
    await sleep(300);
    await service.close({}, call);
    expect(readdirSync(cacheDir)).toHaveLength(1);
    await start();
    expect(await ask('land_use', tile)).toEqual(made);
  });

  test('a change while closed is noticed on opening; the old tile is shown until the new one is made', async () => {
    cover();
    await start();
    const tile = tileAt(110.08, 30.08, 11);
    const other = tileAt(110.08, 30.08, 11);
    const old = await settled('land_use', tile, 1);
    await service.close({}, call);
    const seq = blueprint.change([{ layer: 'land_use', op: 'delete', fid: 20 * 40 + 21 }]);
    await start();
    const first = await ask('land_use', tile);
    expect([1, 2]).toContain(first.rev);
    const shown = first.rev === 1 ? first.bytes : old.bytes;
    expect(shown).toEqual(old.bytes);
    const now = await settled('land_use', other, seq);
    expect(ids(shapes(old, 'land_use'))).toContain(821);
    expect(ids(shapes(now, 'land_use'))).not.toContain(821);
  });

  test('an edit makes every tile above it dirty, and leaves the rest', async () => {
    cover();
    await start();
    const zooms = [12, 11, 10, 9, 5, 0];
    for (const z of zooms) await settled('land_use', tileAt(110.01, 30.01, z), 1);
    const apart = tileAt(110.155, 30.155, 12);
    await settled('land_use', apart, 1);
    // Far larger than any other: it shows in every tile above it.
    const seq = blueprint.change([
      { layer: 'land_use', op: 'put', fid: 5000, geometry: square(110.01, 30.01, 0.009) },
    ]);
    await tell(seq);
    expect((await ask('land_use', apart)).rev).toBe(seq);
    for (const z of [12, 11, 10, 9]) {
      const answer = await settled('land_use', tileAt(110.01, 30.01, z), seq);
      expect(ids(shapes(answer, 'land_use'))).toContain(5000);
    }
  });

  test('where nothing was before, what has come is shown at once', async () => {
    await start();
    const tile = tileAt(110.08, 30.08, 10);
    expect(await ask('land_use', tile)).toEqual({ bytes: null, rev: 0, complete: true });
    cover();
    const answer = await ask('land_use', tile);
    expect(answer.rev).toBe(1);
    expect(shapes(answer, 'land_use').length).toBeGreaterThan(0);
  });

  test('tiles of another copy of the blueprint are not taken', async () => {
    blueprint.change([{ layer: 'town_center', op: 'put', fid: 1, geometry: square(110, 30, 0.05) }]);
    await start();
    const tile = tileAt(110.01, 30.01, 9);
    await settled('town_center', tile, 1);
    await sleep(200);
    await service.close({}, call);
    const id = blueprint.db.prepare("SELECT value FROM lantu_info WHERE uid = 'blueprint_id'").pluck().get();
    blueprint.close();
    // The same blueprint, with another change as its first.
    blueprint = testBlueprint();
    blueprint.db.prepare("UPDATE lantu_info SET value = ? WHERE uid = 'blueprint_id'").run(id);
    blueprint.change([{ layer: 'town_center', op: 'put', fid: 7, geometry: square(110, 30, 0.05) }]);
    await start();
    expect(ids(shapes(await settled('town_center', tile, 1), 'town_center'))).toEqual([7]);
  });

  test('a broken cache file is made anew', async () => {
    cover();
    await start();
    await settled('land_use', tileAt(110.08, 30.08, 10), 1);
    await service.close({}, call);
    for (const name of readdirSync(cacheDir))
      writeFileSync(path.join(cacheDir, name), 'this is no database at all, far from it');
    await start();
    expect(
      shapes(await settled('land_use', tileAt(110.08, 30.08, 10), 1), 'land_use').length,
    ).toBeGreaterThan(0);
  });
});

const gdal = spawnSync('ogrinfo', ['--format', 'MVT']);
const hasMvt = gdal.status === 0 && String(gdal.stdout).includes('Mapbox Vector Tile');
if (!hasMvt)
  console.warn('skipped: no ogrinfo with the MVT driver, tiles are not read by an independent program');

test.skipIf(!hasMvt)('GDAL reads a tile and finds its features, places and attributes', async () => {
  const grid = parcelGrid(2, 4, 4);
  blueprint.change(
    Array.from({ length: 16 }, (_u, i) => ({
      layer: 'survey_parcel',
      op: 'put' as const,
      fid: i + 1,
      fields: { survey_class: '0101' },
      geometry: grid.parcel(i % 4, Math.floor(i / 4)),
    })),
  );
  await start();
  const tile = tileAt(110.002, 30.002, 14);
  const folder = path.join(cacheDir, String(tile.z), String(tile.x));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${tile.y}.pbf`);
  writeFileSync(file, (await ask('survey_parcel', tile)).bytes!);
  const json = path.join(cacheDir, 'out.geojson');
  execFileSync('ogr2ogr', [
    '-f',
    'GeoJSON',
    '-oo',
    `X=${tile.x}`,
    '-oo',
    `Y=${tile.y}`,
    '-oo',
    `Z=${tile.z}`,
    '-t_srs',
    'EPSG:4326',
    json,
    file,
    'survey_parcel',
  ]);
  const { features } = JSON.parse(execFileSync('cat', [json], { encoding: 'utf8' })) as {
    features: {
      id?: number;
      properties: Record<string, unknown>;
      geometry: { type: string; coordinates: number[][][] | number[][][][] };
    }[];
  };
  expect(features).toHaveLength(16);
  const unit = 360 / 2 ** tile.z / 4096;
  for (const feature of features) {
    const fid = Number(feature.properties.mvt_id ?? feature.id);
    expect(feature.properties.survey_class).toBe('0101');
    const ring = (
      feature.geometry.type === 'Polygon'
        ? feature.geometry.coordinates[0]
        : (feature.geometry.coordinates[0] as number[][][])[0]
    ) as number[][];
    const truth = grid.parcel((fid - 1) % 4, Math.floor((fid - 1) / 4)).xy;
    // The window cuts off what lies beyond it.
    const [w, south, e, n] = tileBox(tile, 64 / 4096);
    for (let i = 0; i < truth.length; i += 2) {
      const [x, y] = [truth[i]!, truth[i + 1]!];
      const inside = x > w && x < e && y > south && y < n;
      const near = Math.min(...ring.map((at) => Math.hypot(at[0]! - x, at[1]! - y)));
      expect(inside ? near : 0).toBeLessThan(unit);
    }
  }
});

test('a question that is cancelled before its turn is not worked on', async () => {
  blueprint.change([{ layer: 'town_center', op: 'put', fid: 1, geometry: square(110, 30, 0.05) }]);
  await start();
  const abort = new AbortController();
  const tile = tileAt(110, 30, 14);
  const left = service.tile({ layer: 'town_center', ...tile }, { signal: abort.signal, progress: () => {} });
  abort.abort();
  expect(await left).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  expect((await ask('town_center', tile)).bytes).not.toBeNull();
});
