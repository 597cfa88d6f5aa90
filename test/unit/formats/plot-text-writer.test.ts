import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotTextFormat } from '../../../electron/formats/plot-text.format.ts';
import { plotLines } from '../../../electron/formats/plot-text-lines.ts';
import { parsePlotOptions } from '../../../electron/formats/plot-text-options.ts';
import { plotSafe, plotTextWriter } from '../../../electron/formats/plot-text-writer.ts';
import { PARTS_OF, PLOT_ORDERS, PLOT_PARTS, PLOT_PURPOSES } from '../../../shared/export/plot-purposes.ts';
import { toPlane } from '../../../shared/export/to-plane.ts';
import type { OutEncoding, OutLayer } from '../../../shared/export/out-layer.ts';
import { crsByEpsg } from '../../../shared/crs/catalogue.ts';
import {
  packLines,
  packMultiPolygon,
  packPoints,
  turnOfRing,
} from '../../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { must as mustBe } from '../../../shared/result.ts';
import { readAll } from '../../fixtures/formats/text-file.ts';
import { outField, outLayerOf, writeOptions } from '../../fixtures/export/out.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
let made = 0;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-plot-out-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const FIELDS = [
  outField('number', 'text'),
  outField('name', 'text'),
  outField('use', 'text'),
  outField('class', 'text'),
  outField('sheet', 'text'),
];
const PLOT = { number: 'number', name: 'name', use: 'use', classCode: 'class', sheet: 'sheet' };
const square = (x: number, y: number, size: number): [number, number][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const HOLED = packMultiPolygon([
  [square(110, 30, 0.001), square(110.0002, 30.0002, 0.0004).toReversed()],
  [square(110.002, 30, 0.001)],
]);
const PLAIN = packMultiPolygon([[square(110.004, 30, 0.001)]]);
const ROWS = [
  { values: ['7', '甲地块', '旱地', '0103', 'H49'], geometry: HOLED },
  { values: [null, null, null, null, null], geometry: PLAIN },
];

async function write(
  layer: OutLayer,
  own: Record<string, unknown>,
  encoding: OutEncoding = 'utf-8',
): Promise<{ file: string; report: Awaited<ReturnType<typeof plotTextWriter.write>> }> {
  const home = path.join(folder, `out-${++made}`);
  fs.mkdirSync(home);
  const report = await plotTextWriter.write(
    [layer],
    { folder: home, stem: '地块' },
    writeOptions(home, { encoding, own }),
  );
  return { file: path.join(home, '地块.txt'), report };
}
const layerOf = (
  rows: readonly { readonly values: readonly FieldValue[]; readonly geometry: Packed | null }[] = ROWS,
  epsg = 4525,
  geometry: 'MULTIPOLYGON' | 'LINESTRING' | 'POINT' = 'MULTIPOLYGON',
): OutLayer => outLayerOf('plots', geometry, FIELDS, rows, epsg);
const text = (file: string): string => fs.readFileSync(file, 'utf8');

describe('the lines of each purpose', () => {
  const lines = async (own: Record<string, unknown>, end = '\r\n'): Promise<string[]> => {
    const { file, report } = await write(layerOf(), { plot: PLOT, ...own });
    expect(report).toEqual({ ok: true, value: { features: 2, renamed: [], notes: [] } });
    const all = text(file);
    expect(all.endsWith(end)).toBe(true);
    expect(all.replaceAll(end, '')).not.toMatch(/[\r\n]/);
    return all.slice(0, -end.length).split(end);
  };
  const plotsOf = (all: readonly string[]): string[] => all.filter((line) => /@ ?$/.test(line));

  it('approval and supply', async () => {
    for (const purpose of ['approval', 'supply']) {
      const all = await lines({ purpose, precision: 2, header: { 数据产生单位: '澄川县自然资源局' } });
      expect(all.slice(0, 12)).toEqual([
        '[属性描述]',
        '格式版本号=1.00版本',
        '数据产生单位=澄川县自然资源局',
        '数据产生日期=',
        '坐标系=2000国家大地坐标系',
        '几度分带=3',
        '投影类型=高斯克吕格',
        '计量单位=米',
        '带号=37',
        '精度=0.01',
        '转换参数=0,0,0,0,0,0,0',
        '[地块坐标]',
      ]);
      // 15 lines of points in three rings. By the test value of the survey notice (9626.1231 m2 for 0.0009 by 0.001
      // degrees at 30 north) a square has 10695.69 m2; two less the hole of 16 per cent of one are 19680.1.
      expect(plotsOf(all)).toEqual(['14,1.9680,7,甲地块,面,H49,旱地,0103,@', '4,1.0696,2,,面,,,,@']);
      const points = all.slice(13, 28);
      expect(points.map((line) => line.split(',').slice(0, 2).join())).toEqual(
        'J1,1 J2,1 J3,1 J4,1 J1,1 J5,2 J6,2 J7,2 J8,2 J5,2 J9,3 J10,3 J11,3 J12,3 J9,3'.split(' '),
      );
      for (const point of points) expect(point).toMatch(/^J\d+,\d,33\d{5}\.\d\d,37\d{6}\.\d\d$/);
      // North-west corner first, then clockwise: the northing stays and the easting grows.
      const [a, b] = points.map((line) => line.split(',').slice(2).map(Number)) as [number[], number[]];
      expect(b[1]! - a[1]!).toBeGreaterThan(90);
      expect(Math.abs(b[0]! - a[0]!)).toBeLessThan(3);
    }
  });

  it('one map', async () => {
    expect(plotsOf(await lines({ purpose: 'one-map' }))).toEqual(['7,甲地块,,,@', '2,,,,@']);
    const kinds = await lines({ purpose: 'one-map', plot: { ...PLOT, kind: 'use' } });
    expect(plotsOf(kinds)).toEqual(['7,甲地块,旱地,,@', '2,,,,@']);
  });

  it('enforcement', async () => {
    expect(plotsOf(await lines({ purpose: 'enforcement' }))).toEqual(['15,甲地块,,旱地,@', '5,,,,@']);
  });

  it('increase-decrease link', async () => {
    const all = await lines({ purpose: 'linkage' });
    expect(plotsOf(all)).toEqual(['15,1.9680,,甲地块,,,,旱地,@ ', '5,1.0696,,,,,,,@ ']);
    expect(all[13]).toMatch(/^J1,33\d{5}\.\d{3},37\d{6}\.\d{3},,1,$/);
    expect(all[18]).toMatch(/^J5,33\d{5}\.\d{3},37\d{6}\.\d{3},,2,$/);
  });

  it('in-out balance: a line for every ring, the points carry the number of the plot', async () => {
    const all = await lines({ purpose: 'in-out-balance' }, '\r');
    expect(plotsOf(all)).toEqual([...Array<string>(3).fill('5,甲地块,面,旱地,@ '), '5,,面,,@ ']);
    const points = all.slice(12).filter((line) => line.startsWith('J'));
    expect(points.map((line) => line.split(',')[1])).toEqual([
      ...Array<string>(15).fill('1'),
      ...Array<string>(5).fill('2'),
    ]);
    expect(points.slice(5, 10).map((line) => line.split(',')[0])).toEqual(['J1', 'J2', 'J3', 'J4', 'J1']);
  });

  it('numbers, decimals and order as chosen', async () => {
    const all = await lines({
      purpose: 'approval',
      prefixJ: false,
      numbering: 'restart',
      precision: 4,
      order: 'east-first',
    });
    expect(all.slice(13, 28).map((line) => line.split(',').slice(0, 2).join())).toEqual(
      [1, 2, 3].flatMap((ring) => [1, 2, 3, 4, 1].map((n) => `${n},${ring}`)),
    );
    expect(all[9]).toBe('精度=0.0001');
    expect(all[13]).toMatch(/^1,1,37\d{6}\.\d{4},33\d{5}\.\d{4}$/);
  });
});

describe('what a purpose has room for', () => {
  it.each(PLOT_PURPOSES)('%s: its lines hold the parts that are offered for it, and no others', (purpose) => {
    const parts = { number: 'n', name: 'n', use: 'n', classCode: 'n', sheet: 'n', kind: '' };
    const lineWith = (more: Partial<typeof parts>): string => {
      const plot = { graphic: '面', area: '1', parts: { ...parts, ...more }, rings: [], index: 1 };
      return plotLines(purpose, { ...plot, rings: [{ points: [] }] }, 'north-first')[0]!;
    };
    const held = PLOT_PARTS.filter((part) => lineWith({ [part]: 'MARK' }).includes('MARK'));
    expect(new Set(held)).toEqual(new Set(PARTS_OF[purpose]));
  });

  it.each(PLOT_PURPOSES)('%s: both orders say the same places, and are read as the same', async (purpose) => {
    const files = await Promise.all(
      PLOT_ORDERS.map(async (order) => (await write(layerOf(), { purpose, order })).file),
    );
    const [north, east] = files.map((file) => text(file).split(/\r\n?/)) as [string[], string[]];
    const turned = east.map((line) => line.replace(/(37\d{6}\.\d{3}),(33\d{5}\.\d{3})/, '$2,$1'));
    expect(east).not.toEqual(north);
    expect(turned).toEqual(north);
    const [a, b] = await Promise.all(files.map((file) => readAll(plotTextFormat, file)));
    expect(b!.features).toEqual(a!.features);
  });

  it('codes are written as the words they stand for, but class codes and what no list has', async () => {
    const coded = (name: string, domain: string) => ({ ...outField(name, 'text'), domain });
    const fields = [coded('kind', 'park_kind'), coded('class', 'land_use_class')];
    const rows = ['logistics_park', 'of_ours'].map((kind) => ({ values: [kind, '0103'], geometry: PLAIN }));
    const layer = outLayerOf('plots', 'MULTIPOLYGON', fields, rows, 4525);
    const { file } = await write(layer, { purpose: 'supply', plot: { use: 'kind', classCode: 'class' } });
    const plots = text(file)
      .split('\r\n')
      .filter((line) => line.endsWith('@'));
    expect(plots.map((line) => line.split(',').slice(6, 8))).toEqual([
      ['物流园区', '0103'],
      ['of_ours', '0103'],
    ]);
  });

  it('a field chosen for one part leaves the others to the writer, and none can be said to be empty', async () => {
    const fields = [outField('name', 'text'), outField('land_class_name', 'text'), outField('level', 'text')];
    const rows = [{ values: ['甲', '旱地', '县级'], geometry: PLAIN }];
    const layer = outLayerOf('plots', 'MULTIPOLYGON', fields, rows, 4525);
    const lineOf = async (plot: unknown): Promise<string> => {
      const { file } = await write(layer, { purpose: 'enforcement', plot });
      return text(file)
        .split('\r\n')
        .find((line) => line.endsWith('@'))!;
    };
    expect(await lineOf({ kind: 'level' })).toBe('5,甲,县级,旱地,@');
    expect(await lineOf({ kind: 'level', use: null })).toBe('5,甲,县级,,@');
    expect(await lineOf({})).toBe('5,甲,,旱地,@');
  });
});

describe('other systems and shapes', () => {
  it('degrees, and eastings without the number of their zone', async () => {
    const degrees = await write(layerOf(ROWS, 4490), { plot: PLOT });
    expect(text(degrees.file)).toContain(
      '几度分带=\r\n投影类型=\r\n计量单位=度\r\n带号=\r\n精度=0.000000001\r\n',
    );
    expect(text(degrees.file)).toContain('J1,1,30.001000000,110.000000000\r\n');
    const plain = await write(layerOf(ROWS, 4546), { plot: PLOT });
    expect(text(plain.file)).toMatch(/带号=37\r\n/);
    expect(text(plain.file)).toMatch(/J1,1,33\d{5}\.\d{3},40\d{4}\.\d{3}\r\n/);
    for (const [{ file }, epsg] of [
      [degrees, 4490],
      [plain, 4546],
    ] as const) {
      const all = await readAll(plotTextFormat, file);
      expect(all.probe.layers[0]!.crs).toEqual({ kind: 'known', epsg, wgs84: false });
      expect([...all.probe.notes, ...all.problems]).toEqual([]);
      expect(all.features.map(({ geometry }) => geometry?.parts.length)).toEqual([3, 2]);
    }
  });

  it('lines and points have no area and are not closed', async () => {
    const line = packLines([square(110, 30, 0.001)]);
    const lines = await write(layerOf([{ values: ROWS[0]!.values, geometry: line }], 4525, 'LINESTRING'), {
      plot: PLOT,
    });
    expect(text(lines.file)).toContain('5,,7,甲地块,线,H49,旱地,0103,@\r\n');
    const point = packPoints([[110, 30]]);
    const points = await write(layerOf([{ values: ROWS[0]!.values, geometry: point }], 4525, 'POINT'), {
      plot: PLOT,
    });
    expect(text(points.file)).toContain('1,,7,甲地块,点,H49,旱地,0103,@\r\n');
    const back = [await readAll(plotTextFormat, lines.file), await readAll(plotTextFormat, points.file)];
    expect(
      back.map(({ features }) => [features[0]?.geometry?.kind, features[0]?.geometry?.xy.length]),
    ).toEqual([
      ['line', 10],
      ['point', 2],
    ]);
    expect(back.flatMap(({ probe, problems }) => [...probe.notes, ...problems])).toEqual([]);
  });
});

describe('what the format cannot hold', () => {
  it('is replaced and said, and features without a shape are counted', async () => {
    const { file, report } = await write(
      layerOf([
        { values: ['1', '甲,乙@丙\r\n丁', ' 住宅 ', '𠀀', ''], geometry: PLAIN },
        { values: ['2', '戊,', null, null, null], geometry: PLAIN },
        { values: ['3', '己', null, null, null], geometry: null },
        { values: ['4', '庚', null, null, null], geometry: packMultiPolygon([[square(110, 30, 1e-9)]]) },
        {
          values: ['5', '辛', null, null, null],
          geometry: packMultiPolygon([[square(110, 30, 0.001)], [square(110.01, 30, 1e-9)]]),
        },
      ]),
      { plot: PLOT },
      'gbk',
    );
    expect(report).toEqual({
      ok: true,
      value: {
        features: 3,
        renamed: [],
        notes: [
          {
            code: 'plot-text-replaced',
            layer: 'plots',
            params: { field: 'name', count: 2, example: '甲,乙@丙\r\n丁' },
          },
          {
            code: 'plot-text-replaced',
            layer: 'plots',
            params: { field: 'use', count: 1, example: ' 住宅 ' },
          },
          { code: 'char-lost', layer: 'plots', params: { field: 'class', count: 1, example: '𠀀' } },
          { code: 'plot-no-shape', layer: 'plots', params: { count: 2 } },
          { code: 'plot-ring-lost', layer: 'plots', params: { count: 1 } },
        ],
      },
    });
    const all = iconv.decode(fs.readFileSync(file), 'gbk');
    expect(all).toContain(',1,甲，乙＠丙 丁,面,,住宅,〓,@\r\n');
    if (!report.ok) return;
    for (const { code } of report.value.notes) {
      expect(`export.note.${code}` in TEXTS['zh-CN']).toBe(true);
    }
  });

  it('the same content gives the same bytes', async () => {
    const [a, b] = [await write(layerOf(), { plot: PLOT }), await write(layerOf(), { plot: PLOT })];
    expect(fs.readFileSync(a.file).equals(fs.readFileSync(b.file))).toBe(true);
  });
});

describe('options', () => {
  it.each([
    [{ purpose: 'other' }, 'purpose'],
    [{ purpose: null }, 'purpose'],
    [{ precision: 5 }, 'precision'],
    [{ precision: '3' }, 'precision'],
    [{ prefixJ: 'yes' }, 'prefixJ'],
    [{ numbering: 'x' }, 'numbering'],
    [{ order: 1 }, 'order'],
    [{ header: [] }, 'header'],
    [{ header: { 单位: 7 } }, 'header.单位'],
    [{ header: { 'a=b': 'x' } }, 'header.a=b'],
    [{ header: { '[x]': 'x' } }, 'header.[x]'],
    [{ header: { 单位: 'a\nb' } }, 'header.单位'],
    [{ header: { 带号: '38' } }, 'header.带号'],
    [{ plot: 'name' }, 'plot'],
    [{ plot: { title: 'name' } }, 'plot.title'],
    [{ plot: { name: 7 } }, 'plot.name'],
    [{ plot: { name: 'nowhere' } }, 'plot.name'],
    [{ colour: 'red' }, 'colour'],
  ])('%j is refused', async (own, option) => {
    const { report } = await write(layerOf(), own);
    expect(report).toMatchObject({ ok: false, error: { code: 'export.own', params: { option } } });
  });

  it('none are needed: the fields are the likely ones', async () => {
    expect(mustBe(parsePlotOptions({}))).toMatchObject({ purpose: 'approval', precision: 3, prefixJ: true });
    const { file } = await write(layerOf(), {});
    expect(text(file)).toContain('14,1.9680,1,甲地块,面,,,,@\r\n');
  });

  it('a head that was read can be given back, unknown keys too', async () => {
    const header = { 坐标系: '2000国家大地坐标系', 带号: '37', 联系人: 'a,b,c,@', 转换参数: ',,,,,,' };
    const { file, report } = await write(layerOf(), { header });
    expect(report.ok).toBe(true);
    const all = await readAll(plotTextFormat, file);
    expect(all.features[0]?.values).toMatchObject(header);
    expect([...all.probe.notes, ...all.problems]).toEqual([]);
  });
});

describe('written and read again', () => {
  /** A star about a centre, in degrees; radii of 60 to 100 per cent. */
  const star = (x: number, y: number, radius: number, seeds: readonly number[]): [number, number][] => {
    const ring = seeds.map((seed, i): [number, number] => {
      const angle = (2 * Math.PI * i) / seeds.length;
      const r = radius * (0.6 + 0.4 * seed);
      return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
    });
    return [...ring, ring[0]!];
  };
  const seeds = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 12 });
  /** Parts side by side, some with a hole, some with an island in the hole, which is a part of its own. */
  const shape = fc
    .array(fc.record({ outer: seeds, hole: fc.option(seeds), island: fc.option(seeds) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) =>
      packMultiPolygon(
        parts.flatMap(({ outer, hole, island }, i) => {
          const [x, y] = [110.3 + 0.01 * i, 30.4];
          const shell = [star(x, y, 0.004, outer)];
          // The hole keeps clear of edges between points 60 per cent out: cos(45 degrees) times that is 42.
          if (hole === null) return [shell];
          const holed = [...shell, star(x, y, 0.0015, hole).toReversed()];
          return island === null ? [holed] : [holed, [star(x, y, 0.0005, island)]];
        }),
      ),
    );
  const name = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.string({
      unit: fc.constantFrom(...Array.from('甲乙㐀𠀀𫝀，、：［］（）１２＝@,=[]\n "')),
      maxLength: 12,
    }),
  );

  /** Rings of a shape as they are written: rounded, turned one way, from the lowest position. */
  const written = (packed: Packed, decimals: number): number[][][][] =>
    Array.from({ length: partCount(packed) }, (_, part) =>
      partOf(packed, part).map((ring) => {
        const places = Array.from({ length: ring.length / 2 }, (__, i) => [
          Number(ring[2 * i]!.toFixed(decimals)),
          Number(ring[2 * i + 1]!.toFixed(decimals)),
        ]).filter(([x, y], i, all) => i === 0 || x !== all[i - 1]![0] || y !== all[i - 1]![1]);
        places.pop();
        const turned = turnOfRing(places.flat()) < 0 ? places.toReversed() : places;
        const lowest = turned.reduce(
          (best, [x, y], i) =>
            x! < turned[best]![0]! || (x === turned[best]![0] && y! < turned[best]![1]!) ? i : best,
          0,
        );
        return [...turned.slice(lowest), ...turned.slice(0, lowest)];
      }),
    );

  it.each(PLOT_PURPOSES)('%s: rings and texts are the same', async (purpose) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ shape, name, use: name }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom(2, 3, 4),
        fc.constantFrom('running', 'restart'),
        fc.boolean(),
        fc.constantFrom(4525, 4546, 4497, 4490),
        async (rows, precision, numbering, prefixJ, epsg) => {
          const layer = layerOf(
            rows.map((row, i) => ({
              // Numbers that are no numbers of points.
              values: [`DK${i}`, row.name, row.use, '0103', ''],
              geometry: row.shape,
            })),
            epsg,
          );
          const { file, report } = await write(layer, { purpose, plot: PLOT, precision, numbering, prefixJ });
          expect(report).toMatchObject({ ok: true, value: { features: rows.length } });
          const all = await readAll(plotTextFormat, file);
          expect(all.probe.layers[0]).toMatchObject({
            count: rows.length,
            crs: { kind: 'known', epsg },
          });
          const codes = new Set([...all.probe.notes, ...all.problems].map(({ code }) => code));
          codes.delete('plot-joined');
          expect([...codes]).toEqual([]);
          const decimals = epsg === 4490 ? 9 : precision;
          const crs = must(crsByEpsg(epsg));
          rows.forEach((row, i) => {
            const { geometry, values } = must(all.features[i]);
            expect(written(must(geometry), decimals)).toEqual(written(toPlane(row.shape, crs), decimals));
            expect(values['地块名称']).toBe(plotSafe(row.name) || null);
            const use = plotSafe(row.use) || null;
            if (purpose === 'in-out-balance') expect(values['地块类型'] ?? null).toBe(use);
            else if (purpose !== 'one-map') expect(values['地块用途']).toBe(use);
            if (purpose === 'one-map' || purpose === 'approval') expect(values['地块编号']).toBe(`DK${i}`);
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});
