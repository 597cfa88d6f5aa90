import { describe, expect, it } from 'vitest';
import { kindOfName } from '../../../shared/import/geometry-name.ts';
import { canTake, suggestTarget } from '../../../shared/import/suggest-target.ts';
import { mayBeWebMap } from '../../../shared/import/web-map.ts';
import { BUILTIN_LAYERS } from '../../../shared/model/builtin-layers.ts';
import { readEpsg, NO_CRS } from '../../../shared/crs/parse-wkt.ts';

const layers = BUILTIN_LAYERS;
const told = (
  name: string,
  fields: readonly string[] = [],
  kind: 'point' | 'line' | 'polygon' | null = 'polygon',
) =>
  suggestTarget(
    { name, kind, fields: fields.map((one) => ({ name: one, type: 'text', samples: [] })) },
    layers,
  );

describe('the target of a source layer', () => {
  it.each([
    ['STBHHX', 'ecological_redline'],
    ['stbhhx', 'ecological_redline'],
    ['990121STBHHX_2020', 'ecological_redline'],
    ['县级成果/矢量数据.gdb/CZKFBJ', 'urban_boundary'],
    ['CZKFBJ · Polygon', 'urban_boundary'],
    ['YJJBNT', 'basic_farmland'],
    ['YJJBNTTB', 'basic_farmland'],
    ['YJJBNTBHTB', 'basic_farmland'],
    ['GHYDYH', 'land_use'],
    ['GHFQ', 'functional_zone'],
    ['XZZTGNDW', 'township_function'],
    ['DLTB', 'survey_parcel'],
    ['JQDLTB', 'survey_parcel'],
    ['industrial_park', 'industrial_park'],
    ['Industrial Park', 'industrial_park'],
    ['生态保护红线', 'ecological_redline'],
    ['澄川县永久基本农田', 'basic_farmland'],
  ])('%s is told by its name', (name, layer) => {
    expect(told(name)).toEqual({ layer, by: 'name' });
  });

  it.each([['XSTBHHXX'], ['中心城区规划分区'], ['非永久基本农田'], ['WHQSTBHHX'], ['图层1'], ['']])(
    '%s is not',
    (name) => {
      expect(told(name)).toBeNull();
    },
  );

  it('is told by fields that few layers have, and by those of all it is not', () => {
    // The redline in its planning and its survey edition.
    expect(told('图层1', ['BSM', 'YSDM', 'LHLX', 'XJXZQDM', 'MJ'])?.layer ?? null).not.toBe('urban_boundary');
    expect(told('图层1', ['BSM', 'YJJBNTTBBH', 'YJJBNTMJ', 'YJJBNTTBMJ'])).toEqual({
      layer: 'basic_farmland',
      by: 'fields',
    });
    expect(told('图层1', ['BSM', 'YSDM', 'MJ'])).toBeNull();
  });

  it('takes features of its kind, whatever the name says', () => {
    expect(told('STBHHX', [], 'line')).toBeNull();
    expect(told('STBHHX', [], null)).toEqual({ layer: 'ecological_redline', by: 'name' });
    const takes = (kind: 'point' | 'line' | 'polygon' | null): number =>
      layers.filter((schema) => canTake(schema, { kind })).length;
    expect([takes('line'), takes('point'), takes(null)]).toEqual([
      1,
      2,
      layers.filter(({ geometry }) => geometry !== null).length,
    ]);
  });
});

describe('the name of a geometry', () => {
  it.each([
    ['MULTIPOLYGON', 'polygon'],
    ['3D Polygon', 'polygon'],
    ['CurvePolygon', 'polygon'],
    ['MultiSurface', 'polygon'],
    ['PolyLineZ', 'line'],
    ['Multi Line String', 'line'],
    ['CompoundCurve', 'line'],
    ['MultiPoint', 'point'],
    ['PointZ', 'point'],
    ['polygon', 'polygon'],
    ['point, polygon', null],
    ['Unknown (any)', null],
    ['GEOMETRY', null],
    ['', null],
  ])('%s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });
});

describe('a web map', () => {
  const degrees = Float64Array.of(110.7, 30.1, 110.8, 30.2);
  it.each([
    ['kml', readEpsg(4326), degrees, true],
    ['gpx', readEpsg(4326), degrees, true],
    ['geojson', readEpsg(4326), degrees, true],
    ['csv', NO_CRS, degrees, true],
    // It says that it is in the official system.
    ['geojson', readEpsg(4490), degrees, false],
    ['csv', NO_CRS, Float64Array.of(37438007.85, 3333973.58), false],
    ['csv', NO_CRS, new Float64Array(), false],
    ['geopackage', readEpsg(4326), degrees, false],
  ])('%s %o', (format, crs, vertices, asked) => {
    expect(mayBeWebMap(format, { crs }, vertices)).toBe(asked);
  });
});
