import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { toGeoJson } from '../../shared/geometry/geojson.ts';
import type { Packed } from '../../shared/geometry/packed.ts';

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

export const collection = (features: readonly Feature[]): FeatureCollection => ({
  type: 'FeatureCollection',
  features: [...features],
});

export const feature = (geometry: Geometry, properties: Record<string, unknown>, id?: number): Feature => ({
  type: 'Feature',
  geometry,
  properties,
  ...(id === undefined ? {} : { id }),
});

/** A packed geometry for the map. */
export const packedFeature = (packed: Packed, properties: Record<string, unknown>, id?: number): Feature =>
  feature(toGeoJson(packed), properties, id);
