import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/catalogue.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, content: string | Uint8Array): string => {
  fs.writeFileSync(at(name), content);
  return at(name);
};

const square = (x: number, y: number, size = 0.01): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const feature = (coordinates: unknown, type = 'Polygon', properties: object = { YQMC: '甲' }) => ({
  type: 'Feature',
  properties,
  geometry: { type, coordinates },
});
const collection = (...features: unknown[]): string =>
  JSON.stringify({ type: 'FeatureCollection', features });

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-broken-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
  if (!hasGdal) return;
  write(
    'good.geojson',
    collection(...Array.from({ length: 12 }, (_, i) => feature([square(110 + i * 0.02, 30)]))),
  );
  ogr2ogr('-f', 'ESRI Shapefile', at('good.shp'), at('good.geojson'), '-lco', 'ENCODING=UTF-8');
  ogr2ogr('-f', 'GPKG', at('good.gpkg'), at('good.geojson'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Every code has a sentence in both languages. */
const hasText = (key: string): boolean => key in TEXTS['zh-CN'] && key in TEXTS.en;

describe('files that cannot be read', () => {
  const whole = collection(
    feature([square(110, 30)]),
    feature([square(111, 30)]),
    feature([square(112, 30)]),
  );
  it.each([
    ['empty.geojson', '', 'import.empty-file', {}],
    ['short.geojson', whole.slice(0, whole.indexOf('112')), 'import.json-truncated', { feature: 3 }],
    ['comma.geojson', whole.replace('111.01', '1,,1'), 'import.json-broken', { feature: 2 }],
    [
      'esri.json',
      JSON.stringify({
        geometryType: 'esriGeometryPolygon',
        features: [{ attributes: { A: 1 }, geometry: { rings: [] } }],
      }),
      'import.esri-json',
      {},
    ],
    ['config.json', '{"name":"x","version":1}', 'import.not-geojson', { type: '' }],
    ['topo.json', '{"type":"Topology","objects":{},"arcs":[]}', 'import.gdal-failed', {}],
    ['none.geojson', collection(), 'import.no-features', {}],
    ['text.shp', 'this is no shapefile', 'import.wrong-content', { format: 'shapefile' }],
    ['table.dbf', 'x', 'import.pick-shp', {}],
    ['sheet.xlsx', 'x', 'import.wrong-content', { format: 'xlsx' }],
    ['drawing.dwg', 'x', 'import.unknown-format', {}],
    ['not.zip', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'import.zip-broken', {}],
    ['pictures.zip', zipSync({ 'a.png': new Uint8Array(9) }), 'import.zip-no-shapefile', {}],
    ['evil.zip', zipSync({ '../../a.shp': new Uint8Array(9) }), 'import.zip-path', {}],
    ['half.zip', zipSync({ 'a.shp': new Uint8Array(50) }), 'import.shp-header', { layer: 'a' }],
    [
      'half.gpkg',
      Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(2000, 7)]),
      'import.corrupt',
      {},
    ],
  ])('%s', async (name, content, code, params) => {
    const file = write(name, content);
    const result = await io.stage(file, 'industrial_park');
    expect(result).toMatchObject({ ok: false, error: { code, params: { file: name, ...params } } });
    expect(hasText(`error.${code}`)).toBe(true);
  });

  it('a file that is not there', async () => {
    expect(await io.probe(at('nowhere.geojson'))).toMatchObject({
      error: { code: 'import.not-found', params: { file: 'nowhere.geojson' } },
    });
  });
});

describe('features that cannot be used', () => {
  const good = feature([square(110, 30)]);
  it.each([
    ['no-geometry', { ...good, geometry: null }],
    ['no-geometry', feature([])],
    ['wrong-geometry', feature([110, 30], 'Point')],
    ['geometry-type', feature([square(110, 30)], 'Curve')],
    ['geometry-coordinates', feature([[['a', 'b']]])],
    ['geometry-coordinates', feature(7)],
    ['outside-world', feature([square(110, 95)])],
    ['outside-world', feature([square(500, 30)])],
    [
      'invalid',
      feature([
        [
          [110, 30],
          [110, 30],
          [110, 30],
        ],
      ]),
    ],
    ['not-a-feature', { type: 'Polygon', coordinates: [square(110, 30)] }],
    ['not-a-feature', 17],
  ])('%s is named with its number and left out, the rest is staged', async (code, bad) => {
    const report = value(
      await io.stage(write('bad.geojson', collection(good, bad, good)), 'industrial_park'),
    );
    expect(report).toMatchObject({ read: 3, staged: 2, refused: 1 });
    expect(report.notes.filter(({ level }) => level === 'error')).toMatchObject([{ feature: 2, code }]);
    expect(hasText(`import.note.${code}`)).toBe(true);
    // When nothing is left the cause of the first stands for the file; figures that all lie outside speak against
    // the system itself.
    const none = await io.stage(write('bad.geojson', collection(bad)), 'industrial_park');
    const whole = code === 'outside-world' ? 'import.crs-does-not-fit' : `import.all-${code}`;
    const params = code === 'outside-world' ? { epsg: 4490 } : { feature: 1, count: 1 };
    expect(none).toMatchObject({
      ok: false,
      error: { code: whole, params: { file: 'bad.geojson', ...params } },
    });
    expect(hasText(`error.import.all-${code}`)).toBe(true);
  });

  it('NaN and infinity, which are no JSON, are told apart from a broken file', async () => {
    const text = collection(good, good).replace('[110,30]', '[NaN,30]');
    const report = value(await io.stage(write('nan.geojson', text), 'industrial_park'));
    expect(report.notes).toContainEqual({ feature: 1, code: 'not-finite-json', params: {}, level: 'error' });
    const huge = collection(good, good).replace('[110,30]', '[1e999,30]');
    const second = value(await io.stage(write('huge.geojson', huge), 'industrial_park'));
    expect(second.notes).toContainEqual({
      feature: 1,
      code: 'not-finite',
      params: { vertex: 1 },
      level: 'error',
    });
  });

  it('repairable rings are repaired and told one by one', async () => {
    const bow = feature([
      [
        [110, 30],
        [110.01, 30.01],
        [110.01, 30],
        [110, 30.01],
        [110, 30],
      ],
    ]);
    const open = feature([square(111, 30).slice(0, 4)]);
    const report = value(
      await io.stage(write('bow.geojson', collection(bow, good, open)), 'industrial_park'),
    );
    expect(report).toMatchObject({ staged: 3, repaired: 1 });
    expect(report.notes).toContainEqual(expect.objectContaining({ feature: 1, code: 'repaired-rebuilt' }));
    for (const { code } of report.notes) expect(hasText(`import.note.${code}`)).toBe(true);
  });

  it('a single-part layer gets the parts of a multipolygon, attributes copied', async () => {
    const multi = feature([[square(110, 30)], [square(111, 30, 0.02)]], 'MultiPolygon', {
      DLBM: '0701',
      TBMJ: 5,
      KCMJ: 1,
      TBDLMJ: 4,
    });
    const report = value(await io.stage(write('multi.geojson', collection(multi)), 'land_use'));
    expect(report).toMatchObject({ read: 1, staged: 2 });
    expect(noteCounts(report)['split-parts']).toBe(1);
    const [large, small] = report.sample;
    expect([large?.fields['land_class'], small?.fields['land_class']]).toEqual(['0701', '0701']);
    expect(Number(large?.fields['area_m2'])).toBeGreaterThan(3 * Number(small?.fields['area_m2']));
    // Figures of the whole on every part would be counted as often as there are parts.
    const sum = (field: string): number => Number(large?.fields[field]) + Number(small?.fields[field]);
    expect(sum('deducted_area_m2')).toBeCloseTo(1, 9);
    expect(sum('net_area_m2')).toBeCloseTo(4, 9);
    expect(Number(large?.fields['net_area_m2'])).toBeCloseTo(3.2, 1);
    expect(small?.fields['derived_from']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('of its parts the largest keeps uid and identifier, as when a feature is split', async () => {
    const uid = '0197a1b2-0000-7000-8000-00000000abcd';
    // The largest is neither the first nor the last.
    const multi = feature(
      [[square(110, 30, 0.002)], [square(110.1, 30, 0.02)], [square(110.2, 30, 0.004)]],
      'MultiPolygon',
      { uid, BSM: '990121000012345678', DLBM: '0701', TBBH: 'A-7' },
    );
    const report = value(await io.stage(write('parts.geojson', collection(multi)), 'land_use'));
    expect(report).toMatchObject({ read: 1, staged: 3 });
    const of = (name: string): unknown[] => report.sample.map(({ fields }) => fields[name]);
    const keeper = of('derived_from').findIndex((one) => one !== uid);
    const areas = of('area_m2').map(Number);
    expect(areas[keeper]).toBe(Math.max(...areas));
    expect(of('identifier').map((one) => one ?? null)).toEqual(
      areas.map((_, i) => (i === keeper ? '990121000012345678' : null)),
    );
    expect(of('parcel_number').filter((one) => one === 'A-7')).toHaveLength(1);
    expect(of('land_class')).toEqual(['0701', '0701', '0701']);
    expect(of('derived_from').filter((one) => one === uid)).toHaveLength(2);
  });

  it('an area that came along is kept, and said when it is far off', async () => {
    const far = feature([square(110, 30)], 'Polygon', { YQMC: '甲', MJ: '12.5' });
    const report = value(await io.stage(write('area.geojson', collection(far)), 'industrial_park'));
    expect(report.sample[0]?.fields['area_m2']).toBe(12.5);
    expect(noteCounts(report)['area-differs']).toBe(1);
  });
});

describe('a file of many megabytes', () => {
  it('is read whole: every feature in its place with its own values', async () => {
    const count = 30_000;
    const many = collection(
      ...Array.from({ length: count }, (_, i) =>
        feature([square(100 + (i % 300) * 0.02, 20 + Math.floor(i / 300) * 0.02)], 'Polygon', {
          YQMC: `园区${i}`,
        }),
      ),
    );
    const file = write('large.geojson', many);
    expect(fs.statSync(file).size).toBeGreaterThan(4 * 2 ** 20);
    const format = await detectFormat(file);
    if (!format.ok) throw new Error(format.error.code);
    const { signal } = new AbortController();
    const ref = { path: file, name: 'large.geojson', scratch: folder };
    let seen = 0;
    const wrong: number[] = [];
    for await (const item of format.value.read(ref, {
      layer: 'large',
      encoding: null,
      signal,
      onShare: () => {},
    })) {
      const right =
        item.kind === 'feature' &&
        item.number === seen + 1 &&
        item.values['YQMC'] === `园区${seen}` &&
        item.geometry?.xy[0] === 100 + (seen % 300) * 0.02;
      seen++;
      if (!right) wrong.push(seen);
    }
    expect([seen, wrong]).toEqual([count, []]);
  });
});

describe('cancelling', () => {
  it('leaves nothing behind', async () => {
    const many = collection(
      ...Array.from({ length: 20_000 }, (_, i) =>
        feature([square(100 + (i % 1000) * 0.02, 20 + Math.floor(i / 1000) * 0.02)]),
      ),
    );
    const file = write('many.geojson', many);
    const before = fs.readdirSync(at('scratch'));
    const abort = new AbortController();
    const result = io.stage(
      file,
      'industrial_park',
      {},
      {
        signal: abort.signal,
        progress: ({ stage, share }) => {
          if (stage === 'import.stage.read' && (share ?? 0) > 0.5) abort.abort();
        },
      },
    );
    expect(await result).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect(fs.readdirSync(at('scratch'))).toEqual(before);
  });
});

describe.skipIf(!hasGdal)('files changed at random (seeded)', () => {
  const { signal } = new AbortController();

  /** Probe and read to the end: a value always, never a throw. Gives what is wrong with the answers. */
  async function faults(file: string, scratch: string): Promise<string[]> {
    const textless = (...keys: readonly string[]): string[] => keys.filter((key) => !hasText(key));
    const format = await detectFormat(file);
    if (!format.ok) return textless(`error.${format.error.code}`);
    fs.rmSync(scratch, { recursive: true, force: true });
    fs.mkdirSync(scratch);
    const ref = { path: file, name: path.basename(file), scratch };
    const probe = await format.value.probe(ref, { encoding: null, signal });
    if (!probe.ok) return textless(`error.${probe.error.code}`);
    const wrong: string[] = [];
    for (const layer of probe.value.layers) {
      let last = 0;
      const options = { layer: layer.name, encoding: null, signal, onShare: () => {} };
      for await (const item of format.value.read(ref, options)) {
        if (item.kind === 'problem') {
          wrong.push(...textless(item.fatal ? `error.import.${item.code}` : `import.note.${item.code}`));
        } else {
          if (item.number <= last) wrong.push(`${item.number} after ${last}`);
          last = item.number;
        }
      }
    }
    return wrong;
  }

  it.each([
    ['GeoJSON', 'good.geojson', 1500],
    ['GeoPackage', 'good.gpkg', 350],
  ])('%s', async (_, name, times) => {
    const good = fs.readFileSync(at(name));
    const random = seeded(21);
    const wrong: string[] = [];
    for (let i = 0; i < times; i++) {
      const file = write(`mutant${path.extname(name)}`, mutate(good, random));
      wrong.push(...(await faults(file, at('mutant-scratch'))));
    }
    expect(wrong).toEqual([]);
  });

  it('Shapefile, plain and zipped', async () => {
    const parts = ['shp', 'dbf', 'prj', 'cpg'];
    const good = parts.map((part) => fs.readFileSync(at(`good.${part}`)));
    const random = seeded(22);
    const wrong: string[] = [];
    for (let i = 0; i < 1000; i++) {
      const which = Math.floor(random() * parts.length);
      const mutants = good.map((bytes, k) => (k === which || random() < 0.2 ? mutate(bytes, random) : bytes));
      parts.forEach((part, k) => write(`mutant.${part}`, mutants[k]!));
      wrong.push(...(await faults(at('mutant.shp'), at('mutant-scratch'))));
      if (i % 3 !== 0) continue;
      const zip = zipSync(Object.fromEntries(parts.map((part, k) => [`m.${part}`, mutants[k]!])));
      const file = write('mutant.zip', random() < 0.5 ? zip : mutate(zip, random));
      wrong.push(...(await faults(file, at('mutant-scratch'))));
    }
    expect(wrong).toEqual([]);
  });

  it.each(['good.geojson', 'good.gpkg', 'good.shp'])('%s through the whole import', async (name) => {
    const good = fs.readFileSync(at(name));
    const random = seeded(23);
    const wrong: string[] = [];
    for (const part of ['dbf', 'prj', 'cpg']) fs.copyFileSync(at(`good.${part}`), at(`whole.${part}`));
    for (let i = 0; i < 120; i++) {
      const file = write(`whole${path.extname(name)}`, mutate(good, random));
      const result = await io.stage(file, 'industrial_park', { epsg: 4490 });
      if (!result.ok && !hasText(`error.${result.error.code}`)) wrong.push(result.error.code);
      if (result.ok && result.value.staged + result.value.refused < result.value.read)
        wrong.push(`lost in ${i}`);
    }
    expect(wrong).toEqual([]);
  });
});
