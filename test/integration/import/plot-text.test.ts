import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLocalServices, type LocalServices } from '../../../electron/hosts/in-process.ts';
import type { ImportPlan } from '../../../shared/bridge/query-contract.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import { builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, lines: readonly string[], encoding = 'gbk', eol = '\r\n'): string => {
  fs.writeFileSync(at(name), iconv.encode(lines.join(eol), encoding));
  return at(name);
};

const HEAD = ['[属性描述]', '坐标系=2000国家大地坐标系', '几度分带=3', '带号=37', '[地块坐标]'];
/** A quadrilateral whose places in degrees are known: domain notes 4.3. */
const POINTS = [
  'J1,1,3320534.4364,37403511.2519',
  'J2,1,3320747.7786,37404478.1038',
  'J3,1,3321743.8604,37404679.6921',
  'J4,1,3321972.2674,37403909.7568',
  'J1,1,3320534.4364,37403511.2519',
];
const DEGREES = [
  [110.0, 30.0],
  [110.01, 30.002],
  [110.012, 30.011],
  [110.004, 30.013],
];

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-plot-import-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('a boundary-point file', () => {
  it('is staged where it lies, with its texts in the fields that go by their names', async () => {
    const file = write('park.txt', [...HEAD, '5,105.9057,12,桐渡工业园,面,H49,工业用地,1001,@', ...POINTS]);
    const probe = value(await io.probe(file));
    expect(probe).toMatchObject({ format: 'plot-text', layers: [{ name: 'park', count: 1, epsg: 4525 }] });
    expect(probe.layers[0]!.preview).toHaveLength(1);
    expect(noteCounts(probe)).toEqual({ 'encoding-taken': 1 });
    const report = value(await io.stage(file, 'industrial_park'));
    expect(report).toMatchObject({ read: 1, staged: 1, refused: 0, repaired: 0 });
    const [park] = report.sample;
    expect(park?.fields['name']).toBe('桐渡工业园');
    // With points every 70 m in the plane: 1058817.0582 m2. The hectares that are stated never land in square metres.
    expect(Number(park?.fields['area_m2'])).toBeCloseTo(1_058_817.06, 1);
    const xy = must(park).geometry.xy;
    for (const [longitude, latitude] of DEGREES) {
      const near = Array.from({ length: xy.length / 2 }, (_, i) =>
        Math.max(Math.abs(xy[2 * i]! - longitude!), Math.abs(xy[2 * i + 1]! - latitude!)),
      );
      expect(Math.min(...near)).toBeLessThan(2e-9);
    }
    expect(noteCounts(report)).toMatchObject({ 'encoding-taken': 1, reprojected: 1 });
    expect(Object.keys(noteCounts(report)).filter((code) => code.startsWith('plot-'))).toEqual([]);
  });

  it('gives its number and class code to land use', () => {
    const fields = ['地块编号', '地块名称', '地块面积（公顷）', '地块用途', '地类编码'].map((name) => ({
      name,
    }));
    const mapping = matchFields(must(builtinLayer('land_use')), fields);
    expect(mapping).toMatchObject({
      parcel_number: '地块编号',
      land_class: '地类编码',
      land_class_name: '地块用途',
    });
    expect(Object.values(mapping)).not.toContain('地块面积（公顷）');
  });

  it('with a wrong figure names the plot and the line and takes the rest', async () => {
    const bad = POINTS.map((line, i) => (i === 2 ? 'J3,1,332174.8604,37404679.6921' : line));
    const lines = [...HEAD, '5,0,1,甲,面,,,,@', ...POINTS, '5,0,2,乙,面,,,,@', ...bad];
    const report = value(await io.stage(write('two.txt', lines), 'industrial_park'));
    expect(report).toMatchObject({ read: 2, staged: 1, refused: 1 });
    expect(report.notes).toContainEqual({
      feature: 2,
      code: 'plot-point',
      params: { line: 15, text: 'J3,1,332174.8604,37404679.6921' },
      level: 'error',
    });
    const none = await io.stage(write('none.txt', [...HEAD, '5,0,2,乙,面,,,,@', ...bad]), 'industrial_park');
    expect(none).toMatchObject({
      ok: false,
      error: { code: 'import.all-plot-point', params: { file: 'none.txt', feature: 1, line: 9, count: 1 } },
    });
    expect('error.import.all-plot-point' in TEXTS['zh-CN']).toBe(true);
  });

  it('of an old datum is refused, one that names none is asked for', async () => {
    const old = HEAD.map((line) => (line.startsWith('坐标系') ? '坐标系=80国家大地坐标系' : line));
    expect(
      await io.stage(write('old.txt', [...old, '5,0,1,甲,面,,,,@', ...POINTS]), 'industrial_park'),
    ).toMatchObject({
      ok: false,
      error: { code: 'import.crs-old-datum', params: { name: '80国家大地坐标系' } },
    });
    const bare = write('bare.txt', ['[地块坐标]', '5,0,1,甲,面,,,,@', ...POINTS], 'utf8', '\n');
    expect(await io.stage(bare, 'industrial_park')).toMatchObject({ error: { code: 'import.crs-unknown' } });
    const [layer] = value(await io.probe(bare)).layers;
    expect(layer?.candidates[0]).toEqual({ epsg: 4525, inside: 1, sampled: 1 });
    expect(value(await io.stage(bare, 'industrial_park', { epsg: 4525 }))).toMatchObject({ staged: 1 });
  });

  it('that is none of these is of unknown format', async () => {
    fs.writeFileSync(at('notes.txt'), '会议纪要');
    expect(await io.stage(at('notes.txt'), 'industrial_park')).toMatchObject({
      error: { code: 'import.unknown-format', params: { file: 'notes.txt' } },
    });
  });
});

describe('through the services', () => {
  async function withBlueprint<T>(name: string, work: (local: LocalServices) => Promise<T>): Promise<T> {
    const local = startLocalServices({ backupDir: folder });
    const blueprint = {
      name: '试点',
      countyCode: '990121',
      countyName: '试点县',
      zoneEpsg: 4525,
      classification: 'internal',
    } as const;
    value(await local.storeControl.create({ path: at(name), blueprint }));
    value(
      await local.queryControl.open({ path: at(name), cacheDir: at('cache'), scratchDir: at('scratch-2') }),
    );
    try {
      return await work(local);
    } finally {
      await local.queryControl.close({});
      await local.storeControl.close({});
      await local.stop();
    }
  }

  async function importFile(
    local: LocalServices,
    file: string,
    layer: string,
    choice: Partial<ImportPlan> = {},
  ): Promise<Record<string, number>> {
    await local.queryControl.grant({ token: 'source', path: file, access: 'read' });
    const source = must(value(await local.query.importProbe({ file: 'source', encoding: null })).layers[0]);
    const plan: ImportPlan = {
      layer,
      sourceLayer: source.name,
      epsg: source.epsg,
      encoding: null,
      mapping: matchFields(must(builtinLayer(layer)), source.fields),
      constants: {},
      ...choice,
    };
    const report = value(await local.query.importStage({ file: 'source', plans: [plan] }));
    const staging = value(await local.queryControl.stagingPath({ staging: report.staging }));
    await local.storeControl.grantStaging({ token: report.staging, path: staging });
    value(await local.store.commitStaged({ staging: report.staging, mode: 'append' }));
    await local.query.importDiscard({ staging: report.staging });
    return noteCounts(must(report.layers[0]));
  }

  it('plots go in, out for every purpose, and in again the same', async () => {
    const inner = [
      'J5,2,3321000.0000,37404000.0000',
      'J6,2,3321000.0000,37404200.0000',
      'J7,2,3321200.0000,37404200.0000',
      'J8,2,3321200.0000,37404000.0000',
      'J5,2,3321000.0000,37404000.0000',
    ];
    const beside = POINTS.map((line) =>
      line.replace(/,1,33(\d+)\./, (_, rest: string) => `,1,${3_300_000 + Number(rest) + 3000}.`),
    );
    const lines = [...HEAD, '9,0,DK1,甲,面,,,,@', ...POINTS, ...inner, '5,0,DK2,乙,面,,,,@', ...beside];
    const file = write('plots.txt', lines);
    await withBlueprint('first.gpkg', async (local) => {
      await importFile(local, file, 'industrial_park');
      for (const purpose of ['approval', 'supply', 'one-map', 'enforcement', 'linkage', 'in-out-balance']) {
        await local.queryControl.grant({ token: 'target', path: at(`${purpose}.txt`), access: 'write' });
        const report = value(
          await local.query.exportLayers({
            layers: [{ layer: 'industrial_park', fids: null, fields: null }],
            format: 'plot-text',
            epsg: 4525,
            naming: 'own',
            language: 'zh-CN',
            encoding: null,
            own: { purpose, plot: { name: 'name', number: 'uid' }, precision: 4 },
            file: 'target',
          }),
        );
        expect(report).toMatchObject({ features: 2, files: [`${purpose}.txt`], notes: [] });
        const again = value(await io.stage(at(`${purpose}.txt`), 'industrial_park'));
        expect(again).toMatchObject({ read: 2, staged: 2, refused: 0, repaired: 0 });
        const codes = Object.keys(noteCounts(again)).filter((code) => code.startsWith('plot-'));
        expect(codes).toEqual(purpose === 'in-out-balance' ? ['plot-joined'] : []);
        expect(again.sample.map(({ fields }) => fields['name'])).toEqual(['甲', '乙']);
        expect(again.sample.map(({ geometry }) => geometry.rings.length - 1)).toEqual([2, 1]);
        const [first] = again.sample;
        // 1058817.0582 m2 less the hole of 200 m square, which is 39990.8 on the ellipsoid there.
        expect(Number(first?.fields['area_m2']) - 1_058_817.06).toBeGreaterThan(-40_000);
        expect(Number(first?.fields['area_m2']) - 1_058_817.06).toBeLessThan(-39_980);
      }
      await local.queryControl.grant({ token: 'target', path: at('bad.txt'), access: 'write' });
      expect(
        await local.query.exportLayers({
          layers: [{ layer: 'industrial_park', fids: null, fields: null }],
          format: 'plot-text',
          epsg: 4525,
          naming: 'own',
          language: 'zh-CN',
          encoding: null,
          own: { purpose: 'unknown' },
          file: 'target',
        }),
      ).toMatchObject({ ok: false, error: { code: 'export.own' } });
      expect(fs.existsSync(at('bad.txt'))).toBe(false);
    });
  });

  it('eastings without the number of a zone are placed by the county', async () => {
    const county = {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { XZQDM: '990121', XZQMC: '试点县' },
          geometry: {
            type: 'Polygon',
            coordinates: [
              [
                [109.8, 29.8],
                [110.4, 29.8],
                [110.4, 30.4],
                [109.8, 30.4],
                [109.8, 29.8],
              ],
            ],
          },
        },
      ],
    };
    fs.writeFileSync(at('county.geojson'), JSON.stringify(county));
    const plain = POINTS.map((line) => line.replace(',37', ','));
    const lines = ['[属性描述]', '坐标系=2000国家大地坐标系', '[地块坐标]', '5,0,1,甲,面,,,,@', ...plain];
    const file = write('plain.txt', lines);
    await withBlueprint('county.gpkg', async (local) => {
      await importFile(local, at('county.geojson'), 'county');
      await local.queryControl.grant({ token: 'plain', path: file, access: 'read' });
      const probe = value(await local.query.importProbe({ file: 'plain', encoding: null }));
      expect(probe.layers[0]).toMatchObject({ epsg: null });
      expect(probe.layers[0]!.candidates[0]).toEqual({ epsg: 4546, inside: 1, sampled: 1 });
      expect(noteCounts(probe)).toEqual({ 'encoding-taken': 1, 'crs-none': 1 });
      const codes = await importFile(local, file, 'industrial_park', { epsg: 4546 });
      expect(codes['outside-county']).toBeUndefined();
    });
  });
});
