import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';

const NAMES = ['澄川县桐渡镇', '雁落坪', '石屏口'];
const COLUMNS = 6;
const ROWS = 4;
const WIDTH = 0.003;
const HEIGHT = 0.002;

/** Corner `[longitude, latitude]` of the chequerboard near 111 degrees east. */
const corner = (i: number, j: number): [number, number] => [110.7 + i * WIDTH, 30.1 + j * HEIGHT];

const ring = (i: number, j: number): [number, number][] => [
  corner(i, j),
  corner(i + 1, j),
  corner(i + 1, j + 1),
  corner(i, j + 1),
  corner(i, j),
];

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-import-'));
  if (!hasGdal) return;
  const features = Array.from({ length: COLUMNS * ROWS }, (_, k) => ({
    type: 'Feature',
    properties: {
      TBBH: String(k + 1),
      DLBM: k % 5 === 0 ? '0701/09' : '1001',
      备注说明: `${NAMES[k % 3]}${k}号`,
      MJ: null,
    },
    geometry: { type: 'Polygon', coordinates: [ring(k % COLUMNS, Math.floor(k / COLUMNS))] },
  }));
  fs.writeFileSync(
    at('source.geojson'),
    JSON.stringify({
      type: 'FeatureCollection',
      crs: { type: 'name', properties: { name: 'EPSG:4490' } },
      features,
    }),
  );
  const shape = (name: string, epsg: number, encoding: string): string =>
    ogr2ogr(
      '-f',
      'ESRI Shapefile',
      at(name),
      at('source.geojson'),
      '-t_srs',
      `EPSG:${epsg}`,
      '-lco',
      `ENCODING=${encoding}`,
      '-sql',
      'SELECT TBBH, DLBM, "备注说明" AS BZ FROM source',
    );
  shape('gbk.shp', 4525, 'GBK');
  shape('utf8.shp', 4546, 'UTF-8');
  shape('bare.shp', 4525, 'GBK');
  for (const part of ['cpg', 'prj']) fs.rmSync(at(`bare.${part}`), { force: true });
  // Without the language driver id only the content is left to tell the encoding.
  const bare = fs.readFileSync(at('bare.dbf'));
  bare[29] = 0;
  fs.writeFileSync(at('bare.dbf'), bare);
  const parts = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((part): [string, Uint8Array] => [
    `规划/${NAMES[0]}.${part.toUpperCase()}`,
    fs.readFileSync(at(`gbk.${part}`)),
  ]);
  fs.writeFileSync(at('zipped.zip'), zipSync(Object.fromEntries(parts)));
  ogr2ogr('-f', 'GPKG', at('zone.gpkg'), at('source.geojson'), '-t_srs', 'EPSG:4525', '-nln', '图斑');
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Vertices of what was staged must be the corners again, to 0.1 mm, and every corner must be one position only. */
function expectCorners(sample: readonly { readonly geometry: { readonly xy: Float64Array } }[]): void {
  expect(sample.length).toBeGreaterThan(0);
  const places = new Map<string, Set<string>>();
  sample.forEach(({ geometry }) => {
    const { xy } = geometry;
    for (let v = 0; v < xy.length; v += 2) {
      const i = Math.round((xy[v]! - 110.7) / WIDTH);
      const j = Math.round((xy[v + 1]! - 30.1) / HEIGHT);
      const [x, y] = corner(i, j);
      if (Math.hypot((xy[v]! - x) * 0.86, xy[v + 1]! - y) > 1e-5) continue;
      expect(Math.abs(xy[v]! - x)).toBeLessThan(1.5e-9);
      expect(Math.abs(xy[v + 1]! - y)).toBeLessThan(1.5e-9);
      const key = `${i},${j}`;
      places.set(key, (places.get(key) ?? new Set()).add(`${xy[v]},${xy[v + 1]}`));
    }
  });
  // The shapefile and the plane carry 0.1 micrometre, so neighbours must have got the same grid point.
  expect([...places.values()].every((all) => all.size === 1)).toBe(true);
  expect(places.size).toBeGreaterThan(20);
}

const expectedArea = (): number =>
  Array.from({ length: COLUMNS * ROWS }, (_, k) =>
    polygonAreaM2(packPolygon([ring(k % COLUMNS, Math.floor(k / COLUMNS))])),
  ).reduce((a, b) => a + b);

describe.skipIf(!hasGdal)(`files that GDAL made (${hasGdal ? 'running' : GDAL_MISSING})`, () => {
  it.each([
    ['gbk.shp', 4525, 'gb18030'],
    ['utf8.shp', 4546, 'utf-8'],
    ['zipped.zip', 4525, 'gb18030'],
    ['zone.gpkg', 4525, null],
  ])('%s: system %d, encoding %s, coordinates and texts', async (name, epsg, encoding) => {
    const probe = value(await io.probe(at(name)));
    const layer = must(probe.layers[0]);
    expect(layer).toMatchObject({ epsg, encoding, count: COLUMNS * ROWS });
    expect(layer.preview).toHaveLength(COLUMNS * ROWS);
    const report = value(await io.stage(at(name), 'land_use'));
    expect(report).toMatchObject({ read: 24, staged: 24, repaired: 0, refused: 0 });
    expectCorners(report.sample);
    // Edges are straight in the plane, so the area is that of the degrees to a few square metres in 1.5 square km.
    expect(Math.abs(report.areaM2 / expectedArea() - 1)).toBeLessThan(1e-5);
    expect(report.sample.slice(0, 6).map(({ fields }) => fields['remark'])).toEqual(
      Array.from({ length: 6 }, (_, k) => `${NAMES[k % 3]}${k}号`),
    );
    expect(report.sample[0]?.fields).toMatchObject({
      land_class: '0701',
      land_class_raw: '0701/09',
      parcel_number: '1',
    });
    expect(noteCounts(report)).toMatchObject({ 'code-mixed': 5, reprojected: 1 });
  });

  it('without .prj and .cpg: the encoding is told by content, the system is asked, never guessed', async () => {
    const layer = must(value(await io.probe(at('bare.shp'))).layers[0]);
    expect(layer).toMatchObject({ epsg: null, encoding: 'gb18030', preview: [] });
    expect(layer.candidates[0]).toMatchObject({ epsg: 4525, inside: 24, sampled: 24 });
    expect(layer.fields.find(({ name }) => name === 'BZ')?.samples[0]).toBe('澄川县桐渡镇0号');
    expect(await io.stage(at('bare.shp'), 'land_use')).toMatchObject({
      ok: false,
      error: { code: 'import.crs-unknown' },
    });
    expectCorners(value(await io.stage(at('bare.shp'), 'land_use', { epsg: 4525 })).sample);
  });

  it('in a system that does not fit the figures: refused, naming the one that does', async () => {
    expect(await io.stage(at('bare.shp'), 'land_use', { epsg: 4546 })).toMatchObject({
      ok: false,
      error: { code: 'import.zone-prefix', params: { zone: 37, meant: 4525 } },
    });
    expect(await io.stage(at('bare.shp'), 'land_use', { epsg: 4490 })).toMatchObject({
      error: { code: 'import.crs-does-not-fit' },
    });
    expect(await io.stage(at('bare.shp'), 'land_use', { epsg: 3857 })).toMatchObject({
      error: { code: 'import.crs-unsupported' },
    });
  });

  it('in Xian 1980: recognised, and read with the parameters of the user alone', async () => {
    ogr2ogr('-f', 'ESRI Shapefile', at('xian.shp'), at('source.geojson'), '-a_srs', 'EPSG:4610');
    const probe = value(await io.probe(at('xian.shp')));
    expect(probe.layers[0]).toMatchObject({ epsg: null });
    expect(noteCounts(probe)).toMatchObject({ 'crs-needs-shift': 1 });
    expect(await io.stage(at('xian.shp'), 'land_use', { epsg: 4490 })).toMatchObject({
      error: { code: 'import.crs-old-datum' },
    });
    expect(await io.stage(at('xian.shp'), 'land_use', { epsg: 4610 })).toMatchObject({
      error: { code: 'import.crs-needs-shift' },
    });
    // A shift of the centre along the axis of the earth moves everything north by its cosine, 86 m here.
    const shift = { dx: 0, dy: 0, dz: 100, rx: 0, ry: 0, rz: 0, scale: 0 } as const;
    const staged = value(
      await io.stage(at('xian.shp'), 'land_use', {
        epsg: 4610,
        shift: { ...shift, rotation: 'coordinate-frame' },
      }),
    );
    expect(noteCounts(staged)).toMatchObject({ 'datum-shifted-frame': 1 });
    const [south] = [...must(staged.sample[0]).geometry.box].slice(1);
    expect(must(south) - 30.1).toBeCloseTo((100 * Math.cos((30.1 * Math.PI) / 180)) / 110_860, 4);
  });

  it('leaves a foreign GeoPackage and its folder as they were, also in WAL mode', async () => {
    ogr2ogr('-f', 'GPKG', at('wal.gpkg'), at('source.geojson'));
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(at('wal.gpkg'));
    db.pragma('journal_mode = WAL');
    db.close();
    const before = fs.readFileSync(at('wal.gpkg'));
    expect(value(await io.stage(at('wal.gpkg'), 'land_use')).staged).toBe(24);
    expect(fs.readFileSync(at('wal.gpkg')).equals(before)).toBe(true);
    expect(fs.readdirSync(folder).filter((name) => name.startsWith('wal.gpkg'))).toEqual(['wal.gpkg']);
  });

  /** A copy of the GBK shapefile under another name, to be damaged. */
  const copy = (name: string): void => {
    for (const part of ['shp', 'dbf', 'prj', 'cpg'])
      fs.copyFileSync(at(`gbk.${part}`), at(`${name}.${part}`));
  };

  it('cut short: refused with the number of the shape where it ends', async () => {
    copy('short');
    const whole = fs.readFileSync(at('short.shp'));
    // A square of five points takes 136 bytes with its header, the file header 100: the tenth ends at 1460.
    fs.writeFileSync(at('short.shp'), whole.subarray(0, 100 + 9 * 136 + 70));
    expect(noteCounts(value(await io.probe(at('short.shp'))))['shp-short']).toBe(1);
    expect(await io.stage(at('short.shp'), 'land_use')).toMatchObject({
      ok: false,
      error: { code: 'import.shp-truncated', params: { file: 'short.shp', feature: 10 } },
    });
    const half = fs.readFileSync(at('zone.gpkg'));
    fs.writeFileSync(at('half.gpkg'), half.subarray(0, half.length / 2));
    expect(await io.stage(at('half.gpkg'), 'land_use')).toMatchObject({ error: { code: 'import.corrupt' } });
  });

  it('without its table, with a broken one, and with one that is out of step', async () => {
    copy('bald');
    fs.rmSync(at('bald.dbf'));
    const bald = value(await io.stage(at('bald.shp'), 'land_use'));
    expect(bald.staged).toBe(24);
    expect(noteCounts(bald)['no-dbf']).toBe(1);

    copy('torn');
    fs.writeFileSync(at('torn.dbf'), fs.readFileSync(at('torn.dbf')).subarray(0, 60));
    expect(await io.stage(at('torn.shp'), 'land_use')).toMatchObject({
      error: { code: 'import.dbf-header' },
    });

    copy('odd');
    const table = fs.readFileSync(at('odd.dbf'));
    const record = table.readUInt16LE(10);
    table.writeUInt32LE(22, 4);
    fs.writeFileSync(at('odd.dbf'), table.subarray(0, table.readUInt16LE(8) + 22 * record));
    const odd = value(await io.stage(at('odd.shp'), 'land_use'));
    expect(odd.notes).toContainEqual({
      feature: null,
      code: 'shp-dbf-count',
      params: { shapes: 24, rows: 22 },
      level: 'warning',
    });
  });

  it('what is exported is read by GDAL with its system and every feature', async () => {
    const { startLocalServices } = await import('../../../electron/hosts/in-process.ts');
    const local = startLocalServices({ backupDir: folder });
    const blueprint = {
      name: '试点',
      countyCode: '990121',
      countyName: '试点县',
      zoneEpsg: 4525,
      classification: 'internal',
    } as const;
    value(await local.storeControl.create({ path: at('export.gpkg'), blueprint }));
    value(
      await local.queryControl.open({
        path: at('export.gpkg'),
        cacheDir: at('cache'),
        scratchDir: at('scratch'),
      }),
    );
    const report = value(await io.stage(at('gbk.shp'), 'land_use'));
    await local.storeControl.grantStaging({ token: 's', path: report.staging });
    value(await local.store.commitStaged({ staging: 's', mode: 'append' }));
    await local.queryControl.grant({ token: 'out', path: at('out.geojson'), access: 'write' });
    value(
      await local.query.exportLayers({
        layers: [{ layer: 'land_use', fids: null, fields: null }],
        format: 'geojson',
        epsg: 4490,
        naming: 'own',
        language: 'zh-CN',
        encoding: null,
        own: {},
        file: 'out',
      }),
    );
    await local.queryControl.close({});
    await local.storeControl.close({});
    await local.stop();
    // GDAL takes the file to the plane again; its corners are those of the shapefile it wrote itself.
    ogr2ogr(
      '-f',
      'GeoJSON',
      at('plane.geojson'),
      at('out.geojson'),
      '-t_srs',
      'EPSG:4525',
      '-lco',
      'COORDINATE_PRECISION=5',
    );
    ogr2ogr('-f', 'GeoJSON', at('truth.geojson'), at('gbk.shp'), '-lco', 'COORDINATE_PRECISION=5');
    const box = (name: string): number[] => {
      const { features } = JSON.parse(fs.readFileSync(at(name), 'utf8')) as {
        features: { geometry: { coordinates: number[][][] } }[];
      };
      expect(features).toHaveLength(24);
      const points = features.flatMap(({ geometry }) => geometry.coordinates.flat());
      const xs = points.map(([x = NaN]) => x);
      const ys = points.map(([, y = NaN]) => y);
      return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    };
    const truth = box('truth.geojson');
    box('plane.geojson').forEach((figure, i) => expect(Math.abs(figure - truth[i]!)).toBeLessThan(2e-4));
  });

  it('cleans up after itself', () => expect(io.left()).toEqual([]));
});
