import fs from 'node:fs';
import path from 'node:path';
import { zipSync } from 'fflate';
import { FORMATS } from '../../electron/formats/catalogue.ts';
import { withGdal } from '../../electron/gis/gdal-client.ts';
import { packMultiPolygon } from '../../shared/geometry/build-packed.ts';
import { outField, outLayerOf, writeOptions } from '../fixtures/export/out.ts';
import { HEAD_3, vctText } from '../fixtures/formats/vct.ts';

/** A sound file or folder of a format, small, from which damaged ones are made. */
export interface Seed {
  readonly format: string;
  readonly path: string;
}

const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const FIELDS = [
  outField('uid', 'text', { length: 36 }),
  outField('name', 'text', { length: 50 }),
  outField('land_class', 'code', { length: 8 }),
  outField('area_m2', 'real', { precision: 2 }),
  outField('year', 'int'),
  outField('approved_on', 'date'),
];
const ROWS = ['桐渡园', '=1+1', '雁落坪', 'a,"b"\nc'].map((name, i) => ({
  values: [`u${i}`, name, '0701', 100.25 * i, 2020 + i, '2026-11-29'],
  geometry: packMultiPolygon([
    [square(110 + i / 100, 30, 0.004), square(110.001 + i / 100, 30.001, 0.001).toReversed()],
    [square(110.006 + i / 100, 30, 0.001)],
  ]),
}));

const VCT = vctText({
  codes: ['2001010100,地类图斑,Polygon,DLTB', '1001000000,界线,Line,JX'],
  tables: ['DLTB,2', 'DLBM,Char,5', 'TBMJ,Float,15,2', '0', 'JX,1', 'MC,Char,9', '0'],
  lines: [
    '1',
    '1001000000',
    'unknown',
    '1',
    '1',
    '5',
    ...square(37_403_000, 3_320_000, 100).map(String),
    '0',
  ],
  polygons: ['2', '2001010100', 'unknown', '1', '37403050,3320050', '21', '1', '1', '0'],
  rows: ['DLTB', '2,0701,1.5', 'TableEnd'],
  head: HEAD_3,
});

const GPX =
  '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">' +
  '<wpt lat="30.1" lon="110.7"><ele>812.5</ele><name>界桩</name></wpt>' +
  '<rte><rtept lat="30" lon="110"/><rtept lat="31" lon="111"/></rte><trk><name>巡查</name>' +
  '<trkseg><trkpt lat="30" lon="110"/><trkpt lat="30.1" lon="110.1"/></trkseg></trk></gpx>';

const TOPOLOGY = JSON.stringify({
  type: 'Topology',
  transform: { scale: [0.001, 0.001], translate: [110, 30] },
  objects: {
    区域: {
      type: 'GeometryCollection',
      geometries: [
        { type: 'Polygon', arcs: [[0, 1]], properties: { name: '甲', area: 1.5 } },
        { type: 'MultiPolygon', arcs: [[[-2, -3]]], properties: { name: '乙' } },
      ],
    },
  },
  arcs: [
    [
      [0, 1000],
      [0, -1000],
      [1000, 0],
    ],
    [
      [1000, 0],
      [0, 1000],
      [-1000, 0],
    ],
    [
      [0, 1000],
      [2000, 1000],
      [-1000, -2000],
    ],
  ],
});

/** A MapInfo table, which no writer of the product makes: GDAL does from a GeoPackage. */
async function makeMapInfo(geopackage: string, folder: string): Promise<void> {
  fs.mkdirSync(folder);
  const files = [{ name: 'seed.gpkg', path: geopackage }];
  const made = await withGdal(new AbortController().signal, (gdal) =>
    gdal.convert({
      source: { folder: null, files, driver: 'GPKG', options: [] },
      out: path.join(folder, 'seed.tab'),
      settings: {},
      arguments: ['-f', 'MapInfo File', '-lco', 'ENCODING=CP936'],
    }),
  );
  if (!made.ok) throw new Error(`mapinfo: ${made.error.code}`);
}

/** One seed of every format that can be made here, and archives of those that are read from archives. */
export async function makeSeeds(home: string): Promise<Seed[]> {
  const seeds: Seed[] = [];
  for (const { id, writer } of FORMATS) {
    if (writer === undefined) continue;
    const folder = path.join(home, id);
    const scratch = path.join(home, `${id}-scratch`);
    fs.mkdirSync(folder);
    fs.mkdirSync(scratch);
    const epsg = writer.crs === 'degrees' || id === 'geojson' ? 4490 : 4525;
    const layer = outLayerOf('parcels', 'MULTIPOLYGON', FIELDS, ROWS, epsg);
    const written = await writer.write([layer], { folder, stem: 'seed' }, writeOptions(scratch));
    if (!written.ok) throw new Error(`${id}: ${written.error.code}`);
    seeds.push({ format: id, path: path.join(folder, `seed${writer.extension}`) });
    const names = fs.readdirSync(folder);
    if (names.length > 1) {
      const files = Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(folder, name))]));
      const archive = path.join(home, `${id}.zip`);
      fs.writeFileSync(archive, zipSync(files));
      seeds.push({ format: id, path: archive });
    }
  }
  const vct = path.join(home, 'seed.vct');
  fs.writeFileSync(vct, VCT.join('\n'));
  seeds.push({ format: 'vct', path: vct });
  for (const [format, name, text] of [
    ['gpx', 'hand.gpx', GPX],
    ['topojson', 'seed.topojson', TOPOLOGY],
  ] as const) {
    const folder = path.join(home, format);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
    seeds.push({ format, path: path.join(folder, name) });
  }
  const geopackage = seeds.find(({ format }) => format === 'geopackage')?.path ?? '';
  await makeMapInfo(geopackage, path.join(home, 'mapinfo'));
  seeds.push({ format: 'mapinfo', path: path.join(home, 'mapinfo', 'seed.tab') });
  return seeds;
}
