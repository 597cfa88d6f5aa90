import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dxfFormat } from '../../../electron/formats/dxf.format.ts';
import type { Format } from '../../../electron/formats/define-format.ts';
import { geopackageFormat } from '../../../electron/formats/geopackage.format.ts';
import { kmlFormat } from '../../../electron/formats/kml.format.ts';
import { shapefileFormat } from '../../../electron/formats/shapefile.format.ts';
import { xlsxFormat } from '../../../electron/formats/xlsx.format.ts';
import type { ImportPlan, ImportReport, SourceLayer } from '../../../shared/bridge/query-contract.ts';
import type { OutLayer } from '../../../shared/export/out-layer.ts';
import { packMultiPolygon } from '../../../shared/geometry/build-packed.ts';
import { matchFields } from '../../../shared/import/match-fields.ts';
import { sourceName } from '../../../shared/import/source-name.ts';
import { suggestTarget } from '../../../shared/import/suggest-target.ts';
import { BUILTIN_LAYERS, builtinLayer } from '../../../shared/model/builtin-layers.ts';
import { FIELDS, layerOf, square } from '../../fixtures/export/layers.ts';
import { writeWith } from '../../fixtures/export/write.ts';
import { call, newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';
import { lantu } from '../cli/lantu.ts';

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (...names: string[]): string => path.join(folder, ...names);

const polygons = (name: string, count: number, epsg = 4490): OutLayer =>
  layerOf(
    name,
    name,
    'MULTIPOLYGON',
    Array.from({ length: count }, (_, i) => packMultiPolygon([[square(110.7 + i / 100, 30.1, 0.005)]])),
    epsg,
    FIELDS.filter(({ name: field }) => ['name', 'bsm'].includes(field)),
  );
const TWO = { STBHHX: 3, CZKFBJ: 2 };
const two = (epsg = 4490): OutLayer[] =>
  Object.entries(TWO).map(([name, count]) => polygons(name, count, epsg));

/** A layer as a sheet with a column of WKT. */
const sheet = (name: string, count: number): OutLayer => {
  const [field] = FIELDS.filter((one) => one.name === 'name');
  const square = (x: number): string =>
    `POLYGON ((${x} 30.1, ${x + 0.005} 30.1, ${x + 0.005} 30.105, ${x} 30.105, ${x} 30.1))`;
  const rows = Array.from({ length: count }, (_, i) => ({
    values: [`${name} ${i}`, square(110.7 + i / 100)],
    geometry: null,
  }));
  return {
    ...polygons(name, count),
    geometry: null,
    fields: [must(field), { ...must(field), key: 'WKT', name: 'WKT', label: 'WKT', length: null }],
    features: async function* () {
      yield* rows;
    },
  };
};

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sources-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(async () => {
  await io.io.close({}, call());
  fs.rmSync(folder, { recursive: true, force: true });
});

const planFor = (source: SourceLayer, more: Partial<ImportPlan> = {}): ImportPlan => {
  const layer = must(suggestTarget(source, BUILTIN_LAYERS)).layer;
  return {
    layer,
    sourceLayer: source.name,
    epsg: source.epsg ?? 4490,
    encoding: source.encoding,
    mapping: matchFields(must(builtinLayer(layer)), source.fields),
    constants: {},
    ...more,
  };
};
const stageAll = async (file: string, more: Partial<ImportPlan> = {}): Promise<ImportReport> => {
  const probe = value(await io.probe(file));
  const plans = probe.layers.map((one) => planFor(one, more));
  return value(await io.io.importStage({ path: file, plans }, call()));
};
const staged = (report: ImportReport): string[] =>
  report.layers.map(({ layer, staged: count }) => `${layer} ${count}`).toSorted();
const BOTH = ['ecological_redline 3', 'urban_boundary 2'];

/** A file of a format with both layers. */
async function write(format: Format, layers = two()): Promise<string> {
  const written = await writeWith(must(format.writer), layers, folder);
  expect(written.result.ok).toBe(true);
  return written.file;
}

describe('all layers of a source at once', () => {
  it.each([
    ['GeoPackage', geopackageFormat],
    ['KML with folders', kmlFormat],
  ])('%s', async (_name, format) => {
    expect(staged(await stageAll(await write(format)))).toEqual(BOTH);
  });

  it('an Excel workbook with sheets; one that is a plain table is told so', async () => {
    const table = { ...sheet('说明', 2), fields: sheet('说明', 2).fields.slice(0, 1) };
    const plain: OutLayer = {
      ...table,
      features: async function* () {
        yield* [1, 2].map((i) => ({ values: [`说明 ${i}`], geometry: null }));
      },
    };
    const file = await write(xlsxFormat, [sheet('STBHHX', 3), sheet('CZKFBJ', 2), plain]);
    const probe = value(await io.probe(file));
    expect(probe.layers.map(({ name, shapeless }) => [name, shapeless])).toEqual([
      ['STBHHX', false],
      ['CZKFBJ', false],
      ['说明', true],
    ]);
    const plans = probe.layers.slice(0, 2).map((one) => planFor(one));
    expect(staged(value(await io.io.importStage({ path: file, plans }, call())))).toEqual(BOTH);
  });

  it('DXF with layers, each to the target the user gives it', async () => {
    const file = await write(dxfFormat, two(4525));
    const probe = value(await io.probe(file));
    const shapes = probe.layers.filter(({ kind }) => kind === 'polygon');
    const plans = shapes.map((one, i): ImportPlan => ({
      ...planFor({ ...one, name: i === 0 ? 'STBHHX' : 'CZKFBJ' }),
      sourceLayer: one.name,
      epsg: 4525,
      mapping: {},
    }));
    const report = value(await io.io.importStage({ path: file, plans }, call()));
    expect(report.layers.map(({ staged: count }) => String(count)).toSorted()).toEqual(['2', '3']);
  });

  it('a folder of shapefiles, of which a broken one is told and left out', async () => {
    const shapes = at('县级成果');
    fs.mkdirSync(shapes);
    for (const layer of two()) {
      const written = await writeWith(must(shapefileFormat.writer), [layer], folder);
      for (const name of fs.readdirSync(written.folder))
        fs.copyFileSync(
          path.join(written.folder, name),
          path.join(shapes, `${layer.name}${path.extname(name)}`),
        );
    }
    fs.writeFileSync(path.join(shapes, 'YJJBNT.shp'), 'no shapefile');
    fs.writeFileSync(path.join(shapes, '说明.txt'), '成果说明');
    const probe = value(await io.probe(shapes));
    expect(probe.format).toBe('shapefile');
    expect(probe.layers.map(({ name, count, kind }) => `${name} ${count} ${kind}`).toSorted()).toEqual([
      'CZKFBJ 2 polygon',
      'STBHHX 3 polygon',
    ]);
    expect(noteCounts(probe)['layer-broken']).toBe(1);
    expect(staged(await stageAll(shapes))).toEqual(BOTH);
    fs.rmSync(path.join(shapes, 'CZKFBJ.shp'));
    fs.rmSync(path.join(shapes, 'STBHHX.shp'));
    expect(await io.probe(shapes)).toMatchObject({ error: { code: 'import.shp-header' } });
  });

  it('another blueprint, by the command line: what is known by name, the rest told', async () => {
    const file = await write(geopackageFormat);
    const [first, second] = [at('first.gpkg'), at('second.gpkg')];
    await newBlueprint(first);
    await newBlueprint(second);
    const pairs = lantu(
      'import',
      first,
      file,
      '--layer',
      'STBHHX=industrial_park',
      '--layer',
      'CZKFBJ=urban_boundary',
      '--json',
    );
    expect(pairs.status, pairs.stderr).toBe(0);
    expect(JSON.parse(pairs.stdout)).toMatchObject({
      layers: [
        { source_layer: 'STBHHX', layer: 'industrial_park', imported: 3 },
        { source_layer: 'CZKFBJ', layer: 'urban_boundary', imported: 2 },
      ],
      left_out: [],
    });
    const named = lantu('import', second, first, '--by-name', '--json');
    expect(named.status, named.stderr).toBe(0);
    const answer = JSON.parse(named.stdout) as {
      layers: { layer: string; imported: number }[];
      left_out: { source_layer: string; reason: string }[];
    };
    expect(answer.layers.map(({ layer, imported }) => `${layer} ${imported}`).toSorted()).toEqual([
      'industrial_park 3',
      'urban_boundary 2',
    ]);
    expect(answer.left_out).toEqual(
      expect.arrayContaining([{ source_layer: 'ecological_redline', reason: 'empty' }]),
    );
    // One layer that fails is named, and the other does not come in either.
    const failed = lantu(
      'import',
      second,
      file,
      '--layer',
      'STBHHX=industrial_park',
      '--layer',
      'CZKFBJ=track',
    );
    expect([failed.status, failed.stdout]).toEqual([2, '']);
    expect(failed.stderr).toContain('图层「CZKFBJ」不能导入，其他图层也未导入');
    const now = lantu('info', second, '--json');
    expect(now.stdout).toContain('industrial_park');
    const counts = JSON.parse(now.stdout) as { layers: { id: string; features: number }[] };
    expect(
      counts.layers
        .filter(({ features }) => features > 0)
        .map(({ id, features }) => `${id} ${features}`)
        .toSorted(),
    ).toEqual(['industrial_park 3', 'urban_boundary 2']);
  });
});

describe('a source that may come from a web map', () => {
  it('is asked about, taken as it stands, and told by what the user said', async () => {
    const file = await write(kmlFormat);
    const probe = value(await io.probe(file));
    expect(probe.layers.map(({ mayBeWeb }) => mayBeWeb)).toEqual([true, true]);
    const firsts: unknown[] = [];
    for (const [web, note] of [
      ['gcj02', 'web-gcj02'],
      ['bd09', 'web-bd09'],
      ['unknown', 'web-unknown'],
      ['none', null],
      [undefined, 'web-unknown'],
    ] as const) {
      const report = await stageAll(file, web === undefined ? {} : { web });
      for (const one of report.layers) {
        const codes = Object.keys(noteCounts(one)).filter((code) => code.startsWith('web-'));
        expect(codes).toEqual(note === null ? [] : [note]);
      }
      firsts.push(report.layers[0]?.sample[0]?.geometry.xy);
    }
    // Whatever is said, no figure moves.
    for (const one of firsts) expect(one).toEqual(firsts[0]);
  });

  it('is none where the file says its official system, or is of another kind', async () => {
    for (const format of [geopackageFormat, shapefileFormat]) {
      const written = await writeWith(must(format.writer), [polygons('STBHHX', 1)], folder);
      const file =
        format === shapefileFormat
          ? must(fs.readdirSync(written.folder).find((name) => name.endsWith('.shp')))
          : '';
      const probe = value(await io.probe(file === '' ? written.file : path.join(written.folder, file)));
      expect(probe.layers.map(({ mayBeWeb }) => mayBeWeb)).toEqual([false]);
    }
  });
});

describe('the name of a source', () => {
  it.each([
    ['/a/县级成果.gdb/a00000001.gdbtable', '县级成果.gdb'],
    ['C:\\成果\\一张图.gdb\\a0000000a.gdbtablx', '一张图.gdb'],
    ['/a/县级成果.gdb', '县级成果.gdb'],
    ['/a/县级成果.gdb/', '县级成果.gdb'],
    ['/a/b.csv', 'b.csv'],
  ])('%s', (file, name) => {
    expect(sourceName(file)).toBe(name);
  });
});
