import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeNewBlueprint, type BulkRecord } from '../../../electron/store/write/new-blueprint.ts';
import {
  addPark,
  call,
  content,
  COUNTY,
  newStore,
  PYTHON,
  park,
  rectangle,
  rows,
  tempFolder,
} from './harness.ts';

const VALIDATOR = '/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py';
const host = {
  now: () => new Date('2026-11-22T00:00:00Z'),
  random: (count: number) => new Uint8Array(count).fill(7),
};
const sample = {
  ...COUNTY,
  fictional: true,
  baseYear: 2023,
  planYear: 2035,
  residentPopulation: 412_000,
  sample: 'generator 1',
  blueprintId: '00000000-0000-7000-8000-000000000001',
};
const uidOf = (i: number): string => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

function* records(count: number): Generator<BulkRecord> {
  for (let i = 0; i < count; i++) {
    const geometry = rectangle(110 + (i % 100) / 100, 30 + Math.floor(i / 100) / 100);
    yield { layer: 'industrial_park', uid: uidOf(i), fields: park(`p${i}`), geometry };
  }
  yield {
    layer: 'quota',
    uid: uidOf(count),
    fields: {
      admin_code: '420583',
      year: 2035,
      quota_kind: 'construction_land',
      value: 12.5,
      unit: 'ha',
      nature: 'binding',
      direction: 'max',
      source: 's',
    },
    geometry: null,
  };
}

describe('a blueprint built at once', () => {
  it('is an ordinary one: facts, rows, index and triggers, with an empty history', async () => {
    const folder = tempFolder();
    const bulk = path.join(folder, 'bulk.gpkg');
    const built = await writeNewBlueprint(bulk, sample, records(300), host);
    expect(built).toMatchObject({
      ok: true,
      value: { counts: { industrial_park: 300, quota: 1, land_use: 0 } },
    });
    expect(fs.readdirSync(folder)).toEqual(['bulk.gpkg']);

    // The same features, one command after another.
    const single = path.join(folder, 'single.gpkg');
    const maker = newStore(folder);
    await maker.control.create({ path: single, blueprint: COUNTY }, call);
    for (let i = 0; i < 5; i++) await addPark(maker, `p${i}`, rectangle(110 + i / 100, 30));
    await maker.shutdown();
    const one = content(single);
    const all = content(bulk);
    const withoutUid = (list: unknown[] | undefined) =>
      (list ?? []).map((row) => ({ ...(row as object), uid: null }));
    expect(withoutUid(all['industrial_park']).slice(0, 5)).toEqual(withoutUid(one['industrial_park']));
    expect(all['rtree industrial_park']!.slice(0, 5)).toEqual(one['rtree industrial_park']);
    expect(rows(bulk, `SELECT name, sql FROM sqlite_master WHERE type <> 'table' ORDER BY name`)).toEqual(
      rows(single, `SELECT name, sql FROM sqlite_master WHERE type <> 'table' ORDER BY name`),
    );

    const store = newStore(folder);
    expect(await store.control.open({ path: bulk, readOnly: false }, call)).toMatchObject({
      ok: true,
      value: {
        fictional: true,
        baseYear: 2023,
        planYear: 2035,
        residentPopulation: 412_000,
        rev: 0,
        blueprintId: sample.blueprintId,
      },
    });
    expect(store.log).toEqual([]);
    const layers = await store.page.layers({}, call);
    const parks = layers.ok ? layers.value.find(({ schema }) => schema.id === 'industrial_park') : undefined;
    expect(parks).toMatchObject({ count: 300, box: [110, 30, 111, 30.03] });
    await addPark(store, 'next', rectangle(112, 30));
    expect(rows(bulk, `SELECT fid FROM industrial_park WHERE name = 'next'`)).toEqual([{ fid: 301 }]);
    await store.page.undo({}, call);
    expect(content(bulk)).toEqual(all);
  });

  it('comes out the same twice, byte for byte', async () => {
    const folder = tempFolder();
    for (const name of ['a', 'b'])
      await writeNewBlueprint(path.join(folder, name), sample, records(120), host);
    expect(
      Buffer.compare(fs.readFileSync(path.join(folder, 'a')), fs.readFileSync(path.join(folder, 'b'))),
    ).toBe(0);
  });

  it('leaves nothing behind when it fails', async () => {
    const folder = tempFolder();
    const wrong: BulkRecord = { layer: 'nothing', uid: uidOf(1), fields: {}, geometry: null };
    expect(await writeNewBlueprint(path.join(folder, 'a'), sample, [wrong], host)).toMatchObject({
      ok: false,
      error: { code: 'store.unknown-table' },
    });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it.skipIf(!fs.existsSync(VALIDATOR))("is accepted by GDAL's validator", async () => {
    const file = path.join(tempFolder(), 'a.gpkg');
    await writeNewBlueprint(file, sample, records(60), host);
    const run = spawnSync(PYTHON, [VALIDATOR, file], { encoding: 'utf8' });
    expect([run.status, run.stdout, run.stderr]).toEqual([0, '', '']);
  });
});
