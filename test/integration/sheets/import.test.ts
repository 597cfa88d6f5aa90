import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/catalogue.ts';
import { writeWorkbook } from '../../../electron/formats/xlsx/write-workbook.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { hasPython, runPython } from '../../fixtures/debian-python.ts';
import { gdalTransform, hasGdal, ogr2ogr } from '../../fixtures/import/gdal.ts';
import { newBlueprint, noteCounts, openIo, value } from '../../fixtures/import/io.ts';
import { must } from '../../fixtures/import/must.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';
import { never } from '../../fixtures/sheets/workbooks.ts';

const hasOpenpyxl = hasPython('openpyxl');

let folder: string;
let io: Awaited<ReturnType<typeof openIo>>;
const at = (name: string): string => path.join(folder, name);
const write = (name: string, content: string | Uint8Array): string => {
  fs.writeFileSync(at(name), content);
  return at(name);
};
const make = (name: string, plan: object): string => {
  runPython('openpyxl_make.py', [at(name), JSON.stringify(plan)]);
  return at(name);
};

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-sheets-'));
  await newBlueprint(at('blueprint.gpkg'));
  io = await openIo(at('blueprint.gpkg'), at('scratch'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A park near 110.5 degrees east: corners in degrees, [longitude, latitude]. */
const CORNERS = [
  [110.5, 30.1],
  [110.52, 30.1],
  [110.52, 30.115],
  [110.5, 30.115],
] as const;

describe('a file of separated values', () => {
  const table = [
    '名称,统一编码,经度,纬度,备注',
    '"第一, 小学",440803001001002003,110.5,30.1,"两行\n备注"',
    "卫生院,0101,110°36′,30°12′00″,'=1+1",
  ].join('\r\n');

  it.each([
    ['utf-8', Buffer.from(table)],
    ['utf-8', Buffer.from(`\ufeff${table}`)],
    ['gb18030', iconv.encode(table, 'gbk')],
    ['utf-16le', Buffer.from(`\ufeff${table.replaceAll(',', '\t')}`, 'utf16le')],
  ])('in %s has its points and texts', async (encoding, bytes) => {
    const file = write('points.csv', bytes);
    const probe = value(await io.probe(file));
    expect(probe).toMatchObject({
      format: 'csv',
      layers: [{ name: 'points', count: 2, geometry: 'point', epsg: null, encoding }],
    });
    const layer = must(probe.layers[0]);
    expect(must(layer.candidates[0]).epsg).toBe(4490);
    expect(layer.fields.map(({ name, type }) => [name, type])).toEqual([
      ['名称', 'text'],
      ['统一编码', 'text'],
      ['经度', 'text'],
      ['纬度', 'text'],
      ['备注', 'text'],
    ]);
    const report = value(
      await io.stage(file, 'public_facility', {
        epsg: 4490,
        mapping: { name: '名称', identifier: '统一编码' },
      }),
    );
    expect(report).toMatchObject({ read: 2, staged: 2, refused: 0 });
    expect(report.sample.map(({ fields, geometry }) => [fields['name'], [...geometry.xy]])).toEqual([
      [encoding === 'utf-16le' ? '第一\t 小学' : '第一, 小学', [110.5, 30.1]],
      ['卫生院', [110.6, 30.2]],
    ]);
    expect(layer.fields.find(({ name }) => name === '备注')?.samples).toEqual([
      encoding === 'utf-16le' ? '两行\n备注' : '两行\n备注',
      '=1+1',
    ]);
    expect(layer.fields.find(({ name }) => name === '统一编码')?.samples).toEqual([
      '440803001001002003',
      '0101',
    ]);
  });

  it('without coordinates is listed, said to have no shape, and refused by a map layer', async () => {
    const file = write('plain.csv', '乡镇,耕地\n甲镇,1\n乙镇,2\n');
    const probe = value(await io.probe(file));
    expect(probe.layers).toMatchObject([{ name: 'plain', count: 2, geometry: '' }]);
    expect(noteCounts(probe)).toMatchObject({ 'sheet-no-geometry': 1 });
    expect(await io.stage(file, 'public_facility', { epsg: 4490 })).toMatchObject({
      error: { code: 'import.all-no-geometry' },
    });
  });

  it.each([
    ['quote.csv', '名称,经度,纬度\n甲,110,30\n"乙,110,30\n', 'import.csv-quote'],
    ['cells.csv', new Uint8Array([0x61, 0x2c, 0, 1, 2]), 'import.wrong-content'],
    ['page.csv', '<html><table></table></html>', 'import.wrong-content'],
  ])('%s is refused with a sentence', async (name, content, code) => {
    const result = await io.stage(write(name, content), 'public_facility', { epsg: 4490 });
    expect(result).toMatchObject({ error: { code } });
    expect(`error.${code}` in TEXTS['zh-CN']).toBe(true);
  });

  it('names the zone it is in by the geometry itself (EWKT)', async () => {
    const ring = CORNERS.map(([x, y]) => `${x} ${y}`).join(',');
    const file = write(
      'ewkt.csv',
      `名称;几何\n甲;SRID=4490;POLYGON((${ring},110.5 30.1))\n`.replaceAll(/(SRID[^\n]*)/g, '"$1"'),
    );
    const probe = value(await io.probe(file));
    expect(probe.layers).toMatchObject([{ epsg: 4490, geometry: 'polygon', count: 1 }]);
    const report = value(await io.stage(file, 'industrial_park'));
    // The area as it is stored, in hundredths.
    expect(report.areaM2).toBeCloseTo(polygonAreaM2(packPolygon([CORNERS])), 2);
  });
});

describe.skipIf(!hasOpenpyxl || !hasGdal)('a workbook', () => {
  const plane = (): [number, number][] => gdalTransform(4490, 4525, CORNERS);

  it('of boundary points under titles, plots merged over their rows, north before east', async () => {
    const [a, b, c, d] = plane();
    const points = [a, b, c, d, a].map((point) => must(point));
    const inner = gdalTransform(4490, 4525, [
      [110.505, 30.105],
      [110.51, 30.105],
      [110.51, 30.11],
    ]);
    const round = (v: number): number => Math.round(v * 1000) / 1000;
    const rows = [
      ['澄川县产业园区界址点成果表'],
      ['坐标系：CGCS2000', null, null, null, '单位：米'],
      ['地块编号', '地块名称', '界址点号', '坐标', null, '边长'],
      [null, null, null, 'X', 'Y', null],
      ...points.map(([east, north], i) => [
        ...(i === 0 ? ['YQ-01', '桐渡产业园'] : [null, null]),
        `J${(i % 4) + 1}`,
        round(north),
        round(east),
        12.5,
      ]),
      ...[...inner, must(inner[0])].map(([east, north], i) => [
        null,
        null,
        `J${5 + (i % 3)}`,
        round(north),
        round(east),
        3,
      ]),
    ];
    const file = make('plots.xlsx', {
      sheets: [{ name: '界址点', rows, merges: ['A1:F1', 'D3:E3', 'A5:A13', 'B5:B13'] }],
    });
    const probe = value(await io.probe(file));
    expect(probe.layers).toMatchObject([{ name: '界址点', count: 1, geometry: 'polygon', epsg: null }]);
    expect(probe.layers[0]?.fields.map(({ name }) => name)).toEqual(['地块编号', '地块名称']);
    expect(noteCounts(probe)).toMatchObject({ 'sheet-plots': 1, 'crs-none': 1 });
    expect(must(probe.layers[0]).candidates.map(({ epsg }) => epsg)).toContain(4525);
    const report = value(
      await io.stage(file, 'industrial_park', { epsg: 4525, mapping: { name: '地块名称' } }),
    );
    expect(report).toMatchObject({ read: 1, staged: 1 });
    expect(report.sample[0]?.fields['name']).toBe('桐渡产业园');
    const whole = polygonAreaM2(packPolygon([CORNERS]));
    const hole = polygonAreaM2(
      packPolygon([
        [
          [110.505, 30.105],
          [110.51, 30.105],
          [110.51, 30.11],
        ],
      ]),
    );
    // Corners are written to the millimetre, and edges are straight in the plane: bows of millimetres over kilometres.
    expect(Math.abs(report.areaM2 - (whole - hole))).toBeLessThan(60);
    expect(must(report.sample[0]).geometry.rings.length - 1).toBe(2);
  });

  it('has a layer a sheet, hidden ones named, groups merged over rows filled', async () => {
    const file = make('sheets.xlsx', {
      sheets: [
        {
          name: '设施',
          rows: [
            ['乡镇', '名称', '经度', '纬度', '建成', '编码'],
            ['桐渡镇', '小学', 110.5, 30.1, { date: '2020-09-01' }, '0101'],
            [null, '中学', 110.51, 30.11, { date: '2021-09-01' }, '0102'],
            ['雁落乡', '医院', 110.6, 30.2, { date: '2022-09-01' }, 4.40803001001002e17],
          ],
          merges: ['A2:A3'],
        },
        {
          name: '汇总',
          state: 'hidden',
          rows: [
            ['乡镇', '个数'],
            ['桐渡镇', '=COUNTA(A1:A3)'],
            ['雁落乡', 1],
          ],
        },
        { name: '空', rows: [] },
      ],
    });
    const probe = value(await io.probe(file));
    expect(probe.layers.map(({ name, count, geometry }) => [name, count, geometry])).toEqual([
      ['设施', 3, 'point'],
      ['汇总', 2, ''],
    ]);
    expect(noteCounts(probe)).toMatchObject({
      'sheet-hidden': 1,
      'sheet-no-geometry': 1,
      'sheet-uncalculated': 1,
      'sheet-long-numbers': 1,
    });
    const report = value(
      await io.stage(file, 'public_facility', { epsg: 4490, mapping: { name: '名称', admin_name: '乡镇' } }),
    );
    expect(report.sample.map(({ fields }) => [fields['name'], fields['admin_name']])).toEqual([
      ['小学', '桐渡镇'],
      ['中学', '桐渡镇'],
      ['医院', '雁落乡'],
    ]);
  });

  it('and tables that GDAL writes are read as GDAL has them', async () => {
    const shape = { type: 'Polygon', coordinates: [[...CORNERS, CORNERS[0]]] };
    write(
      'one.geojson',
      JSON.stringify({
        type: 'FeatureCollection',
        features: [
          { type: 'Feature', properties: { YQMC: '甲, "乙"', MJ: 1.5, BSM: '440803' }, geometry: shape },
        ],
      }),
    );
    ogr2ogr(
      '-f',
      'CSV',
      at('gdal.csv'),
      at('one.geojson'),
      '-t_srs',
      'EPSG:4525',
      '-lco',
      'GEOMETRY=AS_WKT',
      '-lco',
      'SEPARATOR=SEMICOLON',
    );
    const report = value(await io.stage(at('gdal.csv'), 'industrial_park', { epsg: 4525 }));
    expect(report.sample[0]?.fields['name']).toBe('甲, "乙"');
    // Between the corners GDAL's edge is straight in the plane, as it is here before points are put on it.
    expect(Math.abs(report.areaM2 - polygonAreaM2(packPolygon([CORNERS])))).toBeLessThan(60);
    ogr2ogr('-f', 'XLSX', at('gdal.xlsx'), at('one.geojson'));
    const probe = value(await io.probe(at('gdal.xlsx')));
    expect(probe.layers).toMatchObject([{ name: 'one', count: 1, geometry: '' }]);
    expect(probe.layers[0]?.fields.map(({ name, samples }) => [name, samples])).toEqual([
      ['YQMC', ['甲, "乙"']],
      ['MJ', ['1.5']],
      ['BSM', ['440803']],
    ]);
  });

  it('with a password, of the old kind, or binary is refused with advice', async () => {
    const compound = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(2000),
    ]);
    expect(await io.probe(write('old.xls', compound))).toMatchObject({
      error: { code: 'import.xls-old', params: { file: 'old.xls' } },
    });
    const locked = Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le'), Buffer.alloc(500)]);
    expect(await io.probe(write('locked.xlsx', locked))).toMatchObject({
      error: { code: 'import.xlsx-encrypted' },
    });
    expect(await io.probe(write('page.xls', '<html></html>'))).toMatchObject({
      error: { code: 'import.wrong-content' },
    });
  });
});

describe('tables changed at random (seeded)', () => {
  const { signal } = new AbortController();
  const hasText = (key: string): boolean => key in TEXTS['zh-CN'] && key in TEXTS.en;

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
      let count = 0;
      const options = { layer: layer.name, encoding: null, signal, onShare: () => {} };
      for await (const item of format.value.read(ref, options)) {
        if (item.kind === 'problem') {
          wrong.push(...textless(item.fatal ? `error.import.${item.code}` : `import.note.${item.code}`));
          if (item.refused) count++;
        } else {
          count++;
          if (item.number <= last) wrong.push(`${item.number} after ${last}`);
          last = item.number;
        }
      }
      if (count !== layer.count) wrong.push(`${layer.count} were promised, ${count} came`);
    }
    return wrong;
  }

  const rows = [
    ['地块编号', '点号', 'X', 'Y', '备注'],
    ...['甲', '乙'].flatMap((plot) =>
      [0, 1, 2, 3, 0].map((i) => [
        plot,
        `J${i + 1}`,
        3320000.5 + (i > 1 ? 90 : 0),
        37403000.5 + (i % 3) * 50,
        'a"b,c',
      ]),
    ),
  ];

  it.each(['csv', 'xlsx'])('%s', async (kind) => {
    const good = at(`good.${kind}`);
    if (kind === 'csv')
      write(
        'good.csv',
        rows
          .map((row) => row.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(','))
          .join('\r\n'),
      );
    else
      await writeWorkbook(
        good,
        { title: '', sheets: [{ name: '甲', widths: [], rows: rows.map((cells) => ({ cells })) }] },
        never,
      );
    expect(await faults(good, at('mutant-scratch'))).toEqual([]);
    const bytes = fs.readFileSync(good);
    const random = seeded(31);
    const wrong: string[] = [];
    for (let i = 0; i < 400; i++)
      wrong.push(...(await faults(write(`mutant.${kind}`, mutate(bytes, random)), at('mutant-scratch'))));
    expect(wrong).toEqual([]);
  });
});
