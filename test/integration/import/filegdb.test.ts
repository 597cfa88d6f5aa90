import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/catalogue.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';
import { makeGdb, zipFolders } from '../../fixtures/export/gdb.ts';
import { hasGdalPython } from '../../fixtures/export/gdal-dump.ts';
import { square } from '../../fixtures/export/layers.ts';
import { newFolder } from '../../fixtures/export/write.ts';
import { ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

const home = newFolder();
const at = (...names: string[]): string => path.join(home, ...names);
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

/** What make_gdb.py puts into its first layer. */
const SHAPES = [
  packMultiPolygon([[square(110.7, 30.1, 0.01)]]),
  packMultiPolygon([[square(110.72, 30.1, 0.02), square(110.725, 30.105, 0.005, true)]]),
  packMultiPolygon([[square(110.75, 30.1, 0.01)]]),
  packMultiPolygon([[square(110.77, 30.1, 0.01)]]),
];

let io: Awaited<ReturnType<typeof openIo>>;
beforeAll(async () => {
  if (!hasGdalPython) return;
  for (const epsg of [4525, 4546, 4490]) makeGdb(at(`${epsg}.gdb`), epsg);
  zipFolders(at('one.zip'), { '县级成果/矢量数据.gdb': at('4525.gdb') });
  zipFolders(at('two.zip'), { '甲.gdb': at('4525.gdb'), '乙.gdb': at('4490.gdb') });
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});

describe.skipIf(!hasGdalPython)('a file geodatabase', () => {
  it.each([4525, 4546, 4490])('in EPSG:%i is imported without asking what it says itself', async (epsg) => {
    const file = at(`${epsg}.gdb`);
    const probe = value(await io.probe(file));
    expect(probe.format).toBe('filegdb');
    expect(probe.layers.map(({ name, count, epsg: system }) => [name, count, system])).toEqual([
      ['GHYDYH', 4, epsg],
      ['点位', 1, epsg],
    ]);
    expect(probe.notes.map(({ code, params }) => [code, params['layer']])).toEqual([
      ['layer-no-shapes', '权属表'],
      ['layer-raster', '影像'],
    ]);
    // Field names of the standard database and, beside them, what people call them.
    expect(probe.layers[0]?.fields.slice(0, 3).map(({ name, alias }) => [name, alias])).toEqual([
      ['BSM', '标识码'],
      ['YDYHFLDM', '用地用海分类代码'],
      ['MC', '名称'],
    ]);
    const report = value(await io.stage(file, 'land_use'));
    // The layer takes single parts, so the third comes as two.
    expect(report).toMatchObject({ read: 4, staged: 4, refused: 1, repaired: 0 });
    expect(noteCounts(report)['no-geometry']).toBe(1);
    expect(report.sample.map(({ fields }) => fields['land_class'])).toEqual(['0701', '1001', null, null]);
    // Positions in a geodatabase stand on its own grid of 0.1 mm (1e-9 degree), the stored ones on ours.
    report.sample.forEach(({ geometry }, k) => {
      expect(Math.abs(polygonAreaM2(geometry) / polygonAreaM2(SHAPES[k]!) - 1)).toBeLessThan(2e-5);
    });
  });

  it('gives codes of 18 digits as text, nulls as nulls, rare characters, dates, numbers', async () => {
    const read = must(await readAll(at('4525.gdb'), home));
    const [layer, points] = read.layers;
    expect(layer?.problems).toEqual([]);
    expect(layer?.features.map(({ number, values }) => [number, Object.values(values)])).toEqual([
      [1, ['990121000012345678', '0701', '㙍头村𠮷山', 3, 1.25, '2021-06-03T00:00:00', 7, '方']],
      [2, ['990121000012345679', '1001', "O'Brien <园区>", null, null, null, null, null]],
      [3, [null, null, null, 0, 0, '1999-12-31T23:59:58', 9, '']],
      [4, ['990121000012345681', '0701', '没有图形', 1, 1, null, 1, null]],
    ]);
    expect(Object.keys(layer?.features[0]?.values ?? {})).toEqual([
      'BSM',
      'YDYHFLDM',
      'MC',
      'CS',
      'RJL',
      'PZRQ',
      'fid',
      'geom',
    ]);
    expect(layer?.features.map(({ geometry }) => geometry && [geometry.kind, ...geometry.rings])).toEqual([
      ['polygon', 0, 5],
      ['polygon', 0, 5, 10],
      ['polygon', 0, 5, 10],
      null,
    ]);
    expect(points?.features.map(({ values, geometry }) => [values['名称'], geometry?.kind])).toEqual([
      ['监测点', 'point'],
    ]);
  });

  it('is understood from its folder, from any file in it, and from an archive', async () => {
    for (const file of [
      at('4525.gdb'),
      at('4525.gdb', 'gdb'),
      at('4525.gdb', 'a00000009.gdbtable'),
      at('one.zip'),
    ]) {
      const read = must(await readAll(file, home));
      expect([read.format, read.layers.map(({ name, features }) => [name, features.length])]).toEqual([
        'filegdb',
        [
          ['GHYDYH', 4],
          ['点位', 1],
        ],
      ]);
    }
    const two = must(await readAll(at('two.zip'), home));
    expect(two.layers.map(({ name }) => name)).toEqual([
      '甲.gdb/GHYDYH',
      '甲.gdb/点位',
      '乙.gdb/GHYDYH',
      '乙.gdb/点位',
    ]);
    expect(two.probe.layers.map(({ crs }) => crs)).toMatchObject([
      { epsg: 4525 },
      { epsg: 4525 },
      { epsg: 4490 },
      { epsg: 4490 },
    ]);
  });

  it('whose system has a name of the office and no code is known by its figures', async () => {
    const esri = (name: string, easting: number): string =>
      `PROJCS["${name}",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",111.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    for (const [name, easting, epsg] of [
      ['CGCS2000_3_Degree_GK_Zone_37', 37_500_000, 4525],
      ['CGCS2000_3_Degree_GK_CM_111E', 500_000, 4546],
      ['本县独立命名37带', 37_500_000, 4525],
    ] as const) {
      const file = at(`${name}.gdb`);
      fs.writeFileSync(at('system.wkt'), esri(name, easting));
      ogr2ogr('-f', 'OpenFileGDB', file, at('4525.gdb'), 'GHYDYH', '-a_srs', at('system.wkt'));
      expect(must(await readAll(file, home)).probe.layers[0]?.crs).toEqual({
        kind: 'known',
        epsg,
        wgs84: false,
      });
    }
  });

  it('that is another folder, or lacks its catalogue, is refused', async () => {
    fs.mkdirSync(at('plain'));
    expect(await detectFormat(at('plain'))).toMatchObject({ error: { code: 'import.folder' } });
    fs.cpSync(at('4525.gdb'), at('headless.gdb'), { recursive: true });
    fs.rmSync(at('headless.gdb', 'a00000001.gdbtable'));
    expect(await detectFormat(at('headless.gdb'))).toMatchObject({ error: { code: 'import.folder' } });
  });

  it('is left exactly as it was', async () => {
    const files = fs.readdirSync(at('4525.gdb'));
    const before = files.map((name) => fs.readFileSync(at('4525.gdb', name)).toString('base64'));
    must(await readAll(at('4525.gdb'), home));
    expect(fs.readdirSync(at('4525.gdb'))).toEqual(files);
    expect(files.map((name) => fs.readFileSync(at('4525.gdb', name)).toString('base64'))).toEqual(before);
  });

  it('whose tables are cut short gives a failure, never fewer features', async () => {
    const tables = fs.readdirSync(at('4525.gdb')).filter((name) => /\.gdbtabl[ex]$/.test(name));
    expect(tables.length).toBeGreaterThan(4);
    for (const [k, name] of tables.entries()) {
      const folder = at(`cut-${k}.gdb`);
      fs.cpSync(at('4525.gdb'), folder, { recursive: true });
      const bytes = fs.readFileSync(path.join(folder, name));
      fs.writeFileSync(path.join(folder, name), bytes.subarray(0, bytes.length / 2));
      const read = await readAll(folder, home);
      const layer = read.ok ? read.value.layers.find((one) => one.name === 'GHYDYH') : undefined;
      if (layer !== undefined && !layer.problems.some(({ fatal }) => fatal))
        expect(layer.features).toHaveLength(4);
      fs.rmSync(folder, { recursive: true });
    }
  });

  it('with bytes changed never breaks or hangs its host', async () => {
    const random = seeded(20261129);
    const tables = fs.readdirSync(at('4490.gdb')).filter((name) => /\.gdbtabl[ex]$/.test(name));
    let failed = 0;
    for (let k = 0; k < 60; k++) {
      const folder = at('fuzz.gdb');
      fs.cpSync(at('4490.gdb'), folder, { recursive: true });
      const name = tables[Math.floor(random() * tables.length)]!;
      fs.writeFileSync(path.join(folder, name), mutate(fs.readFileSync(path.join(folder, name)), random));
      const read = await readAll(folder, home);
      if (!read.ok || read.value.layers.some(({ problems }) => problems.length > 0)) failed++;
      fs.rmSync(folder, { recursive: true });
    }
    expect(failed).toBeGreaterThan(10);
  });
});
