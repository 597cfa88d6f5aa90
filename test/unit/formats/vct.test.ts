import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/catalogue.ts';
import { headEntry, vctCrs } from '../../../electron/formats/vct-head.ts';
import { vctFormat } from '../../../electron/formats/vct.format.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { bytesOf, probeFile, readAll, type ReadAll } from '../../fixtures/formats/text-file.ts';
import {
  HEAD_3,
  line3,
  mesh,
  meshRing,
  ORIGIN,
  polygon3,
  vctText,
  type VctText,
  type XY,
} from '../../fixtures/formats/vct.ts';
import { must } from '../../fixtures/import/must.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-vct-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function write(lines: readonly string[], eol = '\r\n', encoding = 'gb18030'): string {
  const file = path.join(folder, 'data.vct');
  fs.writeFileSync(file, bytesOf(lines, eol, encoding));
  return file;
}
const read = (text: VctText, layer?: string): Promise<ReadAll> =>
  readAll(vctFormat, write(vctText(text)), layer === undefined ? {} : { layer });
const problems = ({ problems: all }: ReadAll): [number | null, string, object][] =>
  all.map(({ feature, code, params }) => [feature, code, params]);
const fileNotes = ({ probe }: ReadAll): [string, object][] =>
  probe.notes.filter(({ code }) => code !== 'encoding-taken').map(({ code, params }) => [code, params]);
const rings = (all: ReadAll, i: number): number[][][][] => {
  const geometry = must(all.features[i]?.geometry);
  return Array.from({ length: partCount(geometry) }, (_, part) =>
    partOf(geometry, part).map((ring) =>
      Array.from({ length: ring.length / 2 }, (__, k) => [ring[2 * k]!, ring[2 * k + 1]!]),
    ),
  );
};

const TABLES = ['DLTB,4', 'BSM,Char,18', 'YSDM,Char,10', 'DLBM,Char,5', 'TBMJ,Float,15,2', '0'];
const CODES = ['2001010100,地类图斑,Polygon,DLTB'];
const BORDER = '1099000000';

/** One after another on lines of their own. */
const row = (...lines: string[]): string[] => lines;

const square = ([x, y]: XY, size: number): XY[] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];

describe('VCT 3.0', () => {
  const { lines, polygons } = mesh(3);
  const text: VctText = {
    codes: CODES,
    tables: TABLES,
    lines: lines.flatMap(({ id, points }) => line3(id, BORDER, points)),
    polygons: polygons.flatMap(({ id, ids }) => polygon3(id, '2001010100', ids)),
    rows: [
      'DLTB',
      ...polygons.toReversed().map(({ id }, i) => `${id},B${id},2001010100,0${i},${100 + i}.50`),
      'TableEnd',
    ],
  };

  it('polygons are put together from the lines around them, and have the row of their id', async () => {
    for (const eol of ['\r\n', '\n', '\r']) {
      const all = await readAll(vctFormat, write(vctText(text), eol));
      expect(all.probe.layers).toEqual([
        {
          name: 'DLTB',
          count: 9,
          geometry: 'Polygon',
          crs: { kind: 'known', epsg: 4525, wgs84: false },
          encoding: 'gb18030',
          fields: [
            { name: 'BSM', type: 'text' },
            { name: 'YSDM', type: 'text' },
            { name: 'DLBM', type: 'text' },
            { name: 'TBMJ', type: 'number' },
          ],
        },
      ]);
      expect([...fileNotes(all), ...problems(all)]).toEqual([]);
      expect(all.features).toHaveLength(9);
      polygons.forEach(({ id, corner }, i) => {
        expect(rings(all, i)).toEqual([[meshRing(corner)]]);
        expect(all.features[i]?.values).toEqual({
          BSM: `B${id}`,
          YSDM: '2001010100',
          DLBM: `0${8 - i}`,
          TBMJ: 100.5 + 8 - i,
        });
      });
    }
  });

  it('is known by its content', async () => {
    const file = write(vctText(text));
    expect(await detectFormat(file)).toMatchObject({ ok: true, value: { id: 'vct' } });
    fs.writeFileSync(file, 'not a VCT file');
    expect(await detectFormat(file)).toMatchObject({ error: { code: 'import.wrong-content' } });
  });

  it('holes, islands and parts, with and without zeros between the rings', async () => {
    const nested = [square(ORIGIN, 100), square([37403020, 3320020], 60), square([37403040, 3320040], 10)];
    const apart = square([37403500, 3320000], 10);
    const all = (ids: readonly (number | string)[]): VctText => ({
      codes: CODES,
      tables: TABLES,
      lines: [
        // The outer ring of two lines that run against each other, the others of one each.
        ...line3(1, BORDER, nested[0]!.slice(0, 3)),
        ...line3(2, BORDER, nested[0]!.slice(2).toReversed()),
        ...line3(3, BORDER, nested[1]!),
        ...line3(4, BORDER, nested[2]!),
        ...line3(5, BORDER, apart),
      ],
      polygons: polygon3(9, '2001010100', ids),
      rows: ['DLTB', '9,B,2001010100,01,1', 'TableEnd'],
    });
    for (const ids of [
      [1, -2, 0, 3, 0, 4, 0, 5],
      [1, -2, 3, -4, 5],
      [5, 0, -3, 0, 2, -1, 0, 4],
      [1, -2, 3, 4, 5, 0],
    ]) {
      const done = await read(all(ids));
      expect(problems(done)).toEqual([]);
      const sizes = rings(done, 0).map((part) =>
        part.map((ring) => ring[1]![0]! - ring[0]![0]! + ring[1]![1]! - ring[0]![1]!),
      );
      const sides = sizes.map((part) => part.map(Math.abs)).toSorted((a, b) => b[0]! - a[0]!);
      expect(sides).toEqual([[100, 60], [10], [10]]);
    }
  });

  it('points, lines and polygons with coordinates of their own are layers of their own', async () => {
    const all: VctText = {
      codes: [
        '1001,控制点,Point,KZD',
        '1002,井,Point,KZD',
        '2001,河,Line,XZDW',
        '3001,村,Polygon,CJ',
        '4001,注记,Annotation,ZJ',
      ],
      tables: ['KZD,1', 'MC,Char,20', '0', 'XZDW,2', 'MC,Char,20', 'CD,Int4', '0', 'CJ,1', 'MC,Char,20', '0'],
      points: [
        ...row('11', '1001', 'unknown', '1', '1', '37403000,3320000', '0', ''),
        // Without their number, directed, and a group.
        ...row('12', '1002', 'unknown', '1', '37403001,3320001', '0'),
        ...row('13', '1001', 'unknown', '3', '37403002,3320002', '37403002,3320003', '0'),
        ...row('14', '1001', 'unknown', '4', '2', '37403003,3320003', '37403004,3320004', '0'),
      ],
      lines: [
        ...row('21', '2001', 'unknown', '1', '2'),
        ...row('11', '2', '37403000,3320000', '37403010,3320000'),
        ...row('11', '2', '37403010,3320000', '37403020,3320010', '0'),
      ],
      polygons: [
        ...row('31', '3001', 'unknown', '1', '37403005,3320005', '2'),
        ...row('11', '5', ...square(ORIGIN, 100).map(([x, y]) => `${x},${y},12.5`)),
        ...row(
          '11',
          '4',
          ...square([37403010, 3320010], 10)
            .slice(0, 4)
            .map(([x, y]) => `${x},${y},12.5`),
          '0',
        ),
      ],
      rows: [
        'KZD',
        '11,甲',
        '12,乙',
        'TableEnd',
        'XZDW',
        '21,沅江,7',
        'TableEnd',
        'CJ',
        '31,桐渡村',
        'TableEnd',
      ],
      more: ['AnnotationBegin', '1', '4001', 'AnnotationEnd'],
    };
    const points = await read(all, 'KZD');
    expect(points.probe.layers.map(({ name, geometry, count }) => [name, geometry, count])).toEqual([
      ['KZD', 'Point', 4],
      ['XZDW', 'LineString', 1],
      ['CJ', 'Polygon', 1],
    ]);
    expect(fileNotes(points)).toEqual([
      ['vct-unread', { text: '[annotation]', line: vctText(all).indexOf('AnnotationBegin') + 2 }],
    ]);
    expect(points.features.map(({ geometry, values }) => [[...must(geometry).xy], values])).toEqual([
      [[37403000, 3320000], { MC: '甲', 要素代码: '1001' }],
      [[37403001, 3320001], { MC: '乙', 要素代码: '1002' }],
      [[37403002, 3320002], { MC: null, 要素代码: '1001' }],
      [[37403003, 3320003, 37403004, 3320004], { MC: null, 要素代码: '1001' }],
    ]);
    expect(problems(points)).toEqual([[null, 'vct-no-row', { count: 2 }]]);
    const river = await read(all, 'XZDW');
    expect(river.features[0]?.values).toEqual({ MC: '沅江', CD: 7, 要素代码: '2001' });
    expect([...must(river.features[0]?.geometry).xy]).toEqual([
      37403000, 3320000, 37403010, 3320000, 37403020, 3320010,
    ]);
    const village = await read(all, 'CJ');
    expect(rings(village, 0).map((part) => part.map((ring) => ring.length))).toEqual([[5, 5]]);
  });

  it('codes that share a table are one layer, a table of two geometries is two', async () => {
    const all = await read({
      codes: ['1,a,Polygon,DLTB', '2,b,Polygon,dltb', '3,c,Line,DLTB', '4,d,Polygon,其他'],
      tables: TABLES,
      lines: [...line3(1, BORDER, square(ORIGIN, 10)), ...line3(2, '3', square(ORIGIN, 10))],
      polygons: [...polygon3(8, '1', [1]), ...polygon3(9, '2', [1]), ...polygon3(10, '77', [1])],
    });
    expect(all.probe.layers.map(({ name, count }) => [name, count])).toEqual([
      ['DLTB (polygon)', 2],
      ['DLTB (line)', 1],
    ]);
    expect(fileNotes(all)).toEqual([['vct-code-unknown', { code: '77', count: 1 }]]);
  });

  it('ids of eighteen digits are told apart', async () => {
    const [a, b] = ['500112000000000017', '500112000000000018'];
    const all = await read({
      codes: CODES,
      tables: TABLES,
      lines: [...line3(a, BORDER, square(ORIGIN, 10)), ...line3(b, BORDER, square([37403500, 3320000], 10))],
      polygons: [...polygon3(a, '2001010100', [`-${b}`]), ...polygon3(b, '2001010100', [a])],
      rows: ['DLTB', `${b},乙,,,`, `${a},甲,,,`, 'TableEnd'],
    });
    expect(all.features.map(({ values, geometry }) => [values['BSM'], geometry?.box[0]])).toEqual([
      ['甲', 37403500],
      ['乙', 37403000],
    ]);
  });

  it('rows have the id before their fields or as the first of them; texts may hold the separator', async () => {
    const all = await read({
      codes: CODES,
      tables: ['DLTB,3', 'BSM,Integer,10', 'MJ,Float,15,2', 'BZ,Varchar', '0'],
      lines: line3(1, BORDER, square(ORIGIN, 10)),
      polygons: [2, 3, 4, 5].flatMap((id) => polygon3(id, '2001010100', [1])),
      rows: ['DLTB', '2,7,1.5,甲', '3,2.5,乙', '4,8,x,一,二,三', '5,9', 'TableEnd'],
    });
    expect(all.features.map(({ values }) => values)).toEqual([
      { BSM: 7, MJ: 1.5, BZ: '甲', 要素代码: '2001010100' },
      { BSM: 3, MJ: 2.5, BZ: '乙', 要素代码: '2001010100' },
      { BSM: 8, MJ: 'x', BZ: '一,二,三', 要素代码: '2001010100' },
      { BSM: 9, MJ: null, BZ: null, 要素代码: '2001010100' },
    ]);
    expect(problems(all)).toEqual([[null, 'vct-row-length', { count: 2 }]]);
  });
});

describe('VCT 2.0', () => {
  const HEAD_2 = [
    'Datamark: LANDUSE.VCT',
    'Version: 2.0',
    'Unit: M',
    'Dim: 2',
    'Topo: 1',
    'Coordinate: M',
    'Projection: Gauss-Krueger Projection',
    'Spheroid: CGCS2000 Spheroid',
    'Parameters: 6378137,6356752.3141',
    'Meridinan: 111',
    'MinX: 37394015.414',
    'MinY: 3303134.261',
    'Scale: 10000',
    'Separator: ,',
  ];
  const line2 = (id: number, points: readonly XY[]): string[] => [
    String(id),
    '2001',
    '境界',
    '1',
    String(points.length),
    ...points.map(([x, y]) => `${x},${y}`),
  ];
  const codes = ['2001,境界,Line,0,0,0,JX', '3001,行政区,Polygon,0,0,0,XZQ'];
  const tables = ['XZQ,3', 'BSM,Integer,10', 'YSDM,Char,10', 'XZQMC,Char,50', 'JX,1', 'BSM,Integer,10'];
  const rows = ['XZQ', '9,3001,桐渡镇', 'TableEnd', '', 'JX', '1', 'TableEnd'];

  it('polygons name lines, objects have no end of their own', async () => {
    const text: VctText = {
      head: HEAD_2,
      codes,
      tables,
      points: ['1', '1001', '点', '1', '37403000,3320000', ''],
      lines: [
        ...line2(1, square(ORIGIN, 100).slice(0, 3)),
        ...line2(2, square(ORIGIN, 100).slice(2)),
        ...line2(3, square([37403010, 3320010], 10)),
      ],
      polygons: ['9', '3001', '行政区', '37403050,3320050', '4', '1,2,0,3'],
      rows,
    };
    const all = await read(text, 'XZQ');
    expect(all.probe.layers[0]!.crs).toEqual({ kind: 'known', epsg: 4525, wgs84: false });
    expect(problems(all)).toEqual([]);
    expect(all.features.map(({ values }) => values)).toEqual([{ BSM: 9, YSDM: '3001', XZQMC: '桐渡镇' }]);
    expect(rings(all, 0).map((part) => part.length)).toEqual([2]);
    const borders = await read(text, 'JX');
    expect(borders.features.map(({ geometry }) => geometry?.xy.length)).toEqual([6, 6, 10]);
  });

  it('polygons with coordinates of their own', async () => {
    const all = await read(
      {
        head: HEAD_2.map((line) => line.replace('Topo: 1', 'Topo: 0')),
        codes,
        tables,
        polygons: [
          ...row(
            '9',
            '3001',
            '行政区',
            '37403050,3320050',
            '5',
            ...square(ORIGIN, 100).map(([x, y]) => `${x},${y}`),
          ),
          ...row('5', ...square([37403010, 3320010], 10).map(([x, y]) => `${x},${y}`), '0'),
          ...row(
            '10',
            '3001',
            '行政区',
            '37403050,3320050',
            '4',
            ...square(ORIGIN, 100)
              .slice(0, 4)
              .map(([x, y]) => `${x},${y}`),
            '0',
          ),
        ],
        rows,
      },
      'XZQ',
    );
    expect(all.features.map(({ geometry }) => geometry?.rings.length)).toEqual([3, 2]);
  });

  it('of version 1.0: one colour in the feature codes', async () => {
    const all = await read({
      head: HEAD_2.map((line) => line.replace('LANDUSE.VCT', 'CNSDTF-VCT').replace('2.0', '1.0')),
      codes: ['3001,行政区,Polygon,255,XZQ'],
      tables,
      lines: line2(1, square(ORIGIN, 100)),
      polygons: ['9', '3001', '行政区', '37403050,3320050', '1', '1'],
      rows,
    });
    expect(all.features[0]?.values['XZQMC']).toBe('桐渡镇');
  });

  it.each([
    [['Topo: 1', 'Topo: 2'], 'vct-topology'],
    [['LANDUSE.VCT', 'LANDUSE-DAT'], 'vct-dialect'],
    [['Scale: 10000', 'Offset: 100,0'], 'vct-offset'],
  ])('%j is not read', async ([from, to], code) => {
    const head = HEAD_2.map((line) => line.replace(from!, to!));
    const file = write(vctText({ head, codes, tables, rows }));
    expect(await probeFile(vctFormat, file)).toMatchObject({ ok: false, error: { code: `import.${code}` } });
    expect(`error.import.${code}` in TEXTS['zh-CN']).toBe(true);
  });

  it('that cannot be followed is not read at all: what comes after cannot be told', async () => {
    const text: VctText = {
      head: HEAD_2,
      codes,
      tables,
      lines: [...line2(1, square(ORIGIN, 100)).slice(0, -2), ...line2(2, square(ORIGIN, 100))],
    };
    expect(await probeFile(vctFormat, write(vctText(text)))).toMatchObject({
      ok: false,
      error: { code: 'import.vct-broken', params: { line: 36 } },
    });
  });
});

describe('the system', () => {
  const crsOf = (lines: readonly string[]): object =>
    vctCrs(new Map(lines.map((line) => must(headEntry(line)))));
  const change = (from: string, to: string): string[] =>
    HEAD_3.map((line) => (line.startsWith(`${from}:`) ? `${from}:${to}` : line));
  const known = (epsg: number) => ({ kind: 'known', epsg, wgs84: false });

  it.each([
    [HEAD_3, known(4525)],
    [change('Parameters', '111,,,,1.0,37500000,0.0,3,37'), known(4525)],
    [change('Parameters', '111.0,1,500000,0,3,37'), known(4546)],
    [change('Parameters', '111,1,19500000,0,6,19'), known(4497)],
    [change('Parameters', '111'), known(4525)],
    [change('CoordinateSystemType', 'D'), known(4490)],
    [change('XYUnit', 'D'), known(4490)],
    [change('XYUnit', 'K'), { kind: 'unsupported', name: 'Unit K' }],
    [
      change('Spheroid', 'Xian_1980,6378140,298.257'),
      { kind: 'old-datum', name: 'Xian_1980,6378140,298.257' },
    ],
    [change('Spheroid', 'IAG-75 Spheroid'), { kind: 'old-datum', name: 'IAG-75 Spheroid' }],
    [change('Spheroid', 'Clarke,6378206,294.98'), { kind: 'unsupported', name: 'Clarke,6378206,294.98' }],
    [change('Spheroid', ''), { kind: 'none' }],
    [change('Projection', 'Lambert'), { kind: 'unsupported', name: 'Lambert' }],
    [change('Parameters', '110.5,1,37500000,0,3,37'), { kind: 'none' }],
  ])('%#', (lines, crs) => {
    expect(crsOf(lines)).toEqual(crs);
  });
});

describe('what cannot be used', () => {
  const ring = square(ORIGIN, 10);
  const good = (id: number): string[] => polygon3(id, '2001010100', [1]);
  const wrong = async (polygons: readonly string[], lines: readonly string[] = []): Promise<ReadAll> =>
    read({
      codes: CODES,
      tables: TABLES,
      lines: [...line3(1, BORDER, ring), ...lines],
      polygons: [...good(8), ...polygons, ...good(10)],
      rows: ['DLTB', '8,a,,,', '9,b,,,', '10,c,,,', 'TableEnd'],
    });

  it.each([
    ['a line that is not there', polygon3(9, '2001010100', [1, 77]), [], 'vct-line-missing', { id: '77' }],
    [
      'lines that do not meet',
      polygon3(9, '2001010100', [2, 3]),
      [...line3(2, BORDER, ring.slice(0, 3)), ...line3(3, BORDER, square([37403500, 3320000], 10).slice(2))],
      'vct-open-ring',
      { id: '3' },
    ],
    [
      'a ring that stays open',
      polygon3(9, '2001010100', [2]),
      line3(2, BORDER, ring.slice(0, 3)),
      'vct-open-ring',
      { id: '2' },
    ],
    [
      'a wrong sign',
      polygon3(9, '2001010100', [2, -3]),
      [...line3(2, BORDER, ring.slice(0, 3)), ...line3(3, BORDER, ring.slice(2))],
      'vct-open-ring',
      { id: '3' },
    ],
    [
      'a figure that is none',
      polygon3(9, '2001010100', [2]),
      line3(2, BORDER, ring).map((line) => (line === '37403010,3320010' ? '374O3010,3320010' : line)),
      'vct-figure',
      { id: '2' },
    ],
    [
      'a line that is a curve',
      polygon3(9, '2001010100', [2]),
      line3(2, BORDER, ring).map((line) => (line === '11' ? '12' : line)),
      'vct-line-bad',
      { id: '2' },
    ],
    [
      'polygons made of polygons',
      polygon3(9, '2001010100', [8]).map((line) => (line === '21' ? '22' : line)),
      [],
      'vct-indirect',
      {},
    ],
    ['circles', ['9', '2001010100', 'u', '1', '1,1', '1', '13', '1,1', '5', '0'], [], 'vct-curve', {}],
    ['nonsense', ['9', '2001010100', 'u', 'x', '0'], [], 'vct-object', {}],
    [
      'fewer ids than stated',
      polygon3(9, '2001010100', [1, 1]).filter((line) => line !== '1,1'),
      [],
      'vct-object',
      {},
    ],
    ['no ids', ['9', '2001010100', 'u', '100', '1,1', '21', '0', '0'], [], 'vct-object', {}],
  ] as const)('%s', async (_, polygons, lines, code, params) => {
    const all = await wrong(polygons, lines);
    expect(all.features.map(({ number, values }) => [number, values['BSM']])).toEqual([
      [1, 'a'],
      [3, 'c'],
    ]);
    expect(all.problems).toMatchObject([{ feature: 2, code, params, refused: true }]);
    expect(fileNotes(all)).toEqual([]);
    for (const key of [`import.note.${code}`, `error.import.all-${code}`])
      expect(key in TEXTS['zh-CN']).toBe(true);
  });

  it('more or fewer points than stated never pull a neighbour along', async () => {
    for (const count of ['4', '6']) {
      const all = await wrong(polygon3(9, '2001010100', [2]), [
        ...line3(2, BORDER, ring).map((line) => (line === '5' ? count : line)),
        ...line3(3, BORDER, ring),
      ]);
      expect(all.features).toHaveLength(2);
      expect(all.problems.map(({ feature, code }) => [feature, code])).toEqual([[2, 'vct-line-bad']]);
    }
  });

  it('an object without its closing 0 is read, and so is the next', async () => {
    const all = await wrong(good(9).filter((line) => line !== '0'));
    expect(all.features.map(({ values }) => values['BSM'])).toEqual(['a', 'b', 'c']);
  });

  it('a file that is cut off is not read', async () => {
    const lines = vctText({ codes: CODES, tables: TABLES, lines: line3(1, BORDER, ring), polygons: good(8) });
    for (const at of [10, 24, 30, 40]) {
      const answer = await probeFile(vctFormat, write(lines.slice(0, at)));
      expect(answer.ok).toBe(false);
      if (!answer.ok) expect(`error.${answer.error.code}` in TEXTS['zh-CN']).toBe(true);
    }
  });
});

describe('hostile files', () => {
  const hasText = (key: string): boolean => key in TEXTS['zh-CN'] && key in TEXTS.en;

  it('changed at random (seeded) are read to the end or refused, and every sentence is there', async () => {
    const { lines, polygons } = mesh(2);
    const good = bytesOf(
      vctText({
        codes: [...CODES, '1001,点,Point,KZD', '1002,线,Line,XZDW'],
        tables: [...TABLES, 'KZD,1', 'MC,Char,9', '0'],
        points: ['11', '1001', 'unknown', '1', '1', '37403000,3320000', '0', ''],
        lines: [
          ...lines.flatMap(({ id, points }) => line3(id, BORDER, points)),
          ...line3(99, '1002', square(ORIGIN, 9)),
        ],
        polygons: polygons.flatMap(({ id, ids }) => polygon3(id, '2001010100', [...ids])),
        rows: [
          'DLTB',
          ...polygons.map(({ id }) => `${id},乙,2001010100,01,1.5`),
          'TableEnd',
          'KZD',
          '11,甲',
          'TableEnd',
        ],
      }),
      '\n',
      'gb18030',
    );
    const random = seeded(41);
    const textless = new Set<string>();
    const say = (key: string): void => {
      if (!hasText(key)) textless.add(key);
    };
    const file = path.join(folder, 'mutant.vct');
    for (let i = 0; i < 700; i++) {
      fs.writeFileSync(file, mutate(good, random));
      const format = await detectFormat(file);
      if (!format.ok || format.value.id !== 'vct') continue;
      const probe = await probeFile(vctFormat, file);
      if (!probe.ok) {
        say(`error.${probe.error.code}`);
        continue;
      }
      for (const { name, count } of probe.value.layers) {
        const all = await readAll(vctFormat, file, { layer: name });
        const refusedCount = all.problems.filter(({ refused }) => refused).length;
        expect(all.features.length + refusedCount).toBe(count);
        for (const { geometry } of all.features)
          expect(must(geometry).xy.every((value) => Number.isFinite(value))).toBe(true);
        for (const { code, refused } of [...all.probe.notes, ...all.problems]) {
          say(`import.note.${code}`);
          if (refused) say(`error.import.all-${code}`);
        }
      }
    }
    expect([...textless]).toEqual([]);
  });
});
