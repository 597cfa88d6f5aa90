import type { Crs } from '../crs/catalogue.ts';
import { transformOf } from '../crs/transform.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import { boxOfXY } from '../geometry/box.ts';
import type { FieldValue } from '../model/record.ts';
import type { OutFeature, OutLayer } from './out-layer.ts';

/** The stored field of the official area. */
const AREA = 'area_m2';

/**
 * How the ellipsoid area of a layer's features is told, m2: as the field has it where that goes out, so that figures of
 * one file agree to the last digit, else from the shape, back in degrees. Null for layers that cover no ground.
 */
export function outArea(layer: OutLayer): ((feature: OutFeature) => number | null) | null {
  if (layer.geometry?.endsWith('POLYGON') !== true) return null;
  const field = layer.fields.findIndex(({ key }) => key === AREA);
  return ({ values, geometry }) => {
    const given: FieldValue = values[field] ?? null;
    if (typeof given === 'number') return given;
    return geometry === null ? null : planeAreaM2(geometry, layer.crs);
  };
}

function planeAreaM2(geometry: NonNullable<OutFeature['geometry']>, crs: Crs): number {
  if (crs.kind === 'geographic') return polygonAreaM2(geometry);
  const { toDegrees } = transformOf(crs);
  const xy = geometry.xy.slice();
  for (let i = 0; i < xy.length; i += 2) toDegrees(xy, i);
  return polygonAreaM2({ ...geometry, xy, box: boxOfXY(xy) });
}
