import { fromGeoJson } from '../../../shared/geometry/geojson.ts';
import type { FieldValue } from '../../../shared/model/record.ts';
import { must } from '../../../shared/result.ts';
import type { Sample } from '../../../shared/sample/index.ts';
import type { Edit } from '../../fixtures/check/memory-source.ts';

const LAYERS = [
  'industrial_park',
  'land_use',
  'town_center',
  'functional_zone',
  'ecological_zone',
  'ecological_redline',
  'basic_farmland',
  'urban_boundary',
] as const;

export type SampleLayer = Parameters<Sample['features']>[0];

const depth = (value: unknown): number => (Array.isArray(value) ? 1 + depth(value[0]) : 0);

/** The polygons of a generated county as edits of a test double, without a file. */
export function recordsOf(sample: Sample, layers: readonly SampleLayer[] = LAYERS): Edit[] {
  return layers.flatMap((layer) =>
    [...sample.features(layer)].map(({ uid, fields, coordinates }, i): Edit => {
      const type = depth(coordinates) === 4 ? 'MultiPolygon' : 'Polygon';
      const geometry = must(fromGeoJson({ type, coordinates } as GeoJSON.Geometry));
      return { layer, fid: i + 1, put: { uid, fields: fields as Record<string, FieldValue>, geometry } };
    }),
  );
}
