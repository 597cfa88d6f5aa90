import fs from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flatgeobufWriter } from '../../../electron/formats/flatgeobuf-writer.ts';
import { must } from '../../../shared/result.ts';
import { dumpLayers, hasGdalPython } from '../../fixtures/export/gdal-dump.ts';
import { polygonLayer, rowsOf } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { GDAL_MISSING, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

const home = newFolder();
const at = (name: string): string => path.join(home, name);
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const RINGS = [0, 1].map((k) => [
  [110.7 + k / 10, 30.1],
  [110.71 + k / 10, 30.1],
  [110.71 + k / 10, 30.11],
  [110.7 + k / 10, 30.1],
]);

beforeAll(() => {
  const features = ['澄川县', '雁落坪'].map((name, k) => ({
    type: 'Feature',
    properties: { MC: name, BSM: '990121000012345678', MJ: 1.5 },
    geometry: { type: 'Polygon', coordinates: [RINGS[k]] },
  }));
  fs.writeFileSync(at('source.geojson'), JSON.stringify({ type: 'FeatureCollection', features }));
  if (!hasGdal) return;
  const make = (name: string, format: string, epsg: number, ...words: string[]): string =>
    ogr2ogr(
      '-f',
      format,
      '-s_srs',
      'EPSG:4490',
      '-t_srs',
      `EPSG:${epsg}`,
      ...words,
      at(name),
      at('source.geojson'),
    );
  make('图斑.tab', 'MapInfo File', 4490, '-lco', 'ENCODING=CP936');
  make('plane.mif', 'MapInfo File', 4525, '-dsco', 'FORMAT=MIF', '-lco', 'ENCODING=CP936');
  make('plane.fgb', 'FlatGeobuf', 4525);
  // What much software writes: Chinese texts under a character set that has none.
  for (const extension of ['mif', 'mid']) {
    const text = fs.readFileSync(at(`plane.${extension}`)).toString('latin1');
    fs.writeFileSync(at(`neutral.${extension}`), text.replace('WindowsSimpChinese', 'Neutral'), 'latin1');
  }
});

const NAMES = ['澄川县', '雁落坪'];
const named = (read: Awaited<ReturnType<typeof readAll>>): unknown[] =>
  must(read).layers.flatMap(({ features }) => features.map(({ values }) => values['MC']));

describe.skipIf(!hasGdal)(`files that native GDAL made (${hasGdal ? 'running' : GDAL_MISSING})`, () => {
  it('MapInfo tables and exchange files, by their character set or by their content', async () => {
    const table = must(await readAll(at('图斑.tab'), home));
    expect([table.format, table.probe.layers[0]?.name, table.probe.layers[0]?.encoding]).toEqual([
      'mapinfo',
      '图斑',
      'gb18030',
    ]);
    for (const name of ['图斑.tab', 'plane.mif', 'neutral.mif']) {
      const read = must(await readAll(at(name), home));
      expect(
        read.layers[0]?.features.map(({ values }) => [values['MC'], values['BSM'], values['MJ']]),
      ).toEqual(NAMES.map((text) => [text, '990121000012345678', 1.5]));
    }
    // MapInfo cannot name CGCS2000, so a plane is asked for and never guessed.
    expect(must(await readAll(at('plane.mif'), home)).probe.layers[0]?.crs).toEqual({ kind: 'none' });
    fs.copyFileSync(at('plane.mif'), at('alone.mif'));
    expect(await readAll(at('alone.mif'), home)).toMatchObject({ error: { code: 'import.mapinfo-parts' } });
  });

  it('a MapInfo table in an archive', async () => {
    const parts = fs.readdirSync(home).filter((name) => name.startsWith('图斑.'));
    const zipped = zipSync(
      Object.fromEntries(parts.map((name) => [`数据/${name}`, fs.readFileSync(at(name))])),
    );
    fs.writeFileSync(at('tab.zip'), zipped);
    const read = must(await readAll(at('tab.zip'), home));
    expect(read.layers.map(({ name }) => name)).toEqual(['数据/图斑']);
    expect(named(await readAll(at('tab.zip'), home))).toEqual(NAMES);
  });

  it('FlatGeobuf with its system', async () => {
    const read = must(await readAll(at('plane.fgb'), home));
    expect([read.format, read.probe.layers[0]?.crs]).toEqual([
      'flatgeobuf',
      { kind: 'known', epsg: 4525, wgs84: false },
    ]);
    expect(read.layers[0]?.features.map(({ values }) => values['MC']).toSorted()).toEqual(NAMES.toSorted());
  });

  it('arcs become chords that lie on them', async () => {
    fs.writeFileSync(
      at('arc.csv'),
      'WKT,MC\n"CURVEPOLYGON(CIRCULARSTRING(110.7 30.1,110.72 30.1,110.7 30.1))",圆\n',
    );
    ogr2ogr('-f', 'FlatGeobuf', '-a_srs', 'EPSG:4490', '-nlt', 'CURVEPOLYGON', at('arc.fgb'), at('arc.csv'));
    const [circle] = must(await readAll(at('arc.fgb'), home)).layers[0]?.features ?? [];
    expect(circle?.geometry?.kind).toBe('polygon');
    const { xy = new Float64Array() } = circle?.geometry ?? {};
    expect(xy.length).toBeGreaterThan(100);
    for (let i = 0; i < xy.length; i += 2)
      expect(Math.abs(Math.hypot(xy[i]! - 110.71, xy[i + 1]! - 30.1) - 0.01)).toBeLessThan(1e-9);
  });

  it('with bytes changed never break or hang their host', async () => {
    const random = seeded(99);
    let different = 0;
    for (let k = 0; k < 80; k++) {
      const name = ['plane.fgb', 'fuzz.tab', 'fuzz.mif'][k % 3]!;
      if (name === 'plane.fgb') fs.writeFileSync(at('fuzz.fgb'), mutate(fs.readFileSync(at(name)), random));
      for (const part of ['tab', 'dat', 'map', 'id']) fs.copyFileSync(at(`图斑.${part}`), at(`fuzz.${part}`));
      for (const part of ['mif', 'mid']) fs.copyFileSync(at(`plane.${part}`), at(`fuzz.${part}`));
      const broken = at(['fuzz.fgb', ['fuzz.map', 'fuzz.dat', 'fuzz.id'][k % 3]!, 'fuzz.mif'][k % 3]!);
      fs.writeFileSync(broken, mutate(fs.readFileSync(broken), random));
      const read = await readAll(at(['fuzz.fgb', 'fuzz.tab', 'fuzz.mif'][k % 3]!), home);
      if (!read.ok || read.value.layers.some(({ features }) => features.length !== 2)) different++;
    }
    expect(different).toBeGreaterThan(10);
  });
});

describe('TopoJSON', () => {
  const topology = {
    type: 'Topology',
    objects: {
      区域: {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Polygon', arcs: [[0, 1]], properties: { MC: '甲' } },
          { type: 'Polygon', arcs: [[-2, -3]], properties: { MC: '乙' } },
        ],
      },
    },
    arcs: [
      [
        [110, 31],
        [110, 30],
        [111, 30],
      ],
      [
        [111, 30],
        [111, 31],
        [110, 31],
      ],
      [
        [110, 31],
        [112, 32],
        [111, 30],
      ],
    ],
  };

  it('gives polygons whose shared arcs are the same', async () => {
    fs.writeFileSync(at('topology.json'), JSON.stringify(topology));
    const read = must(await readAll(at('topology.json'), home));
    expect([read.format, read.layers.map(({ name }) => name)]).toEqual(['topojson', ['区域']]);
    expect(
      read.layers[0]?.features.map(({ values, geometry }) => [values['MC'], [...(geometry?.xy ?? [])]]),
    ).toEqual([
      ['甲', [110, 31, 110, 30, 111, 30, 111, 31, 110, 31]],
      ['乙', [110, 31, 111, 31, 111, 30, 112, 32, 110, 31]],
    ]);
    expect(read.probe.layers[0]?.crs).toEqual({ kind: 'known', epsg: 4490, wgs84: true });
  });

  it('that refers to arcs it does not have gives a failure or notes, never a crash', async () => {
    for (const arcs of [[[7]], [[-9]], [[0.5]], 'x', [[1e9]], [[[0]]]]) {
      const broken = { ...topology, objects: { a: { type: 'Polygon', arcs } } };
      fs.writeFileSync(at('broken.json'), JSON.stringify(broken));
      const read = await readAll(at('broken.json'), home);
      const points = read.ok ? read.value.layers.flatMap(({ features }) => features) : [];
      expect(points.filter(({ geometry }) => (geometry?.xy.length ?? 0) > 100)).toEqual([]);
    }
  });
});

describe('FlatGeobuf that goes out', () => {
  it.skipIf(!hasGdalPython)('is read by native GDAL with every value, position and label', async () => {
    const layer = polygonLayer(4525);
    const { file, result } = await writeWith(flatgeobufWriter, [layer], home);
    expect(must(result)).toEqual({ features: 6, renamed: [], notes: [] });
    const { layers, stderr } = dumpLayers(file);
    expect(stderr).toBe('');
    expect([layers[0]?.epsg, layers[0]?.count]).toEqual(['4525', 6]);
    const rows = await rowsOf(layer);
    const byUid = new Map(layers[0]?.features.map((feature) => [feature.values[0], feature]));
    for (const { values, geometry } of rows) {
      const found = byUid.get(values[0] ?? null);
      expect(found?.values.slice(0, 6)).toEqual(values.slice(0, 6));
      const xy =
        found?.shape === null || found?.shape === undefined
          ? []
          : (found.shape.coordinates as number[][][][]).flat(3);
      expect(xy).toEqual([...(geometry?.xy ?? [])]);
    }
  });

  it('has the same bytes each time, and comes back', async () => {
    const first = await writeWith(flatgeobufWriter, [polygonLayer(4490)], home);
    const second = await writeWith(flatgeobufWriter, [polygonLayer(4490)], home);
    expect(fs.readFileSync(first.file).equals(fs.readFileSync(second.file))).toBe(true);
    expect(fs.readdirSync(first.folder)).toEqual([path.basename(first.file)]);
    const read = must(await readAll(first.file, home));
    expect(read.layers[0]?.features).toHaveLength(6);
    expect(read.layers[0]?.features.map(({ values }) => String(values['bsm'])).toSorted()).toEqual(
      (await rowsOf(polygonLayer(4490))).map(({ values }) => String(values[3])).toSorted(),
    );
  });
});
