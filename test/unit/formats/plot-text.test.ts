import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotTextFormat } from '../../../electron/formats/plot-text.format.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import { bytesOf, readBytes, type ReadAll } from '../../fixtures/formats/text-file.ts';
import { must } from '../../fixtures/import/must.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-plots-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const HEAD = [
  '[属性描述]',
  '格式版本号=1.00版本',
  '数据产生单位=澄川县自然资源局',
  '数据产生日期=2024-01-31',
  '坐标系=2000国家大地坐标系',
  '几度分带=3',
  '投影类型=高斯克吕格',
  '计量单位=米',
  '带号=37',
  '精度=0.01',
  '转换参数=0,0,0,0,0,0,0',
  '[地块坐标]',
];
/** A square hectare: south-west corner, then round by the north. */
const N = [3320000, 3320100, 3320100, 3320000];
const E = [37403000, 37403000, 37403100, 37403100];
const CORNERS = [
  [37403000, 3320000],
  [37403000, 3320100],
  [37403100, 3320100],
  [37403100, 3320000],
] as const;
/** Its points as a line each, closed: `J1,1,3320000.00,37403000.00`. */
const square = (ring = 1, first = 1, shift = 0, inset = 0): string[] => {
  const at = (k: number): string => {
    const n = N[k % 4]! + (k % 4 === 1 || k % 4 === 2 ? -inset : inset) + shift;
    const e = E[k % 4]! + (k % 4 < 2 ? inset : -inset);
    return `${n.toFixed(2)},${e.toFixed(2)}`;
  };
  return [0, 1, 2, 3, 4].map((k) => `J${first + (k % 4)},${ring},${at(k)}`);
};

const read = (lines: readonly string[], eol?: string, encoding?: string): Promise<ReadAll> =>
  readBytes(plotTextFormat, folder, bytesOf(lines, eol, encoding));

/** All notes, file and plots, as code and what it says. */
const notes = ({ probe, problems }: ReadAll): [string, object][] =>
  [...probe.notes, ...problems].map(({ code, params }) => [code, params]);

/** Parts of a shape as lists of rings of positions; closing points left out, each ring from its lowest position. */
const partsOf = (all: ReadAll, i = 0): number[][][][] => {
  const geometry = must(all.features[i]?.geometry);
  return Array.from({ length: partCount(geometry) }, (_, part) =>
    partOf(geometry, part).map((ring) => {
      const points = Array.from(
        { length: ring.length / 2 - (geometry.kind === 'polygon' ? 1 : 0) },
        (__, k) => [ring[2 * k]!, ring[2 * k + 1]!],
      );
      return points.toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
    }),
  );
};
const SQUARE = [[CORNERS.map(([x, y]) => [x, y]).toSorted((a, b) => a[0]! - b[0]! || a[1]! - b[1]!)]];
const values = (all: ReadAll, i = 0): Record<string, unknown> =>
  Object.fromEntries(Object.entries(must(all.features[i]).values).filter(([, value]) => value !== null));
const HEAD_VALUES = Object.fromEntries(
  HEAD.filter((line) => line.includes('=')).map((line) => line.split('=') as [string, string]),
);
const plotValues = (all: ReadAll, i = 0): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values(all, i)).filter(([name]) => !(name in HEAD_VALUES)));
const ZONE_37 = { kind: 'known', epsg: 4525, wgs84: false };

describe('forms of boundary-point files', () => {
  it('approval: n-1, area, number, name, type, sheet, class name, class code', async () => {
    const all = await read([...HEAD, '4,1.0000,3,甲地块,面,H49G001001,旱地,0103,@', ...square()]);
    expect(notes(all)).toEqual([]);
    expect(all.probe.layers).toMatchObject([
      { name: 'plots', count: 1, geometry: 'Polygon', crs: ZONE_37, encoding: 'utf-8' },
    ]);
    expect(values(all)).toEqual({
      地块编号: '3',
      地块名称: '甲地块',
      '地块面积（公顷）': 1,
      记录图形属性: '面',
      图幅号: 'H49G001001',
      地块用途: '旱地',
      地类编码: '0103',
      界址点数: 4,
      ...HEAD_VALUES,
    });
    expect(all.probe.layers[0]!.fields.map(({ name }) => name)).toEqual(
      Object.keys(must(all.features[0]).values),
    );
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('general: n, area, number, name, , , use, ,', async () => {
    const all = await read([...HEAD, '5,1,3,甲地块,,,工业用地,,@', ...square()]);
    expect(notes(all)).toEqual([]);
    expect(plotValues(all)).toEqual({
      地块编号: '3',
      地块名称: '甲地块',
      '地块面积（公顷）': 1,
      地块用途: '工业用地',
      界址点数: 5,
    });
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('one map: number, name, type, ,', async () => {
    const all = await read([
      ...HEAD,
      '1,甲,新增建设用地,,@',
      ...square(),
      '2,乙,存量建设用地,,@',
      ...square(1, 1, 200),
    ]);
    expect(notes(all)).toEqual([]);
    expect(plotValues(all)).toEqual({ 地块编号: '1', 地块名称: '甲', 地块类型: '新增建设用地' });
    expect(plotValues(all, 1)).toEqual({ 地块编号: '2', 地块名称: '乙', 地块类型: '存量建设用地' });
    expect(all.features).toHaveLength(2);
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('one map with numbers that are no numbers of points, or no numbers at all', async () => {
    for (const [a, b] of [
      ['17', '23'],
      ['DK-1', 'DK-2'],
      ['', ''],
    ]) {
      const all = await read([
        ...HEAD,
        `${a},甲,新增,,@`,
        ...square(),
        `${b},乙,存量,,@`,
        ...square(1, 1, 200),
      ]);
      expect(notes(all)).toEqual([]);
      expect(plotValues(all, 1)).toEqual({
        地块名称: '乙',
        地块类型: '存量',
        ...(b !== '' && { 地块编号: b }),
      });
    }
  });

  it('enforcement: n, name, type, use', async () => {
    const all = await read([
      ...HEAD,
      '5,甲,违法用地,住宅,@',
      ...square(),
      '5,乙,合法用地,道路,@',
      ...square(1, 1, 200),
    ]);
    expect(notes(all)).toEqual([]);
    expect(plotValues(all)).toEqual({ 地块名称: '甲', 地块类型: '违法用地', 地块用途: '住宅', 界址点数: 5 });
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('increase-decrease link: n, area, , name, , , , use, @ and six fields a point, easting first', async () => {
    const points = square().map((line) => {
      const [name, ring, n, e] = line.split(',');
      return `${name},${e},${n},,${ring},`;
    });
    const all = await read([...HEAD, '5,1.0000,,甲,,,,拆旧地块,@ ', ...points]);
    expect(notes(all)).toEqual([]);
    expect(plotValues(all)).toEqual({
      地块名称: '甲',
      '地块面积（公顷）': 1,
      地块用途: '拆旧地块',
      界址点数: 5,
    });
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('in-out balance: n, name, 面, type, @ with CR alone, a plot line for every ring, plots counted in its place', async () => {
    const hole = square(1, 1, 0, 20);
    const lines = [
      ...HEAD,
      '5,甲,面,转出,@ ',
      ...square(),
      '5,甲,面,转出,@ ',
      ...hole,
      '5,乙,面,转进,@ ',
      ...square(2, 1, 200),
      '5,乙,面,转进,@ ',
      ...square(3, 1, 400),
    ];
    const all = await read(lines, '\r');
    expect(notes(all)).toEqual([['plot-joined', { line: 13, count: 2 }]]);
    expect(all.probe.layers[0]!.count).toBe(3);
    expect(all.features.map((_, i) => plotValues(all, i))).toEqual([
      { 地块名称: '甲', 记录图形属性: '面', 地块类型: '转出', 界址点数: 10 },
      { 地块名称: '乙', 记录图形属性: '面', 地块类型: '转进', 界址点数: 5 },
      { 地块名称: '乙', 记录图形属性: '面', 地块类型: '转进', 界址点数: 5 },
    ]);
    expect(partsOf(all)[0]).toHaveLength(2);
  });

  it('web export: area with its unit first, no head, longitude and latitude', async () => {
    const all = await read([
      '[地块坐标]',
      '0.7655公顷,,地块1,面,,,,@',
      'J1,1,30.0,110.0',
      'J1,1,30.001,110.0',
      'J3,1,30.001,110.001',
      'J4,1,30.0,110.001',
      'J5,1,30.0,110.0',
    ]);
    // No datum is named, so that the area is not measured and the system is asked for.
    expect(notes(all)).toEqual([]);
    expect(all.probe.layers[0]!.crs).toEqual({ kind: 'none' });
    expect(values(all)).toEqual({ 地块名称: '地块1', '地块面积（公顷）': 0.7655, 记录图形属性: '面' });
    expect(partsOf(all)[0]![0]).toEqual([
      [110, 30],
      [110, 30.001],
      [110.001, 30],
      [110.001, 30.001],
    ]);
  });

  it('script: blank before the heading, count + 1, easting first, closing point with one figure twice', async () => {
    const points = square().map((line, k) => {
      const [name, ring, n, e] = line.slice(1).split(',');
      return k === 4 ? `${name},${ring},${e},${e}` : `${name},${ring},${e},${n}`;
    });
    const all = await read([` ${HEAD[0]}`, ...HEAD.slice(1), '6,1.0,,甲,面,,,@', ...points]);
    expect(notes(all)).toEqual([['plot-closing-mended', { line: 18 }]]);
    expect(plotValues(all)).toEqual({
      地块名称: '甲',
      '地块面积（公顷）': 1,
      记录图形属性: '面',
      界址点数: 6,
    });
    expect(partsOf(all)).toEqual(SQUARE);
  });

  it('tool with defects: wrong count, no area, rings not closed', async () => {
    const all = await read([
      ...HEAD,
      '41,0,1,0,面,0,0,,@',
      ...square().slice(0, 4),
      ...square(2, 5, 0, 20).slice(0, 4),
    ]);
    expect(notes(all)).toEqual([['plot-count', { line: 13, stated: 41, count: 8 }]]);
    expect(partsOf(all)).toHaveLength(1);
    expect(partsOf(all)[0]).toHaveLength(2);
  });

  it('lines and points by their type', async () => {
    const all = await read([
      ...HEAD,
      '5,0,1,甲渠,线,,,,@',
      ...square(),
      '2,0,2,乙井,点,,,,@',
      ...square().slice(0, 2),
    ]);
    expect(notes(all)).toEqual([]);
    expect(all.probe.layers[0]!.geometry).toBe('LineString, Point');
    expect([...must(all.features[0]?.geometry).xy].slice(-2)).toEqual([37403000, 3320000]);
    expect(all.features.map(({ geometry }) => [geometry?.kind, geometry?.xy.length])).toEqual([
      ['line', 10],
      ['point', 4],
    ]);
  });

  it('thirteen fields: those beyond the eighth are kept', async () => {
    const all = await read([...HEAD, '5,1,DK1,甲,面,H50,住宅用地,0701,图斑,旱地,7,6,备注一,@', ...square()]);
    expect(plotValues(all)).toMatchObject({
      图斑类型: '图斑',
      地类: '旱地',
      改造前质量等别: '7',
      备注: '备注一',
    });
    const ten = await read([...HEAD, '5,1,DK1,甲,面,H50,住宅用地,0701,又,再,@', ...square()]);
    expect(plotValues(ten)).toMatchObject({ 地类编码: '0701', 第9项: '又', 第10项: '再' });
  });
});

describe('holes and parts', () => {
  it('are told apart by containment, an island in a hole too, whatever the order and turn of the rings', async () => {
    const rings = [square(1, 1), square(2, 1, 0, 10), square(3, 1, 0, 20), square(4, 1, 200)];
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]) {
      for (const turned of [false, true]) {
        const lines = order.flatMap((i, k) =>
          (turned && k % 2 === 0 ? rings[i]!.toReversed() : rings[i]!).map((line) =>
            line.replace(/^(J\d),\d/, `$1,${k + 1}`),
          ),
        );
        const all = await read([...HEAD, '19,2.0,1,甲,面,,,,@', ...lines]);
        const sizes = partsOf(all)
          .map((part) => part.length)
          .toSorted((a, b) => a - b);
        expect(sizes).toEqual([1, 1, 2]);
        const holed = partsOf(all).find((part) => part.length === 2)!;
        expect(holed[0]).toEqual(SQUARE[0]![0]);
      }
    }
  });

  it('rings under one number end where their first point comes again', async () => {
    const all = await read([...HEAD, '10,0,1,甲,面,,,,@', ...square(), ...square(1, 5, 200)]);
    expect(notes(all)).toEqual([]);
    expect(partsOf(all).map((part) => part.length)).toEqual([1, 1]);
  });

  it('counts are right with and without the closing points of holes', async () => {
    const lines = [...square(), ...square(2, 5, 0, 20)];
    for (const [count, isNoted] of [
      [6, true],
      [7, false],
      [8, false],
      [9, false],
      [10, false],
      [11, false],
      [12, true],
    ] as const) {
      const all = await read([...HEAD, `${count},0,1,甲,面,,,,@`, ...lines]);
      expect(notes(all)).toEqual(isNoted ? [['plot-count', { line: 13, stated: count, count: 8 }]] : []);
    }
  });
});
