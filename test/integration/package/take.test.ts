import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { Comparison } from '../../../shared/package/compare.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { manifestText, readManifest } from '../../../shared/package/manifest.ts';
import { newBlueprint } from '../../fixtures/import/io.ts';
import {
  ALL_LAYERS,
  call,
  openPackages,
  rectangle,
  requestFor,
  smallCounty,
  value,
} from '../../fixtures/package/small-county.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
/** Layers that the main vector format carries: all of them with GeoPackage. */
let carried: string[];

/** Everything a person would call the content of the layers, by uid. */
async function contentOf(file: string): Promise<Record<string, Record<string, unknown>>> {
  const reader = openReader(file);
  try {
    const out: Record<string, Record<string, unknown>> = {};
    for (const layer of carried) {
      out[layer] = {};
      for await (const batch of reader.scan({ layer, order: 'fid' }))
        batch.uids.forEach((uid, i) => {
          const fields = Object.entries(batch.fields).map(
            ([name, values]) => [name, values[i] ?? null] as const,
          );
          out[layer]![uid] = {
            fields: Object.fromEntries(fields.filter(([name]) => name !== 'revision' && name !== 'uid')),
            geometry: batch.geometries[i],
          };
        });
    }
    return out;
  } finally {
    reader.close();
  }
}

type Take = LocalServices['query']['packageStage'];
interface Desk {
  readonly local: LocalServices;
  readonly compare: (file: string) => Promise<Comparison>;
  readonly stage: (
    file: string,
    layers: readonly { layer: string; mode: 'merge' | 'replace' }[],
  ) => ReturnType<Take>;
  readonly take: (staging: string) => ReturnType<LocalServices['store']['commitStaged']>;
}

/** Works on a blueprint through the services, as the window does. */
async function withDesk<T>(file: string, work: (desk: Desk) => Promise<T>): Promise<T> {
  const local = startLocalServices({ backupDir: folder });
  try {
    value(await local.storeControl.open({ path: file, readOnly: false }));
    value(await local.queryControl.open({ path: file, cacheDir: folder, scratchDir: at('scratch') }));
    const grant = async (path_: string): Promise<string> => {
      await local.queryControl.grant({ token: path_, path: path_, access: 'read' });
      return path_;
    };
    return await work({
      local,
      compare: async (package_) =>
        value(await local.query.packageCompare({ file: await grant(package_), limit: 100 })),
      stage: async (package_, layers) =>
        local.query.packageStage({ file: await grant(package_), layers: [...layers] }),
      take: async (staging) => {
        const place = value(await local.queryControl.stagingPath({ staging }));
        await local.storeControl.grantStaging({ token: staging, path: place });
        return local.store.commitStaged({ staging, mode: 'take' });
      },
    });
  } finally {
    await local.stop();
  }
}

const everything = (mode: 'merge' | 'replace') => carried.map((layer) => ({ layer, mode }));

async function packageOf(blueprint: string, target: string): Promise<void> {
  const packages = await openPackages(blueprint, at('scratch'));
  value(await packages.make(requestFor(target)));
  await packages.close();
}

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-take-'));
  await smallCounty(at('source.gpkg'));
  const packages = await openPackages(at('source.gpkg'), at('scratch'));
  const report = value(await packages.make(requestFor(at('source.zip'))));
  await packages.close();
  carried = report.layers.map(({ layer }) => layer);
  expect(carried.length).toBeGreaterThanOrEqual(ALL_LAYERS.length - 1);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a package that is taken', () => {
  it('into a fresh blueprint makes it equal, in one step that is undone and redone', async () => {
    await newBlueprint(at('fresh.gpkg'));
    const empty = await contentOf(at('fresh.gpkg'));
    await withDesk(at('fresh.gpkg'), async ({ local, compare, stage, take }) => {
      const before = await compare(at('source.zip'));
      expect(before.layers.every(({ added, inPackage, here }) => added === inPackage && here === 0)).toBe(
        true,
      );
      expect([before.otherBlueprint, before.otherCounty]).toEqual([true, false]);
      const staged = value(await stage(at('source.zip'), everything('merge')));
      expect([staged.changed, staged.removed]).toEqual([0, 0]);
      expect(value(await take(staged.staging))).toMatchObject({
        seq: 1,
        label: 'history.take-package',
        params: { title: 'source.zip', added: staged.added, changed: 0, removed: 0 },
      });
      const full = await contentOf(at('source.gpkg'));
      expect(await contentOf(at('fresh.gpkg'))).toEqual(full);
      const after = await compare(at('source.zip'));
      expect(after.layers.every(({ same, inPackage, here }) => same === inPackage && here === same)).toBe(
        true,
      );
      expect(await stage(at('source.zip'), everything('replace'))).toMatchObject({
        error: { code: 'package.nothing-to-take' },
      });
      value(await local.store.undo({}));
      expect(await contentOf(at('fresh.gpkg'))).toEqual(empty);
      value(await local.store.redo({}));
      expect(await contentOf(at('fresh.gpkg'))).toEqual(full);
    });
    // The same content makes the same package again, but for where it comes from.
    await packageOf(at('fresh.gpkg'), at('fresh.zip'));
    await withDesk(at('source.gpkg'), async ({ compare }) => {
      const compared = await compare(at('fresh.zip'));
      expect(compared.layers.every(({ same, inPackage, here }) => same === inPackage && here === same)).toBe(
        true,
      );
    });
  });

  it('is compared with what is here: added, removed, changed, and in what', async () => {
    fs.cpSync(at('source.gpkg'), at('edited.gpkg'));
    await withDesk(at('edited.gpkg'), async ({ local, compare, stage, take }) => {
      const parks = value(
        await local.query.table({
          layer: 'industrial_park',
          fields: ['name'],
          sort: null,
          search: '',
          offset: 0,
          limit: 10,
        }),
      ).rows;
      const ref = (i: number) => ({ table: 'industrial_park', uid: parks[i]!.uid });
      const run = async (command: string, params: unknown): Promise<void> =>
        void value(await local.store.execute({ command, params }));
      await run('edit-attributes', { refs: [ref(0)], fields: { name: '改名园' } });
      await run('edit-geometry', { ref: ref(1), geometry: rectangle(110.0081, 30.0031, 0.003, 0.003) });
      await run('delete-features', { refs: [ref(2), ref(3)] });
      await run('create-feature', {
        layer: 'industrial_park',
        fields: { name: '新园', park_kind: 'industrial_park', park_level: 'county' },
        geometry: rectangle(110.031, 30.035, 0.001, 0.001),
      });
      const edited = await contentOf(at('edited.gpkg'));

      const compared = await compare(at('source.zip'));
      const [park] = compared.layers.filter(({ layer }) => layer === 'industrial_park');
      expect(park).toMatchObject({
        added: 2,
        removed: 1,
        changed: 2,
        same: 3,
        moved: 1,
        unreadable: 0,
        refused: null,
      });
      expect(park!.fields['name']).toBe(1);
      expect(park!.fields['area_m2']).toBe(1);
      const renamed = park!.features.find(({ uid }) => uid === ref(0).uid)!;
      expect(renamed).toMatchObject({
        kind: 'changed',
        moved: false,
        fields: [{ field: 'name', before: '改名园' }],
      });
      expect(park!.features.find(({ kind }) => kind === 'removed')).toMatchObject({
        title: '新园',
        areaAfter: null,
      });
      expect(
        compared.layers
          .filter(({ layer }) => layer !== 'industrial_park')
          .every(({ same, here }) => same === here),
      ).toBe(true);

      // Merging keeps what only this file has; replacing does not.
      const merged = value(await stage(at('source.zip'), [{ layer: 'industrial_park', mode: 'merge' }]));
      expect(merged).toMatchObject({ added: 2, changed: 2, removed: 0 });
      value(await take(merged.staging));
      expect(
        (await compare(at('source.zip'))).layers.find(({ layer }) => layer === 'industrial_park'),
      ).toMatchObject({ added: 0, changed: 0, removed: 1 });
      value(await local.store.undo({}));
      expect(await contentOf(at('edited.gpkg'))).toEqual(edited);
      const replaced = value(await stage(at('source.zip'), everything('replace')));
      expect(replaced).toMatchObject({ added: 2, changed: 2, removed: 1 });
      // The feature that is changed stays the one it is.
      const fid = (await recordOf(local, ref(0))).fid;
      value(await take(replaced.staging));
      expect((await recordOf(local, ref(0))).fid).toBe(fid);
      expect(await contentOf(at('edited.gpkg'))).toEqual(await contentOf(at('source.gpkg')));
      value(await local.store.undo({}));
      expect(await contentOf(at('edited.gpkg'))).toEqual(edited);
    });
  });

  it('is refused when a feature has moved on since it was compared', async () => {
    fs.cpSync(at('source.gpkg'), at('moved.gpkg'));
    await withDesk(at('moved.gpkg'), async ({ local, stage, take }) => {
      const [park] = value(
        await local.query.table({
          layer: 'industrial_park',
          fields: [],
          sort: null,
          search: '',
          offset: 0,
          limit: 1,
        }),
      ).rows;
      const ref = { table: 'industrial_park', uid: park!.uid };
      const rename = (name: string) =>
        local.store.execute({ command: 'edit-attributes', params: { refs: [ref], fields: { name } } });
      value(await rename('一'));
      const staged = value(await stage(at('source.zip'), everything('merge')));
      value(await rename('二'));
      const before = await contentOf(at('moved.gpkg'));
      expect(await take(staged.staging)).toMatchObject({
        error: { code: 'store.staging-stale', params: { layer: 'industrial_park' } },
      });
      expect(await contentOf(at('moved.gpkg'))).toEqual(before);
      value(await local.store.execute({ command: 'delete-features', params: { refs: [ref] } }));
      expect(await take(staged.staging)).toMatchObject({ error: { code: 'store.staging-stale' } });
      // A feature that was to be added is there by now.
      const added = value(await stage(at('source.zip'), everything('merge')));
      expect(added.added).toBe(1);
      value(await local.store.undo({}));
      expect(await take(added.staging)).toMatchObject({ error: { code: 'store.staging-stale' } });
    });
  });

  it('is not taken when it does not agree with itself, is newer, or holds a layer that is not here', async () => {
    const packages = await openPackages(at('source.gpkg'), at('scratch'));
    value(await packages.make(requestFor(at('open'), { kind: 'folder' })));
    await packages.close();
    await withDesk(at('source.gpkg'), async ({ local, compare, stage }) => {
      fs.appendFileSync(path.join(at('open'), '说明.txt'), 'x');
      expect(await stage(at('open'), everything('merge'))).toMatchObject({
        error: { code: 'package.not-clean' },
      });
      const file = path.join(at('open'), 'manifest.json');
      const manifest = value(readManifest(fs.readFileSync(file, 'utf8')));
      fs.writeFileSync(file, manifestText({ ...manifest, schema: { ...manifest.schema, file: 999 } }));
      expect(await local.query.packageCompare({ file: at('open'), limit: 0 })).toMatchObject({
        error: { code: 'package.newer-schema' },
      });
      const layers = manifest.layers.map((layer) =>
        layer.id === 'track' ? { ...layer, id: 'my_layer' } : layer,
      );
      fs.writeFileSync(file, manifestText({ ...manifest, layers }));
      expect((await compare(at('open'))).layers.find(({ layer }) => layer === 'my_layer')).toMatchObject({
        refused: 'no-layer',
      });
      expect(await stage(at('source.zip'), [{ layer: 'none', mode: 'merge' }])).toMatchObject({
        error: { code: 'package.no-layer' },
      });
    });
  });

  it('in thousands goes through the same step, with the index kept', async () => {
    await newBlueprint(at('many.gpkg'));
    const rows = 60;
    await withDesk(at('many.gpkg'), async ({ local, compare, stage, take }) => {
      const put = async (count: number): Promise<void> => {
        const features = Array.from({ length: count }, (_, i) => ({
          type: 'Feature',
          properties: {
            uid: `01900000-0000-7000-8000-${String(i).padStart(12, '0')}`,
            YQMC: `园${i}`,
            YQLX: '工业园区',
            YQJB: '县级',
          },
          geometry: {
            type: 'Polygon',
            coordinates: [square(110 + (i % rows) / 100, 30 + Math.floor(i / rows) / 100)],
          },
        }));
        fs.writeFileSync(at('many.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
        await importAll(local, at('many.geojson'));
      };
      await put(3000);
      await packageOf(at('many.gpkg'), at('many.zip'));
      value(await local.store.undo({}));
      await put(2500);
      const full = await contentOf(at('many.gpkg'));
      const compared = (await compare(at('many.zip'))).layers.find(
        ({ layer }) => layer === 'industrial_park',
      );
      expect(compared).toMatchObject({ added: 500, changed: 0, same: 2500 });
      // From nothing: more than a batch, with the triggers away.
      value(await local.store.undo({}));
      const staged = value(await stage(at('many.zip'), everything('replace')));
      expect(staged).toMatchObject({ added: 3000, changed: 0, removed: 0 });
      value(await take(staged.staging));
      const found = await local.query.identify({
        at: [110.005, 30.005],
        tolerance: 0,
        layers: ['industrial_park'],
      });
      expect(value(found)).toHaveLength(1);
      expect(Object.keys((await contentOf(at('many.gpkg')))['industrial_park']!)).toHaveLength(3000);
      value(await local.store.undo({}));
      expect((await contentOf(at('many.gpkg')))['industrial_park']).toEqual({});
      expect(Object.keys(full['industrial_park']!)).toHaveLength(2500);
    });
  });
});

const square = (x: number, y: number): number[][] => [
  [x, y],
  [x + 0.008, y],
  [x + 0.008, y + 0.008],
  [x, y + 0.008],
  [x, y],
];

async function recordOf(local: LocalServices, ref: { table: string; uid: string }): Promise<FeatureRecord> {
  return value(await local.query.features({ refs: [ref] }))[0]!;
}

async function importAll(local: LocalServices, file: string): Promise<void> {
  await local.queryControl.grant({ token: file, path: file, access: 'read' });
  const plan = {
    layer: 'industrial_park',
    sourceLayer: path.basename(file, '.geojson'),
    epsg: 4490,
    encoding: null,
    mapping: { uid: 'uid', name: 'YQMC', park_kind: 'YQLX', park_level: 'YQJB' },
    constants: {},
  };
  const report = value(await local.query.importStage({ file, plans: [plan] }, call()));
  const place = value(await local.queryControl.stagingPath({ staging: report.staging }));
  await local.storeControl.grantStaging({ token: report.staging, path: place });
  value(await local.store.commitStaged({ staging: report.staging, mode: 'append' }));
}
