import { describe, expect, it } from 'vitest';
import { partCount } from '../../../../shared/geometry/counts.ts';
import { roleOfName } from '../../../../shared/import/sheet/column-roles.ts';
import { readTable } from '../../../fixtures/sheets/features.ts';
import { must } from '../../../fixtures/import/must.ts';

describe('names of columns', () => {
  it.each([
    ['经度', 'longitude'],
    ['经度（°）', 'longitude'],
    ['中心点经度', 'longitude'],
    ['Lng', 'longitude'],
    ['纬度(度分秒)', 'latitude'],
    ['大地坐标B', 'latitude'],
    ['X', 'x'],
    ['X坐标（m）', 'x'],
    ['坐标(X)', 'x'],
    ['纵坐标X', 'x'],
    ['北坐标', 'x'],
    ['POINT_X', 'x'],
    ['Ｘ', 'x'],
    ['横坐标 Y(米)', 'y'],
    ['东坐标', 'y'],
    ['Y_2000', 'y'],
    ['WKT', 'geometry'],
    ['几何', 'geometry'],
    ['the_geom', 'geometry'],
    ['地块编号', 'plot'],
    ['宗地号', 'plot'],
    ['DKBH', 'plot'],
    ['地块名称', 'plot-name'],
    ['点号', 'point'],
    ['界址点号', 'point'],
    ['圈号', 'ring'],
    ['地块圈号', 'ring'],
    ['边长（m）', 'of-point'],
    ['面积', null],
    ['备注', null],
    ['项目编号', null],
    ['年份', null],
    ['', null],
  ])('%s is %s', (name, role) => {
    expect(roleOfName(name)).toBe(role);
  });
});

describe('a table', () => {
  it('with longitude and latitude gives points, whatever stands first', () => {
    const { layout, features } = readTable([
      ['名称', '纬度', '经度', '编码'],
      ['甲', 30.1, 110.5, '440803001001002003'],
      ['乙', '30°06′00″', '110°30′36″E', '2'],
    ]);
    expect(layout).toMatchObject({
      shape: { kind: 'points', at: { first: 2, second: 1 } },
      headEnd: 1,
      header: true,
    });
    expect(features.map(({ number, values, geometry }) => [number, values, [...must(geometry).xy]])).toEqual([
      [1, { 名称: '甲', 纬度: 30.1, 经度: 110.5, 编码: '440803001001002003' }, [110.5, 30.1]],
      [2, { 名称: '乙', 纬度: '30°06′00″', 经度: '110°30′36″E', 编码: '2' }, [110.51, 30.1]],
    ]);
  });

  it('of X and Y gives them as headed: their size tells which is north', () => {
    const { features } = readTable([
      ['点名', 'X', 'Y'],
      ['甲', 3320534.4363, 37403511.2519],
    ]);
    expect([...must(must(features[0]).geometry).xy]).toEqual([3320534.4363, 37403511.2519]);
  });

  it('has its head below titles and a line of units', () => {
    const { layout, features } = readTable([
      ['澄川县公共服务设施一览表', null, null, null],
      ['填表单位：自然资源局', null, null, '单位：公顷'],
      [],
      ['序号', '名称', '东坐标', '北坐标'],
      [1, '小学', 403511.25, 3320534.43],
      [2, '卫生院', 404478.1, 3320747.77],
    ]);
    expect(layout).toMatchObject({ headEnd: 4, shape: { kind: 'points', at: { first: 3, second: 2 } } });
    expect(layout.fields.map(({ name }) => name)).toEqual(['序号', '名称', '东坐标', '北坐标']);
    expect(features.map(({ values }) => values['名称'])).toEqual(['小学', '卫生院']);
  });

  it('may have a head of two rows, groups above their columns', () => {
    const { layout, features } = readTable([
      ['项目一览表'],
      ['序号', '名称', '坐标', null, '面积（公顷）'],
      [null, null, 'X', 'Y', null],
      [1, '甲', 3320534.43, 37403511.25, 3.5],
    ]);
    expect(layout.fields.map(({ name }) => name)).toEqual(['序号', '名称', 'X', 'Y', '面积（公顷）']);
    expect(layout).toMatchObject({ headEnd: 3, shape: { kind: 'points' } });
    expect(features).toHaveLength(1);
  });

  it('without a head is told by what its columns hold', () => {
    const degrees = readTable([
      ['甲', 110.5123, 30.1234],
      ['乙', 110.6123, 30.2234],
    ]);
    expect(degrees.layout).toMatchObject({
      header: false,
      shape: { kind: 'points', at: { first: 1, second: 2 } },
    });
    expect(degrees.features.map(({ values }) => values)).toEqual([
      { A: '甲', B: 110.5123, C: 30.1234 },
      { A: '乙', B: 110.6123, C: 30.2234 },
    ]);
    expect(
      readTable([
        [1, 2, 3],
        [4, 5, 6],
      ]).layout.shape.kind,
    ).toBe('none');
    expect(
      readTable([
        ['甲', 2020, 31],
        ['乙', 2021, 30],
      ]).layout.shape.kind,
    ).toBe('none');
  });

  it('without coordinates has rows without shapes', () => {
    const { layout, features } = readTable([
      ['乡镇', '耕地', '林地'],
      ['桐渡镇', 12.5, 33],
      ['雁落乡', 2, 7],
    ]);
    expect(layout).toMatchObject({ shape: { kind: 'none' }, headEnd: 1 });
    expect(features.map(({ values, geometry }) => [values['乡镇'], geometry])).toEqual([
      ['桐渡镇', null],
      ['雁落乡', null],
    ]);
  });

  it('of texts alone takes its first row for the head', () => {
    const { layout } = readTable([
      ['代码', '名称'],
      ['0101', '水田'],
      ['甲', '旱地'],
    ]);
    expect(layout).toMatchObject({ headEnd: 1, header: true });
  });

  it('makes names of columns unique, and names those that have none', () => {
    const { layout } = readTable([
      ['面积', '面积', null, '备注'],
      [1, 2, 3, 'x'],
      [1, 2, 3, 'y'],
    ]);
    expect(layout.fields.map(({ name }) => name)).toEqual(['面积', '面积_2', 'C', '备注']);
  });

  it('with repeated heads passes over them', () => {
    const head = ['名称', '经度', '纬度'];
    const { features } = readTable([head, ['甲', 110.5, 30.1], head, ['乙', 110.6, 30.2]]);
    expect(features.map(({ values }) => values['名称'])).toEqual(['甲', '乙']);
  });

  it('names rows whose coordinates cannot be read, and leaves them out', () => {
    const { features, problems } = readTable([
      ['名称', '经度', '纬度'],
      ['甲', 110.5, 30.1],
      ['乙', '不详', 30.1],
      ['丙', null, null],
      ['丁', 110.6, 30.2],
    ]);
    expect(features.map(({ number, geometry }) => [number, geometry === null])).toEqual([
      [1, false],
      [3, true],
      [4, false],
    ]);
    expect(problems).toMatchObject([
      { feature: 2, code: 'sheet-coordinates', params: { row: 3, x: '不详', y: '30.1' }, refused: true },
    ]);
  });
});

describe('a column of geometries', () => {
  const ring = '0 0, 4 0, 4 4, 0 4, 0 0';
  it('is found by name or content: WKT, EWKT, GeoJSON, features', () => {
    const texts = [
      `POLYGON((${ring}))`,
      `SRID=4490;MULTIPOLYGON(((${ring})),((9 9, 10 9, 10 10, 9 9)))`,
      'polygon z ((0 0 5, 1 0 5, 1 1 5, 0 0 5))',
      '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}',
      '{ "type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}',
      'POLYGON EMPTY',
      null,
    ];
    for (const name of ['几何', '随便']) {
      const { layout, features, problems } = readTable([
        ['编号', name],
        ...texts.map((text, i) => [i, text]),
      ]);
      expect(layout).toMatchObject({ shape: { kind: 'text', column: 1 } });
      expect(layout.fields.map((field) => field.name)).toEqual(['编号']);
      expect(problems).toEqual([]);
      expect(features.map(({ geometry }) => (geometry === null ? null : partCount(geometry)))).toEqual([
        1,
        2,
        1,
        1,
        1,
        null,
        null,
      ]);
    }
  });

  it('goes before coordinates; without a head its first row is a feature', () => {
    expect(
      readTable([
        ['wkt', '经度', '纬度'],
        ['POINT(110 30)', 110.5, 30.5],
      ]).layout.shape,
    ).toEqual({ kind: 'text', column: 0 });
    expect(readTable([['POINT(110 30)'], ['POINT(111 31)']]).features).toHaveLength(2);
  });

  it('names rows that are no geometry', () => {
    const { features, problems } = readTable([
      ['wkt'],
      ['POINT(110 30)'],
      ['POLYGON((1 2, 3'],
      ['POINT(1 2)'],
      ['{"type":"Nonsense"}'],
      ['POINT(110 x)'],
    ]);
    expect(features.map(({ number }) => number)).toEqual([1, 3]);
    expect(problems.map(({ feature, code, params }) => [feature, code, params['row']])).toEqual([
      [2, 'sheet-geometry', 3],
      [4, 'geometry-type', 5],
      [5, 'sheet-geometry', 6],
    ]);
  });

  it('of blanks without end is read in no time', () => {
    const blanks = ' '.repeat(1_000_000);
    const texts = [
      `POINT${blanks}`,
      `${blanks}POINT`,
      `POLYGON Z${blanks}x`,
      `SRID=${blanks}`,
      `POINT${blanks}EMPTY`,
    ];
    const { features } = readTable([['wkt'], ['POINT(1 2)'], ['POINT(1 3)'], ...texts.map((text) => [text])]);
    expect(features.length).toBeGreaterThanOrEqual(2);
  });
});
