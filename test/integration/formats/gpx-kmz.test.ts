import fs from 'node:fs';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gpxWriter } from '../../../electron/formats/gpx-writer.ts';
import { kmlWriter, kmzWriter } from '../../../electron/formats/kml-writer.ts';
import { packLines, packMultiPolygon, packPoints } from '../../../shared/geometry/build-packed.ts';
import { must } from '../../../shared/result.ts';
import { hasPython } from '../../fixtures/debian-python.ts';
import { outField, outLayerOf, readWithGdal } from '../../fixtures/export/out.ts';
import { square } from '../../fixtures/export/layers.ts';
import { newFolder, writeWith } from '../../fixtures/export/write.ts';
import { readAll } from '../../fixtures/import/read-all.ts';

let home: string;
beforeAll(() => {
  home = newFolder();
});
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

const NAME = outField('name', 'text', { label: '名称' });
const POINTS = outLayerOf(
  'observation',
  'POINT',
  [
    NAME,
    outField('observed_at', 'datetime', { label: '时间' }),
    outField('accuracy_m', 'real', { label: '精度' }),
  ],
  [
    { values: ['㙍头村 <1>', '2026-11-29T04:05:06Z', 1.2], geometry: packPoints([[110.123456789, 30.1]]) },
    { values: ['"二"&三', '2026-11-29', null], geometry: packPoints([[110.2, 30.000000001]]) },
    { values: ['无图形', null, 3], geometry: null },
  ],
);
const LINES = outLayerOf(
  'track',
  'LINESTRING',
  [outField('observer', 'text', { label: '人员' })],
  [
    {
      values: ['李四'],
      geometry: packLines([
        [
          [110, 30],
          [110.01, 30],
          [110.02, 30.01],
        ],
      ]),
    },
  ],
);
const AREAS = outLayerOf(
  'parks',
  'MULTIPOLYGON',
  [NAME],
  [
    {
      values: ['园区'],
      geometry: packMultiPolygon([[square(110, 30, 0.01), square(110.002, 30.002, 0.002, true)]]),
    },
  ],
);

describe('GPX that goes out', () => {
  it('says what it cannot hold, and has the same bytes each time', async () => {
    const first = await writeWith(gpxWriter, [AREAS, LINES, POINTS], home);
    const second = await writeWith(gpxWriter, [AREAS, LINES, POINTS], home);
    expect(must(first.result)).toMatchObject({
      features: 4,
      notes: [
        { code: 'gpx-no-shape', layer: 'observation', params: { count: 1 } },
        { code: 'gpx-areas', layer: 'parks', params: { count: 1 } },
      ],
    });
    expect(fs.readFileSync(first.file)).toEqual(fs.readFileSync(second.file));
  });

  it('comes back with names and positions', async () => {
    const { file } = await writeWith(gpxWriter, [AREAS, LINES, POINTS], home);
    const read = must(await readAll(file, home));
    expect(read.format).toBe('gpx');
    expect(read.layers.map(({ name, features }) => [name, features.length])).toEqual([
      ['waypoints', 2],
      ['tracks', 2],
    ]);
    expect(read.layers[0]!.features.map(({ values, geometry }) => [values['name'], ...geometry!.xy])).toEqual(
      [
        ['㙍头村 <1>', 110.123456789, 30.1],
        ['"二"&三', 110.2, 30.000000001],
      ],
    );
  });

  it.skipIf(!hasPython('osgeo'))('is opened by GDAL, with times where they are known', async () => {
    const { file } = await writeWith(gpxWriter, [AREAS, LINES, POINTS], home);
    const layers = readWithGdal(file).filter(({ features }) => features.length > 0);
    const of = (name: string) => layers.find((layer) => layer.name === name)!.features;
    expect(
      of('waypoints').map(({ values, geometry }) => [values['name'], values['time'], geometry?.coordinates]),
    ).toEqual([
      ['㙍头村 <1>', '2026/11/29 04:05:06+00', [110.123456789, 30.1]],
      ['"二"&三', null, [110.2, 30.000000001]],
    ]);
    expect(of('waypoints')[0]!.values['desc']).toBe('时间: 2026-11-29T04:05:06Z\n精度: 1.2');
    expect(of('tracks').map(({ values, geometry }) => [values['name'], geometry?.coordinates])).toEqual([
      [
        '园区',
        [
          [
            [110, 30],
            [110.01, 30],
            [110.01, 30.01],
            [110, 30.01],
            [110, 30],
          ],
          [
            [110.002, 30.002],
            [110.002, 30.004],
            [110.004, 30.004],
            [110.004, 30.002],
            [110.002, 30.002],
          ],
        ],
      ],
      [
        '李四',
        [
          [
            [110, 30],
            [110.01, 30],
            [110.02, 30.01],
          ],
        ],
      ],
    ]);
    expect(layers.map(({ epsg }) => epsg)).toEqual(layers.map(() => '4326'));
  });

  it('without any shape is none', async () => {
    const table = outLayerOf('t', null, [NAME], [{ values: ['a'], geometry: null }]);
    expect((await writeWith(gpxWriter, [table], home)).result).toMatchObject({
      error: { code: 'export.no-layers' },
    });
  });
});

describe('KMZ that goes out', () => {
  it('is the KML as doc.kml, and comes back', async () => {
    const plain = await writeWith(kmlWriter, [POINTS, LINES, AREAS], home);
    const packed = await writeWith(kmzWriter, [POINTS, LINES, AREAS], home);
    expect(must(packed.result)).toEqual(must(plain.result));
    const entries = unzipSync(fs.readFileSync(packed.file));
    expect(Object.keys(entries)).toEqual(['doc.kml']);
    expect(Buffer.from(entries['doc.kml']!).equals(fs.readFileSync(plain.file))).toBe(true);
    const read = must(await readAll(packed.file, home));
    expect([read.format, read.layers.map(({ features }) => features.length)]).toEqual(['kmz', [2, 1, 1, 1]]);
  });

  it.skipIf(!hasPython('osgeo'))('is opened by GDAL', async () => {
    const { file } = await writeWith(kmzWriter, [POINTS, LINES, AREAS], home);
    const layers = readWithGdal(file);
    expect(layers.map(({ name, features }) => [name, features.length])).toEqual([
      ['observation', 3],
      ['track', 1],
      ['parks', 1],
    ]);
  });
});
