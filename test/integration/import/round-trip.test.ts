import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import { openReader } from '../../../electron/store/read/reader.ts';
import type { ImportPlan } from '../../../shared/bridge/query-contract.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { toPlane } from '../../../shared/export/to-plane.ts';
import { toStored } from '../../../shared/import/to-stored.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import { noteCounts, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';
import { seeded } from '../../fixtures/import/random.ts';

let folder: string;
const at = (name: string): string => path.join(folder, name);
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-round-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** The services on a new blueprint, closed in the right order afterwards. */
async function withBlueprint<T>(file: string, work: (local: LocalServices) => Promise<T>): Promise<T> {
  const local = startLocalServices({ backupDir: folder });
  const blueprint = {
    name: '试点',
    countyCode: '990121',
    countyName: '试点县',
    zoneEpsg: 4525,
    classification: 'internal',
  } as const;
  value(await local.storeControl.create({ path: file, blueprint }));
  value(await local.queryControl.open({ path: file, cacheDir: at('cache'), scratchDir: at('scratch') }));
  try {
    return await work(local);
  } finally {
    await local.queryControl.close({});
    await local.storeControl.close({});
    await local.stop();
  }
}

/** Stages and commits a file as the dialog does: by tokens, never by paths. */
async function importFile(
  local: LocalServices,
  file: string,
  layer: string,
  mapping: Record<string, string>,
  choice: Partial<ImportPlan> = {},
) {
  await local.queryControl.grant({ token: 'source', path: file, access: 'read' });
  const source = must(
    value(await local.query.importProbe({ file: 'source', encoding: choice.encoding ?? null })).layers[0],
  );
  const plan: ImportPlan = {
    layer,
    sourceLayer: source.name,
    epsg: source.epsg,
    encoding: null,
    mapping,
    constants: {},
    ...choice,
  };
  const report = value(await local.query.importStage({ file: 'source', plans: [plan] }));
  const staging = value(await local.queryControl.stagingPath({ staging: report.staging }));
  await local.storeControl.grantStaging({ token: report.staging, path: staging });
  const committed = value(await local.store.commitStaged({ staging: report.staging, mode: 'append' }));
  await local.query.importDiscard({ staging: report.staging });
  expect(fs.existsSync(staging)).toBe(false);
  return { report: must(report.layers[0]), committed };
}

async function exportLayer(
  local: LocalServices,
  layer: string,
  file: string,
  format = 'geojson',
  epsg = 4490,
): Promise<number> {
  await local.queryControl.grant({ token: 'target', path: file, access: 'write' });
  return value(
    await local.query.exportLayers({
      layers: [{ layer: layer, fids: null, fields: null }],
      format,
      epsg,
      naming: 'own',
      language: 'zh-CN',
      encoding: null,
      own: {},
      file: 'target',
    }),
  ).features;
}

async function featuresOf(
  file: string,
  layer: string,
): Promise<Map<string, Pick<FeatureRecord, 'fields' | 'geometry'>>> {
  const reader = openReader(file);
  const all = new Map<string, Pick<FeatureRecord, 'fields' | 'geometry'>>();
  for await (const batch of reader.scan({ layer, order: 'fid' })) {
    batch.uids.forEach((uid, i) => {
      const fields = Object.fromEntries(
        Object.entries(batch.fields).map(([name, values]) => [name, values[i] ?? null]),
      );
      all.set(uid, { fields, geometry: batch.geometries[i] ?? null });
    });
  }
  reader.close();
  return all;
}

/** Star-shaped polygons with odd decimals, holes in some, several parts in others. */
function parks(count: number): string {
  const random = seeded(3);
  const star = (x: number, y: number, r: number): number[][] => {
    const ring = Array.from({ length: 5 + Math.floor(random() * 20) }, (_, k, n = 25) => {
      const angle = (2 * Math.PI * k) / n;
      const radius = r * (0.6 + 0.4 * random());
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    });
    return [...ring, ring[0]!];
  };
  const features = Array.from({ length: count }, (_, i) => {
    const x = 110.3 + 0.03 * (i % 20);
    const y = 30.2 + 0.03 * Math.floor(i / 20);
    const hole = [
      [x + 0.0001, y],
      [x + 0.0001, y + 0.0001],
      [x + 0.0002, y + 0.0001],
      [x + 0.0001, y],
    ];
    const first = i % 3 === 0 ? [star(x, y, 0.01), hole] : [star(x, y, 0.01)];
    const coordinates = i % 4 === 0 ? [first, [star(x + 0.02, y, 0.004)]] : [first];
    return {
      type: 'Feature',
      properties: {
        YQMC: `园区"${i}"\\ 甲`,
        YQLX: 'development_zone',
        PZRQ: '2021年6月3日',
        HZMJ: `${i}.25`,
      },
      geometry: { type: 'MultiPolygon', coordinates },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

describe('import, export, import', () => {
  it('gives equal features: uid, attributes, and geometry bit for bit', async () => {
    fs.writeFileSync(at('parks.geojson'), parks(60));
    const mapping = { name: 'YQMC', park_kind: 'YQLX', approved_on: 'PZRQ', announced_area_ha: 'HZMJ' };
    await withBlueprint(at('first.gpkg'), async (local) => {
      const { report, committed } = await importFile(local, at('parks.geojson'), 'industrial_park', mapping);
      expect(report).toMatchObject({ staged: 60, refused: 0 });
      expect(noteCounts(report)['wgs84-taken']).toBe(1);
      expect(committed.touched.map(({ layer }) => layer)).toEqual(['industrial_park']);
      expect(await exportLayer(local, 'industrial_park', at('out.geojson'))).toBe(60);
    });
    expect(fs.readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    const out = JSON.parse(fs.readFileSync(at('out.geojson'), 'utf8')) as {
      crs: unknown;
      features: { id: string; properties: Record<string, unknown>; geometry: { type: string } }[];
    };
    expect(out.crs).toEqual({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4490' } });
    expect(out.features[0]).toMatchObject({
      geometry: { type: 'MultiPolygon' },
      properties: { name: '园区"0"\\ 甲', approved_on: '2021-06-03' },
    });
    // No coordinate is written with more than nine decimals.
    expect(/\.\d{10}/.test(fs.readFileSync(at('out.geojson'), 'utf8').replaceAll(/"[^"]*"/g, ''))).toBe(
      false,
    );

    const back = Object.fromEntries(Object.keys(out.features[0]!.properties).map((name) => [name, name]));
    await withBlueprint(at('second.gpkg'), async (local) => {
      const { report } = await importFile(local, at('out.geojson'), 'industrial_park', back);
      expect(report).toMatchObject({ staged: 60, refused: 0, repaired: 0 });
      expect(Object.keys(noteCounts(report)).filter((code) => code !== 'required-missing')).toEqual([]);
    });
    const first = await featuresOf(at('first.gpkg'), 'industrial_park');
    const second = await featuresOf(at('second.gpkg'), 'industrial_park');
    expect(first.size).toBe(60);
    expect(second).toEqual(first);
  });

  it('through separated values gives equal features too', async () => {
    await withBlueprint(at('first.gpkg').replace('first', 'csv-source'), async (local) => {
      await importFile(local, at('out.geojson'), 'industrial_park', { uid: 'uid', name: 'name' });
      expect(await exportLayer(local, 'industrial_park', at('out.csv'), 'csv')).toBe(60);
    });
    await withBlueprint(at('csv.gpkg'), async (local) => {
      const { report } = await importFile(
        local,
        at('out.csv'),
        'industrial_park',
        { uid: 'uid', name: 'name', area_m2: 'area_m2' },
        { epsg: 4490 },
      );
      expect(report).toMatchObject({ staged: 60, refused: 0, repaired: 0 });
    });
    const source = await featuresOf(at('csv-source.gpkg'), 'industrial_park');
    expect(source.size).toBe(60);
    expect(await featuresOf(at('csv.gpkg'), 'industrial_park')).toEqual(source);
  });

  it('through a table of boundary points gives the plots, to the millimetre', async () => {
    await withBlueprint(at('points-source.gpkg'), async (local) => {
      await importFile(local, at('out.geojson'), 'industrial_park', { name: 'name' });
      expect(await exportLayer(local, 'industrial_park', at('points.xlsx'), 'boundary-points', 4525)).toBe(
        60,
      );
    });
    await withBlueprint(at('points.gpkg'), async (local) => {
      const { report } = await importFile(
        local,
        at('points.xlsx'),
        'industrial_park',
        { name: '地块名称' },
        { epsg: 4525 },
      );
      expect(report).toMatchObject({ staged: 60, refused: 0 });
      expect(noteCounts(report)).toMatchObject({ 'sheet-plots': 1, 'axes-swapped': 1 });
    });
    const byName = async (file: string) =>
      new Map(
        [...(await featuresOf(file, 'industrial_park')).values()].map((one) => [one.fields['name'], one]),
      );
    const source = await byName(at('points-source.gpkg'));
    const back = await byName(at('points.gpkg'));
    expect([...back.keys()]).toEqual([...source.keys()]);
    const crs = must(crsByEpsg(4525));
    for (const [name, { geometry }] of source) {
      const read = must(back.get(name));
      // The same as taking the vertices to the millimetre in the plane: edges are straight there.
      const plane = toPlane(must(geometry), crs);
      const printed = { ...plane, xy: plane.xy.map((metres) => Math.round(metres * 1000) / 1000) };
      const wanted = value(toStored(printed, { crs, swapped: false, noder: null })).geometry;
      expect(Math.abs(Number(read.fields['area_m2']) - polygonAreaM2(wanted))).toBeLessThan(0.01);
      expect(must(read.geometry).parts.length).toBe(must(geometry).parts.length);
    }
  });

  it('gives a new uid to what has the uid of a feature that is there', async () => {
    await withBlueprint(at('twice.gpkg'), async (local) => {
      await importFile(local, at('out.geojson'), 'industrial_park', { uid: 'uid', name: 'name' });
      const { report } = await importFile(local, at('out.geojson'), 'industrial_park', {
        uid: 'uid',
        name: 'name',
      });
      expect(noteCounts(report)['uid-taken']).toBe(60);
    });
    expect((await featuresOf(at('twice.gpkg'), 'industrial_park')).size).toBe(120);
  });

  it('leaves the old file alone when the new one cannot be written', async () => {
    await withBlueprint(at('third.gpkg'), async (local) => {
      await local.queryControl.grant({
        token: 'target',
        path: at('no/such/folder/x.geojson'),
        access: 'write',
      });
      expect(
        await local.query.exportLayers({
          layers: [{ layer: 'county', fids: null, fields: null }],
          format: 'geojson',
          epsg: 4490,
          naming: 'own',
          language: 'zh-CN',
          encoding: null,
          own: {},
          file: 'target',
        }),
      ).toMatchObject({
        ok: false,
        error: { code: 'export.not-written' },
      });
    });
  });
});

describe('into a county', () => {
  const square = (x: number, y: number, size: number): number[][][] => [
    [
      [x, y],
      [x + size, y],
      [x + size, y + size],
      [x, y + size],
      [x, y],
    ],
  ];
  const collection = (
    features: readonly { at: number[][][]; properties?: object }[],
    more: object = {},
  ): string =>
    JSON.stringify({
      type: 'FeatureCollection',
      ...more,
      features: features.map(({ at: coordinates, properties = {} }) => ({
        type: 'Feature',
        properties,
        geometry: { type: 'Polygon', coordinates },
      })),
    });

  it('control lines with given source and version; what lies outside is counted; candidates are counted inside', async () => {
    fs.writeFileSync(
      at('county.geojson'),
      collection([{ at: square(110, 30, 1), properties: { XZQDM: '990121', XZQMC: '试点县' } }]),
    );
    fs.writeFileSync(
      at('redline.geojson'),
      collection([
        { at: square(110.2, 30.2, 0.1) },
        { at: square(120, 30.2, 0.1) },
        { at: square(110.95, 30.2, 0.1) },
      ]),
    );
    fs.writeFileSync(
      at('plain.geojson'),
      collection([{ at: square(110.2, 30.2, 0.1) }, { at: square(120, 30, 1) }], { crs: null }),
    );
    fs.writeFileSync(
      at('turned.geojson'),
      collection([{ at: square(110.2, 30.2, 0.1).map((ring) => ring.map(([x = 0, y = 0]) => [y, x])) }]),
    );
    await withBlueprint(at('county.gpkg'), async (local) => {
      await importFile(local, at('county.geojson'), 'county', { code: 'XZQDM', name: 'XZQMC' });
      const constants = {
        source: '省厅下发',
        version: '2022',
        valid_from: '2022/10/1',
        classification_mark: 'internal',
        redline_kind: '水源',
      };
      const { report } = await importFile(
        local,
        at('redline.geojson'),
        'ecological_redline',
        {},
        { constants },
      );
      expect(report).toMatchObject({ staged: 3, outsideCounty: 1 });
      expect(report.notes).toContainEqual({
        feature: 2,
        code: 'outside-county',
        params: {},
        level: 'warning',
      });
      expect(report.sample[0]?.fields).toMatchObject({
        source: '省厅下发',
        valid_from: '2022-10-01',
        classification_mark: 'internal',
      });
      expect(noteCounts(report)['code-unknown']).toBe(3);

      await local.queryControl.grant({ token: 'plain', path: at('plain.geojson'), access: 'read' });
      const [layer] = value(await local.query.importProbe({ file: 'plain', encoding: null })).layers;
      expect(layer?.epsg).toBeNull();
      expect(layer?.candidates).toContainEqual({ epsg: 4490, inside: 1, sampled: 2 });

      // Northing first and no system stated: the candidates say so, and the chosen one is read turned round.
      fs.writeFileSync(
        at('north-first.geojson'),
        collection(
          [
            {
              at: [
                [
                  [3_340_000, 37_440_000],
                  [3_340_000, 37_441_000],
                  [3_341_000, 37_441_000],
                  [3_340_000, 37_440_000],
                ],
              ],
            },
          ],
          { crs: null },
        ),
      );
      await local.queryControl.grant({ token: 'north', path: at('north-first.geojson'), access: 'read' });
      const north = value(await local.query.importProbe({ file: 'north', encoding: null }));
      expect(north.layers[0]?.candidates[0]).toEqual({ epsg: 4525, inside: 1, sampled: 1 });
      expect(noteCounts(north)).toMatchObject({ 'axes-swapped': 1, 'crs-none': 1 });
      const first = await importFile(local, at('north-first.geojson'), 'town_center', {}, { epsg: 4525 });
      const [west = 0, south = 0] = first.report.sample[0]?.geometry.box ?? [];
      expect([Math.floor(west * 10), Math.floor(south * 10)]).toEqual([1103, 301]);

      const turned = await importFile(local, at('turned.geojson'), 'town_center', {});
      expect(noteCounts(turned.report)).toMatchObject({ 'axes-swapped': 1 });
      expect(turned.report.sample[0]?.geometry.box.map((v) => Math.round(v * 1e6) / 1e6)).toEqual([
        110.2, 30.2, 110.3, 30.3,
      ]);
    });
  });

  it('texts in GB 18030 are told by content, and by choice', async () => {
    const text = collection([
      { at: square(110.2, 30.2, 0.1), properties: { 名称: '㳠滩村工业园', 园区类型: '开发区' } },
    ]);
    fs.writeFileSync(at('gb.geojson'), iconv.encode(text, 'gb18030'));
    await withBlueprint(at('gb.gpkg'), async (local) => {
      for (const encoding of [null, 'GBK']) {
        const { report } = await importFile(
          local,
          at('gb.geojson'),
          'industrial_park',
          { name: '名称' },
          { encoding },
        );
        expect(report.sample[0]?.fields['name']).toBe('㳠滩村工业园');
        expect(noteCounts(report)['encoding-taken']).toBe(1);
      }
    });
  });
});
