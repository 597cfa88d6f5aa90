import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectFormat } from '../../../electron/formats/catalogue.ts';
import { readFigures, readPointLine } from '../../../electron/formats/plot-figures.ts';
import { areaOf } from '../../../electron/formats/plot-form.ts';
import { plotTextFormat } from '../../../electron/formats/plot-text.format.ts';
import { TEXTS } from '../../../shared/i18n/text.ts';
import { bytesOf, readAll, readBytes, type ReadAll } from '../../fixtures/formats/text-file.ts';
import { must } from '../../fixtures/import/must.ts';
import { mutate, seeded } from '../../fixtures/import/random.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lantu-plot-grammar-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const HEAD = ['[属性描述]', '坐标系=2000国家大地坐标系', '几度分带=3', '带号=37', '[地块坐标]'];
const SQUARE = [
  'J1,1,3320000.00,37403000.00',
  'J2,1,3320100.00,37403000.00',
  'J3,1,3320100.00,37403100.00',
  'J4,1,3320000.00,37403100.00',
  'J1,1,3320000.00,37403000.00',
];
const read = (lines: readonly string[]): Promise<ReadAll> =>
  readBytes(plotTextFormat, folder, bytesOf(lines));
const notes = ({ probe, problems }: ReadAll): [string, object][] =>
  [...probe.notes, ...problems].map(({ code, params }) => [code, params]);
const name = (all: ReadAll): unknown => all.features[0]?.values['地块名称'];

describe('punctuation', () => {
  it('full-width comma, equals and brackets stand for plain ones where the grammar has them', async () => {
    const all = await read([
      '［属性描述］',
      '坐标系＝2000国家大地坐标系',
      '几度分带 = ３',
      '带号＝３７',
      '【地块坐标】',
      '5，1，3，甲，面，，，，＠',
      ...SQUARE.map((line, i) =>
        i === 1 ? line.replaceAll(',', '，').replace('3320100', '３３２０１００') : line,
      ),
    ]);
    expect(notes(all)).toEqual([]);
    expect(all.probe.layers[0]!.crs).toEqual({ kind: 'known', epsg: 4525, wgs84: false });
    expect(all.features[0]?.values).toMatchObject({ 地块编号: '3', 地块名称: '甲', '地块面积（公顷）': 1 });
    expect(must(all.features[0]?.geometry).box).toEqual([37403000, 3320000, 37403100, 3320100]);
  });

  it.each([
    '甲、乙地块',
    '地块：一期',
    '［甲］【乙】(丙)',
    '第１２号',
    '甲，乙',
    'ａｂ＝ｃ',
    '𠀀𫝀村',
    'A=B',
    '甲@乙',
    '甲＠',
  ])('names are left as they are: %s', async (given) => {
    const all = await read([...HEAD, `5,1,3,${given},面,,,,@`, ...SQUARE]);
    expect(notes(all)).toEqual([]);
    expect(name(all)).toBe(given);
    const four = await read([...HEAD, `5,${given},违法用地,住宅,@`, ...SQUARE]);
    expect(name(four)).toBe(given);
  });

  it('a plot line without a comma before its @, with blanks and commas after it', async () => {
    for (const end of ['0101@', '0101 , @ ', '0101,@,,', '0101@\t']) {
      const all = await read([...HEAD, `5,1,3,甲,面,,旱地,${end}`, ...SQUARE]);
      expect(notes(all)).toEqual([]);
      expect(all.features[0]?.values).toMatchObject({ 地块名称: '甲', 地块用途: '旱地', 地类编码: '0101' });
    }
  });
});

describe('the head', () => {
  it('keys may hold an @: a plot line is looked for only where one may stand', async () => {
    const all = await read([
      '[项目信息]',
      '联系人=甲,乙,丙,丁,@',
      '电子邮件=office@example.invalid',
      '备注=a=b@',
      ...HEAD,
      '5,1,3,甲,面,,,,@',
      ...SQUARE,
    ]);
    expect(notes(all)).toEqual([]);
    expect(all.probe.layers[0]!.count).toBe(1);
    expect(all.features[0]?.values).toMatchObject({
      联系人: '甲,乙,丙,丁,@',
      电子邮件: 'office@example.invalid',
      备注: 'a=b@',
      带号: '37',
    });
  });

  it('plots without their heading are found', async () => {
    const all = await read([...HEAD.slice(0, -1), '5,1,3,A=B,面,,,,@', ...SQUARE]);
    expect(notes(all)).toEqual([]);
    expect(name(all)).toBe('A=B');
  });

  it('unknown blocks, keys that come again and stray lines are kept or told', async () => {
    const all = await read([
      '[测绘信息]',
      '单位=测绘院',
      '这一行什么都不是',
      '[属性描述]',
      '坐标系=2000国家大地坐标系',
      '带号=37',
      '带号=38',
      '地块名称=总名',
      '[地块坐标]',
      '坐标说明=X北Y东',
      '5,1,3,甲,面,,,,@',
      ...SQUARE,
      '以上为甲地块',
    ]);
    expect(notes(all)).toEqual([
      ['plot-block', { line: 1, block: '测绘信息' }],
      ['plot-stray', { line: 3, text: '这一行什么都不是' }],
      ['plot-key-again', { line: 7, key: '带号' }],
      ['plot-stray', { line: 17, text: '以上为甲地块' }],
    ]);
    expect(all.features[0]?.values).toMatchObject({
      单位: '测绘院',
      带号: '37',
      带号_2: '38',
      地块名称: '甲',
      地块名称_2: '总名',
      坐标说明: 'X北Y东',
    });
  });

  it('many stray lines are counted, and lines without end are passed over', async () => {
    const all = await read([
      ...HEAD,
      ...Array.from({ length: 230 }, (_, i) => `多余${i}`),
      'x'.repeat(70_000),
      '5,1,3,甲,面,,,,@',
      ...SQUARE,
    ]);
    const codes = notes(all).map(([code]) => code);
    expect(codes.filter((code) => code === 'plot-stray')).toHaveLength(200);
    expect(codes.slice(200)).toEqual(['plot-long-line', 'plot-stray-more']);
    expect(notes(all).at(-1)).toEqual(['plot-stray-more', { count: 30 }]);
    expect(all.features).toHaveLength(1);
  });
});

describe('points', () => {
  it.each([
    ['J3,1,332010.00,37403100.00'],
    ['J3,1,3320100.00,374031.00.00'],
    ['J3,1,3320100.00,'],
    ['J3,1,,'],
    ['J3,1,37403100.00,37403100.00'],
    ['J3,1,3320100.00'],
    ['J3,1,30.5,37403100.00'],
    ['J3,1,1e9999,37403100.00'],
    ['J3,1,3320100.00,37403100.00x,'],
  ])('one that fits no range leaves its plot out, with its line: %s', async (line) => {
    const lines = SQUARE.map((one, i) => (i === 2 ? line : one));
    const all = await read([...HEAD, '5,1,3,甲,面,,,,@', ...SQUARE, '5,1,4,乙,面,,,,@', ...lines]);
    expect(all.features.map(({ number }) => number)).toEqual([1]);
    expect(all.probe.layers[0]!.count).toBe(2);
    expect(all.problems).toMatchObject([
      { feature: 2, code: 'plot-point', params: { line: 15, text: line }, refused: true, level: 'error' },
    ]);
  });

  it('one of another zone or system than the rest leaves its plot out', async () => {
    for (const line of ['J3,1,3320100.00,38403100.00', 'J3,1,3320100.00,403100.00', 'J3,1,30.01,110.1']) {
      const lines = SQUARE.map((one, i) => (i === 2 ? line : one));
      const all = await read([...HEAD, '5,1,3,甲,面,,,,@', ...SQUARE, '5,1,4,乙,面,,,,@', ...lines]);
      expect(all.features).toHaveLength(1);
      expect(all.problems).toMatchObject([
        { feature: 2, code: 'plot-other-system', params: { line: 15, text: line }, refused: true },
      ]);
    }
  });

  it('plots with too few points, or none', async () => {
    const all = await read([
      ...HEAD,
      '2,0,1,甲,面,,,,@',
      ...SQUARE.slice(0, 2),
      '5,0,2,乙,面,,,,@',
      '5,0,3,丙,面,,,,@',
      ...SQUARE,
      'J5,2,3320000.00,37403000.00',
    ]);
    expect(notes(all)).toEqual([
      ['plot-few-points', { line: 6, points: 2 }],
      ['plot-empty', { line: 9 }],
      ['plot-ring-dropped', { line: 16 }],
    ]);
    expect(all.features).toHaveLength(1);
  });

  it('points without a plot line are a plot without attributes', async () => {
    const all = await read([...HEAD, '5,1,3,甲,面,,,,', ...SQUARE]);
    expect(notes(all)).toEqual([
      ['plot-stray', { line: 6, text: '5,1,3,甲,面,,,,' }],
      ['plot-no-line', { line: 7 }],
    ]);
    expect(all.features[0]?.values).toMatchObject({ 地块名称: null, 带号: '37' });
    const bad = await read([...HEAD, 'J1,1,33,37403000.00', ...SQUARE]);
    expect(notes(bad)).toEqual([['plot-point', { line: 6, text: 'J1,1,33,37403000.00' }]]);
  });

  it('a plot line without its @ never adds its points to the plot before it', async () => {
    const all = await read([...HEAD, '5,1,3,甲,面,,,,@', ...SQUARE, '5,1,4,乙,面,,,,', ...SQUARE]);
    expect(all.features).toHaveLength(0);
    expect(notes(all)).toEqual([['plot-point', { line: 12, text: '5,1,4,乙,面,,,,' }]]);
  });

  it('the order is told point by point, and a mixture is said', async () => {
    const turned = (line: string): string => line.replace(/^(J\d,\d),([^,]+),([^,]+)$/, '$1,$3,$2');
    const east = await read([...HEAD, '5,1,3,甲,面,,,,@', ...SQUARE.map(turned)]);
    expect(notes(east)).toEqual([]);
    const mixed = await read([
      ...HEAD,
      '5,1,3,甲,面,,,,@',
      ...SQUARE.map((line, i) => (i === 2 ? turned(line) : line)),
    ]);
    expect(notes(mixed)).toEqual([['plot-mixed-order', { line: 6 }]]);
    for (const all of [east, mixed])
      expect(must(all.features[0]?.geometry).box).toEqual([37403000, 3320000, 37403100, 3320100]);
  });

  it.each([
    ['J1,1,3320000.5,37403000.25', '1'],
    ['J1,3320000.5,37403000.25', null],
    ['J1,1,3320000.5,37403000.25,', '1'],
    ['J1,1,3320000.5,37403000.25,512.3', '1'],
    ['J1,3320000.5,37403000.25,,2', '2'],
    ['J1,37403000.25,3320000.5,,2,', '2'],
    ['J1,3320000.5,37403000.25,512.3,2,', '2'],
    ['J1,3,3320000.5,37403000.25,,', '3'],
    ['J1,2,512.3,3320000.5,37403000.25', '2'],
  ])('of five and six fields are read where the figures fit: %s', (line, ring) => {
    expect(readPointLine(line.split(','))).toMatchObject({
      name: 'J1',
      ring,
      east: 37403000.25,
      north: 3320000.5,
      system: 37,
    });
  });

  it('a small ring number beside degrees is no latitude', () => {
    expect(readPointLine('J1,5,110.2,30.5'.split(','))).toMatchObject({
      ring: '5',
      east: 110.2,
      north: 30.5,
    });
    expect(readPointLine('J1,5,110.2,30.5,,'.split(','))).toMatchObject({
      ring: '5',
      east: 110.2,
      north: 30.5,
    });
  });

  it('no two figures are a position both ways round', () => {
    const figure = fc.oneof(
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.double({ min: 50_000, max: 7_000_000, noNaN: true }),
      fc.double({ min: 9_000_000, max: 50_000_000, noNaN: true }),
    );
    fc.assert(
      fc.property(figure, figure, (a, b) => {
        const [one, other] = [readFigures(a, b), readFigures(b, a)];
        // Turned round they are the same place or, like the figures themselves, none.
        expect(one === null).toBe(other === null);
        if (one === null || other === null) return;
        expect([one.east, one.north]).toEqual([other.east, other.north]);
        expect(one.northFirst).toBe(!other.northFirst);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('areas', () => {
  it.each([
    ['1.25', 1.25],
    ['0.7655公顷', 0.7655],
    ['7655平方米', 0.7655],
    ['15 亩', 1],
    ['１．５', 1.5],
    ['', null],
    ['约1', null],
    ['1.2.3', null],
    ['1万平方米', null],
  ])('%s', (given, hectares) => {
    const read = areaOf(given);
    if (hectares === null) expect(read).toBeNull();
    else expect(read).toBeCloseTo(hectares, 12);
  });

  it('stated and measured are both said where they differ', async () => {
    const stated = async (area: string, head = HEAD): Promise<[string, object][]> =>
      notes(await read([...head, `5,${area},1,甲,面,,,,@`, ...SQUARE]));
    // The plane area of a square of 100 m, and its area on the ellipsoid.
    expect(await stated('1.0000')).toEqual([]);
    expect(await stated('0.9998')).toEqual([]);
    expect(await stated('1.0900')).toEqual([
      ['plot-area', { line: 6, stated: 1.09, plane: 1, ellipsoid: 0.9998 }],
    ]);
    expect(await stated('10000')).toEqual([
      ['plot-area-metres', { line: 6, stated: 10000, plane: 1, ellipsoid: 0.9998 }],
    ]);
    const noDatum = HEAD.filter((line) => !line.startsWith('坐标系'));
    expect(await stated('1.0900', noDatum)).toEqual([
      ['plot-area-plane', { line: 5, stated: 1.09, plane: 1 }],
    ]);
    const all = await read([...HEAD, '5,1.0200,1,甲,面,,,,@', ...SQUARE]);
    expect(all.problems).toMatchObject([{ code: 'plot-area', level: 'info' }]);
    const far = await read([...HEAD, '5,2,1,甲,面,,,,@', ...SQUARE]);
    expect(far.problems).toMatchObject([{ code: 'plot-area', level: 'warning' }]);
    const degrees = await read([
      '[属性描述]',
      '坐标系=2000国家大地坐标系',
      '[地块坐标]',
      // 30 to 30.0009 north, 110 to 110.001 east: 9626.1231 m2 by the formula of the survey notice.
      '5,0.9626,1,甲,面,,,,@',
      'J1,1,30,110',
      'J2,1,30.0009,110',
      'J3,1,30.0009,110.001',
      'J4,1,30,110.001',
      '5,1.5,1,甲,面,,,,@',
      'J1,1,30,110',
      'J2,1,30.0009,110',
      'J3,1,30.0009,110.001',
      'J4,1,30,110.001',
    ]);
    expect(notes(degrees)).toEqual([['plot-area-ellipsoid', { line: 9, stated: 1.5, ellipsoid: 0.9626 }]]);
    expect(degrees.probe.layers[0]!.crs).toEqual({ kind: 'known', epsg: 4490, wgs84: false });
  });
});

describe('the system', () => {
  const crsOf = async (
    head: Record<string, string>,
    line: (n: string, e: string) => string = (n, e) => `${n},${e}`,
  ): Promise<[object, [string, object][]]> => {
    const keys = Object.entries(head).map(([key, value]) => `${key}=${value}`);
    const points = SQUARE.map((one) => {
      const [pointName, ring, n, e] = one.split(',') as [string, string, string, string];
      return `${pointName},${ring},${line(n, e)}`;
    });
    const all = await read(['[属性描述]', ...keys, '[地块坐标]', '5,1,1,甲,面,,,,@', ...points]);
    return [must(all.probe.layers[0]).crs, notes(all)];
  };
  const plain = (n: string, e: string): string => `${n},${e.slice(2)}`;
  const six = (n: string, e: string): string => `${n},19${e.slice(2)}`;
  const CGCS = '2000国家大地坐标系';

  it.each([
    [{ 坐标系: CGCS, 几度分带: '3', 带号: '37' }, undefined, { kind: 'known', epsg: 4525, wgs84: false }],
    [{ 坐标系: 'CGCS2000' }, undefined, { kind: 'known', epsg: 4525, wgs84: false }],
    [
      { 坐标系: '国家2000', 几度分带: '3度带', 带号: '３７' },
      plain,
      { kind: 'known', epsg: 4546, wgs84: false },
    ],
    [{ 坐标系: CGCS, 带号: '37' }, plain, { kind: 'known', epsg: 4546, wgs84: false }],
    [{ 坐标系: CGCS, 几度分带: '6', 带号: '19' }, plain, { kind: 'known', epsg: 4508, wgs84: false }],
    [{ 坐标系: CGCS, 几度分带: '6', 带号: '19' }, six, { kind: 'known', epsg: 4497, wgs84: false }],
    [{ 坐标系: CGCS }, plain, { kind: 'none' }],
    [{ 坐标系: CGCS, 几度分带: '6', 带号: '37' }, plain, { kind: 'none' }],
    [{ 带号: '37', 几度分带: '3' }, undefined, { kind: 'none' }],
    [{ 坐标系: '80国家大地坐标系', 带号: '37' }, undefined, { kind: 'old-datum', name: '80国家大地坐标系' }],
    [{ 坐标系: '1980西安坐标系' }, plain, { kind: 'old-datum', name: '1980西安坐标系' }],
    [{ 坐标系: '1954年北京坐标系' }, undefined, { kind: 'old-datum', name: '1954年北京坐标系' }],
    [{ 坐标系: '澄川独立坐标系' }, undefined, { kind: 'unsupported', name: '澄川独立坐标系' }],
  ])('%j', async (head, line, crs) => {
    expect(await crsOf(head, line)).toEqual([crs, []]);
  });

  it('the number of the eastings is believed over the head, which is said', async () => {
    expect(await crsOf({ 坐标系: CGCS, 几度分带: '6', 带号: '19' })).toEqual([
      { kind: 'known', epsg: 4525, wgs84: false },
      [['plot-zone-differs', { zone: '19', width: '6', found: 37, degrees: 3 }]],
    ]);
  });

  it('longitude and latitude, either first', async () => {
    const all = await read([
      '[属性描述]',
      '坐标系=WGS84',
      '[地块坐标]',
      '4,0,1,甲,面,,,,@',
      'J1,1,110,30',
      'J2,1,110,30.001',
      'J3,1,110.001,30.001',
    ]);
    expect(all.probe.layers[0]!.crs).toEqual({ kind: 'known', epsg: 4490, wgs84: true });
    expect(must(all.features[0]?.geometry).box).toEqual([110, 30, 110.001, 30.001]);
  });
});

describe('bytes', () => {
  const LINES = [...HEAD, '5,1,3,㳠滩村甲地块,面,,旱地,,@', ...SQUARE];

  it.each([
    ['utf8', 'utf-8'],
    ['gbk', 'gb18030'],
    ['gb18030', 'gb18030'],
    ['utf16le', 'utf16le'],
    ['utf16be', 'utf16be'],
  ])('%s with CRLF, LF and CR', async (encoding, taken) => {
    const text = encoding === 'gbk' ? LINES.map((line) => line.replace('㳠', '桐')) : LINES;
    for (const eol of ['\r\n', '\n', '\r']) {
      for (const mark of encoding === 'utf8'
        ? ['', '\uFEFF']
        : [encoding.startsWith('utf16') ? '\uFEFF' : '']) {
        const bytes = iconv.encode(mark + text.join(eol), encoding);
        const file = path.join(folder, 'bytes.txt');
        fs.writeFileSync(file, bytes);
        expect(await detectFormat(file)).toMatchObject({ ok: true, value: { id: 'plot-text' } });
        const all = await readBytes(plotTextFormat, folder, bytes);
        expect(all.probe.layers[0]!.encoding).toBe(taken);
        expect(notes(all)).toEqual(taken === 'utf-8' ? [] : [['encoding-taken', { encoding: taken }]]);
        expect(name(all)).toBe(encoding === 'gbk' ? '桐滩村甲地块' : '㳠滩村甲地块');
        expect(must(all.features[0]?.geometry).box).toEqual([37403000, 3320000, 37403100, 3320100]);
      }
    }
  });

  it('the user chooses the encoding', async () => {
    const file = path.join(folder, 'chosen.txt');
    fs.writeFileSync(file, iconv.encode(LINES.join('\n'), 'gb18030'));
    const all = await readAll(plotTextFormat, file, { encoding: 'GBK' });
    expect(name(all)).toBe('㳠滩村甲地块');
  });

  it('a text file that is none of these is of unknown format', async () => {
    for (const text of [
      '会议纪要\r\n一、关于产业园区……\r\n',
      '[window]\r\nwidth=30\r\n',
      'a,b,c@d.invalid\r\n1,2\r\n',
      'x',
      '1,2,3,4,@\r\n',
    ]) {
      const file = path.join(folder, 'notes.txt');
      fs.writeFileSync(file, text);
      expect(await detectFormat(file)).toMatchObject({ ok: false, error: { code: 'import.unknown-format' } });
    }
  });

  it('plots without any heading are known by a plot line and a point', async () => {
    const file = path.join(folder, 'bare.txt');
    fs.writeFileSync(file, bytesOf(['5,1,3,甲,面,,,,@', ...SQUARE]));
    expect(await detectFormat(file)).toMatchObject({ ok: true, value: { id: 'plot-text' } });
  });
});

describe('hostile files', () => {
  const hasText = (key: string): boolean => key in TEXTS['zh-CN'] && key in TEXTS.en;

  it('changed at random (seeded) are read to the end, and every note has its sentence', async () => {
    const good = bytesOf([
      '[项目信息]',
      '项目名称=一号',
      ...HEAD,
      '9,1.0,3,甲地块,面,,旱地,0103,@',
      ...SQUARE,
      'J5,2,3320020.00,37403020.00',
      'J6,2,3320080.00,37403020.00',
      'J7,2,3320080.00,37403080.00',
      '5,乙,违法用地,住宅,@',
      ...SQUARE,
      '5,丙,面,转出,@ ',
      ...SQUARE.map((line) => line.replace(/^(J\d),(\d),([^,]+),([^,]+)$/, '$1,$4,$3,,$2,')),
    ]);
    const random = seeded(31);
    const textless = new Set<string>();
    for (let i = 0; i < 600; i++) {
      const all = await readBytes(plotTextFormat, folder, mutate(good, random));
      const sound = all.features.every(
        ({ geometry }) => geometry !== null && geometry.xy.every((value) => Number.isFinite(value)),
      );
      expect(sound).toBe(true);
      const refusedCount = all.problems.filter(({ refused }) => refused).length;
      expect(all.features.length + refusedCount).toBe(all.probe.layers[0]!.count);
      for (const { code, refused } of [...all.probe.notes, ...all.problems]) {
        if (!hasText(`import.note.${code}`)) textless.add(code);
        if (refused && !hasText(`error.import.all-${code}`)) textless.add(`all-${code}`);
      }
    }
    expect([...textless]).toEqual([]);
  });

  it('long runs and deep nests end soon', async () => {
    const spaces = ' '.repeat(60_000);
    const rings = Array.from({ length: 1500 }, (_, i) =>
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [0, 100],
      ].map(
        ([n, e], k) =>
          `J${k},${i},${3320000 + n! + (n === 0 ? i : -i) * 0.01},${37403000 + e! + (e === 0 ? i : -i) * 0.01}`,
      ),
    ).flat();
    const all = await read([
      ...HEAD,
      `5,1${spaces}公顷x,3,甲,面,,,,@`,
      `5,1,3,甲${spaces}=,面,,,,@`,
      ','.repeat(60_000),
      '@'.repeat(60_000),
      `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
      '5,0,3,甲,面,,,,@',
      ...rings,
    ]);
    expect(partsCount(all)).toBe(750);
  });
});

const partsCount = (all: ReadAll): number => must(all.features.at(-1)?.geometry).parts.length - 1;
