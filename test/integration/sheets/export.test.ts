import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundaryPointsFormat } from '../../../electron/formats/boundary-points.format.ts';
import { csvFormat } from '../../../electron/formats/csv.format.ts';
import type { Format } from '../../../electron/formats/define-format.ts';
import { xlsxFormat } from '../../../electron/formats/xlsx.format.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import { toPlane } from '../../../shared/export/to-plane.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packMultiPolygon, packPoints, packPolygon } from '../../../shared/geometry/build-packed.ts';
import { samePacked } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import type { RawFeature } from '../../../shared/import/raw.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';
import type { Dump, DumpCell } from '../../fixtures/sheets/openpyxl.ts';
import { field, outLayer, writeLayers } from '../../fixtures/sheets/out-layers.ts';
import { never } from '../../fixtures/sheets/workbooks.ts';

const hasOpenpyxl = hasPython('openpyxl');

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sheets-out-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => path.join(folder, name);

let jobs = 0;
/** All features of the first layer of a file. */
async function readBack(format: Format, file: string): Promise<RawFeature[]> {
  const scratch = at(`scratch${jobs++}`);
  fs.mkdirSync(scratch);
  const ref = { path: file, name: path.basename(file), scratch };
  const probe = value(await format.probe(ref, { encoding: null, signal: never }));
  const features: RawFeature[] = [];
  for (const { name } of probe.layers) {
    for await (const item of format.read(ref, {
      layer: name,
      encoding: null,
      signal: never,
      onShare: () => {},
    })) {
      if (item.kind === 'problem') throw new Error(`${item.code} ${JSON.stringify(item.params)}`);
      features.push(item);
    }
  }
  return features;
}

const square = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
];
/** A shell with a hole, and a part apart. */
const SHAPE = packMultiPolygon([
  [square(110.5, 30.1, 0.01), square(110.502, 30.102, 0.003).toReversed()],
  [square(110.52, 30.1, 0.002)],
]);
const csv = must(csvFormat.writer);
const xlsx = must(xlsxFormat.writer);
const boundary = must(boundaryPointsFormat.writer);

describe('a table of separated values', () => {
  it('gives back what was written: texts of any kind, figures, shapes to the bit', async () => {
    const word = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        '=1+1',
        '+86',
        '-',
        '@x',
        "'=1",
        "''=1",
        '＝1',
        '440803001001002003',
        '0101',
        '"',
        'a,b',
        'a\nb',
        'a\r\nb',
        '\t=1',
      ),
    );
    // Blanks alone are nothing, and half pairs no characters.
    const textValue = fc.oneof(
      word.filter((one) => one.trim() !== '').map((one) => one.toWellFormed()),
      fc.constant(null),
    );
    const figure = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(textValue, figure), { minLength: 1, maxLength: 8 }),
        async (rows) => {
          const layer = outLayer(
            [field('name', 'text'), field('value', 'real')],
            rows.map((values) => ({ values, geometry: SHAPE })),
            { geometry: 'MULTIPOLYGON' },
          );
          const { file, names } = await writeLayers(csv, [layer], at('csv'));
          expect(names).toEqual(['out.csv']);
          const back = await readBack(csvFormat, file);
          expect(
            back.map(({ values }) => [
              values['name'],
              values['value'] === null ? null : Number(values['value']),
            ]),
          ).toEqual(rows);
          expect(back.every(({ geometry }) => geometry !== null && samePacked(geometry, SHAPE))).toBe(true);
        },
      ),
      { numRuns: 120 },
    );
  });

  const layer = outLayer(
    [field('name', 'text', { label: '名称' }), field('WKT', 'text'), field('area', 'real')],
    [
      { values: ['甲, "北"', '=cmd', 1.5], geometry: packPoints([[110.5, 30.1]]) },
      { values: ['𠮷野', null, -2], geometry: null },
    ],
    { geometry: 'POINT' },
  );

  it.skipIf(!hasOpenpyxl)(
    'is what Python reads, in UTF-8 and in GBK, without shapes if they are not wanted',
    async () => {
      const utf8 = await writeLayers(csv, [layer], at('csv'));
      expect(runPython('read_csv.py', [utf8.file, 'utf-8-sig'])).toEqual([
        ['name', 'WKT', 'area', 'WKT_2'],
        ['甲, "北"', "'=cmd", '1.5', 'POINT(110.5 30.1)'],
        ['𠮷野', '', '-2', ''],
      ]);
      const gbk = await writeLayers(csv, [layer], at('csv'), { encoding: 'gbk', own: { geometry: 'none' } });
      expect(runPython('read_csv.py', [gbk.file, 'gbk'])).toEqual([
        ['name', 'WKT', 'area'],
        ['甲, "北"', "'=cmd", '1.5'],
        ['?野', '', '-2'],
      ]);
      expect(gbk.report).toMatchObject({
        ok: true,
        value: {
          features: 2,
          notes: [{ code: 'not-in-gbk', layer: '图层', params: { count: 1, text: '𠮷' } }],
        },
      });
    },
  );

  it.skipIf(!hasGdal)('has shapes that GDAL knows', async () => {
    const shapes = outLayer([field('name', 'text')], [{ values: ['甲'], geometry: SHAPE }], {
      geometry: 'MULTIPOLYGON',
    });
    const { file } = await writeLayers(csv, [shapes], at('csv'));
    ogr2ogr('-f', 'GeoJSON', at('gdal.geojson'), file, '-lco', 'COORDINATE_PRECISION=15');
    const read = JSON.parse(fs.readFileSync(at('gdal.geojson'), 'utf8')) as {
      features: { geometry: { coordinates: number[][][][] } }[];
    };
    expect(samePacked(packMultiPolygon(must(read.features[0]).geometry.coordinates), SHAPE)).toBe(true);
  });

  it('refuses options it does not know', async () => {
    const { report } = await writeLayers(csv, [layer], at('csv'), { own: { geometry: 'dwg' } });
    expect(report).toMatchObject({
      error: { code: 'export.own', params: { option: 'geometry', value: '"dwg"' } },
    });
  });
});

const PARKS = outLayer(
  [
    field('uid', 'text', { label: '全局标识' }),
    field('name', 'text', { label: '名称', length: 60 }),
    field('land_class', 'code', { label: '地类编码' }),
    field('approved_on', 'date', { label: '批准日期' }),
    field('count', 'int', { label: '个数' }),
    field('area_m2', 'real', { label: '面积', precision: 2 }),
    field('ratio', 'real', { label: '名称' }),
  ],
  [
    { values: ['u-1', '=甲园', '0101', '2024-01-31', 7, 123456.78, 0.125], geometry: SHAPE },
    { values: ['u-2', null, '1001', '不详', null, null, null], geometry: SHAPE },
  ],
  { title: '产业园区', geometry: 'MULTIPOLYGON' },
);

describe('layers in a workbook', () => {
  it.skipIf(!hasOpenpyxl)('have heads, types and areas, as openpyxl reads them', async () => {
    const table = outLayer(
      [field('kind', 'text', { label: '指标' })],
      [{ values: ['耕地'], geometry: null }],
      { title: '指标表', geometry: null },
    );
    const { file, report } = await writeLayers(xlsx, [PARKS, table], at('xlsx'));
    const notes = [{ code: 'sheet-no-shapes', layer: '产业园区' }];
    expect(report).toMatchObject({ ok: true, value: { features: 3, notes } });
    const dump = runPython('openpyxl_dump.py', [file]) as Dump;
    expect(
      dump.sheets.map(({ name, frozen, titles, orientation, corner }) => [
        name,
        frozen,
        titles,
        orientation,
        corner,
      ]),
    ).toEqual([
      ['产业园区', 'A2', '$1:$1', 'landscape', '内部'],
      ['指标表', 'A2', '$1:$1', 'landscape', '内部'],
    ]);
    const cells = must(dump.sheets[0]).cells;
    const row = (n: number): DumpCell[] =>
      cells.filter(({ ref }) => ref.replace(/^[A-Z]+/, '') === String(n));
    expect(row(1).map((cell) => cell.value)).toEqual([
      '全局标识',
      '名称',
      '地类编码',
      '批准日期',
      '个数',
      '面积',
      '名称_2',
      '椭球面积（公顷）',
      '椭球面积（亩）',
    ]);
    expect(row(2).map((cell) => cell.value)).toEqual([
      'u-1',
      '=甲园',
      '0101',
      '2024-01-31T00:00:00',
      7,
      123456.78,
      0.125,
      12.3457,
      185.19,
    ]);
    expect(row(2).map((cell) => cell.format)).toEqual([
      '@',
      '@',
      '@',
      'yyyy-mm-dd',
      '0',
      '0.00',
      'General',
      '0.0000',
      '0.00',
    ]);
    // A day that is none stays what it is; an area that is not stored is measured.
    const area = polygonAreaM2(SHAPE);
    expect(row(3).map((cell) => cell.value)).toEqual([
      'u-2',
      '1001',
      '不详',
      Number((area / 10_000).toFixed(4)),
      Number(((area * 3) / 2000).toFixed(2)),
    ]);
    expect(cells.every((cell) => cell.formula === null)).toBe(true);
    expect(must(dump.sheets[1]).cells.map((cell) => cell.value)).toEqual(['指标', '耕地']);
  });

  it('come back as they were', async () => {
    const { file } = await writeLayers(xlsx, [PARKS], at('xlsx'), { own: { heads: 'name', areas: false } });
    expect((await readBack(xlsxFormat, file)).map(({ values }) => values)).toEqual([
      {
        uid: 'u-1',
        name: '=甲园',
        land_class: '0101',
        approved_on: '2024-01-31',
        count: 7,
        area_m2: 123456.78,
        ratio: 0.125,
      },
      {
        uid: 'u-2',
        name: null,
        land_class: '1001',
        approved_on: '不详',
        count: null,
        area_m2: null,
        ratio: null,
      },
    ]);
  });

  it('measure the same in a plane as in degrees', async () => {
    const crs = must(crsByEpsg(4525));
    const areasOf = async (epsg: number, geometry: Packed): Promise<unknown[]> => {
      const layer = outLayer([field('name', 'text')], [{ values: ['甲'], geometry }], { epsg });
      const [first] = await readBack(xlsxFormat, (await writeLayers(xlsx, [layer], at('xlsx'))).file);
      return Object.values(must(first).values);
    };
    expect(await areasOf(4525, toPlane(SHAPE, crs))).toEqual(await areasOf(4490, SHAPE));
  });

  it('stay within the rows of a sheet', async () => {
    const many = {
      ...PARKS,
      features: async function* () {
        for (let i = 0; i < 1_048_577; i++) yield { values: [], geometry: null };
      },
    };
    const { report } = await writeLayers(xlsx, [{ ...many, geometry: null }], at('xlsx'));
    expect(report).toMatchObject({ error: { code: 'export.sheet-rows', params: { sheet: '产业园区' } } });
  });
});

describe('a table of boundary points', () => {
  const crs = must(crsByEpsg(4525));
  const triangle = packPolygon([
    [
      [110.6, 30.2],
      [110.61, 30.2],
      [110.605, 30.21],
    ],
  ]);
  const plots = outLayer(
    [field('parcel_number', 'text'), field('name', 'text'), field('area_m2', 'real')],
    [
      { values: ['DK-01', '甲园', polygonAreaM2(SHAPE)], geometry: toPlane(SHAPE, crs) },
      { values: [null, null, null], geometry: toPlane(triangle, crs) },
    ],
    { title: '产业园区', geometry: 'MULTIPOLYGON', epsg: 4525 },
  );

  it.skipIf(!hasOpenpyxl)('is laid out as surveyors have it, as openpyxl reads it', async () => {
    const { file } = await writeLayers(boundary, [plots], at('points'));
    const [sheet] = (runPython('openpyxl_dump.py', [file]) as Dump).sheets;
    expect(sheet).toMatchObject({
      name: '产业园区',
      frozen: 'A5',
      titles: '$1:$4',
      paper: 9,
      orientation: 'portrait',
      breaks: [21],
    });
    expect(must(sheet).merges).toContain('A2:E2');
    const rows = new Map<number, (string | number | boolean | null)[]>();
    for (const { ref, value: shown } of must(sheet).cells) {
      const n = Number(ref.replace(/^[A-Z]+/, ''));
      rows.set(n, [...(rows.get(n) ?? []), shown]);
    }
    expect([1, 2, 4].map((n) => must(rows.get(n)).filter((one) => one !== null))).toEqual([
      ['内部'],
      ['界址点成果表'],
      ['界址点号', '圈号', 'X坐标（m）', 'Y坐标（m）', '边长（m）'],
    ]);
    expect(must(rows.get(5)).filter((one) => one !== null)).toEqual([
      '地块编号',
      'DK-01',
      '地块名称',
      '甲园',
    ]);
    const m2 = polygonAreaM2(SHAPE);
    expect(must(rows.get(6))[0]).toBe(
      `椭球面积：${m2.toFixed(2)} 平方米，${(m2 / 10_000).toFixed(4)} 公顷，${((m2 * 3) / 2000).toFixed(2)} 亩`,
    );
    // Points of three rings, each closed by its first; then the next plot.
    const points = [...rows]
      .filter(([n, row]) => n > 6 && /^J\d+$/.test(String(row[0])))
      .map(([, row]) => row);
    expect(points.map(([name, ring]) => [name, ring])).toEqual([
      ...['J1', 'J2', 'J3', 'J4', 'J1'].map((name) => [name, 1]),
      ...['J5', 'J6', 'J7', 'J8', 'J5'].map((name) => [name, 2]),
      ...['J9', 'J10', 'J11', 'J12', 'J9'].map((name) => [name, 3]),
      ...['J1', 'J2', 'J3', 'J1'].map((name) => [name, 1]),
    ]);
    expect(must(rows.get(22)).filter((one) => one !== null)).toEqual(['地块编号', '2', '地块名称']);
    // From the north-western corner, clockwise; sides are what the printed figures say.
    const [first, second] = points.map((row) => row.map(Number));
    expect(must(first)[2]).toBeGreaterThan(3_330_000);
    expect(must(second)[3]! - must(first)[3]!).toBeGreaterThan(900);
    points.forEach((row, i) => {
      const next = points[i + 1];
      if (row[4] === null || next === undefined) return;
      const side = Math.hypot(Number(next[2]) - Number(row[2]), Number(next[3]) - Number(row[3]));
      expect(Math.abs(Number(row[4]) - side)).toBeLessThanOrEqual(0.005 + 1e-9);
    });
    expect(points.filter((row) => row[4] === null)).toHaveLength(4);
    for (const row of points) expect(Math.round(Number(row[2]) * 1000) / 1000).toBe(row[2]);
  });

  it.each(['zh-CN', 'en'] as const)('is read back as the plots it was made of (%s)', async (language) => {
    const { file } = await writeLayers(boundary, [plots], at('points'), { language });
    const back = await readBack(boundaryPointsFormat, file);
    expect(back.map(({ values }) => Object.values(values))).toEqual([['DK-01', '甲园'], ['2']]);
    const key = (north: number, east: number): string =>
      `${Math.round(north * 1000)} ${Math.round(east * 1000)}`;
    let i = 0;
    for await (const { geometry } of plots.features()) {
      const read = must(must(back[i++]).geometry);
      expect(read.parts.length).toBe(must(geometry).parts.length);
      // North stands first in the table.
      const wanted = new Set(
        Array.from({ length: must(geometry).xy.length / 2 }, (_, k) =>
          key(must(geometry).xy[2 * k + 1]!, must(geometry).xy[2 * k]!),
        ),
      );
      const got = new Set(
        Array.from({ length: read.xy.length / 2 }, (_, k) => key(read.xy[2 * k]!, read.xy[2 * k + 1]!)),
      );
      expect(got).toEqual(wanted);
    }
  });

  it('has the same bytes for the same plots', async () => {
    const first = fs.readFileSync((await writeLayers(boundary, [plots], at('points'))).file);
    expect(fs.readFileSync((await writeLayers(boundary, [plots], at('points'))).file).equals(first)).toBe(
      true,
    );
  });

  it.each([
    [{ ...plots, crs: must(crsByEpsg(4490)) }, {}, 'export.plane-only'],
    [{ ...plots, geometry: 'POINT' as const }, {}, 'export.polygons-only'],
    [plots, { number: 'nothing' }, 'export.own'],
  ])('is refused where there is nothing to tell', async (layer, own, code) => {
    const { report } = await writeLayers(boundary, [layer], at('points'), { own });
    expect(report).toMatchObject({ error: { code } });
    expect(`error.${code}` in TEXTS['zh-CN']).toBe(true);
  });
});
