import type { IdentifyHit } from '../../../shared/bridge/query-contract.ts';
import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { toSteps } from '../../../shared/geometry/grid.ts';
import { nearest } from '../../../shared/geometry/nearest.ts';
import type { GeometryKind } from '../../../shared/geometry/packed.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import { reachBox } from '../../../shared/snap/surroundings.ts';
import type { ParsedFeature, ParsedFeatures } from './parsed.ts';
import type { Reader } from './reader-types.ts';
import { featureTitle } from './title.ts';

const KIND_ORDER: Readonly<Record<GeometryKind, number>> = { point: 0, line: 1, polygon: 2 };

/** Whether a click at the position means the feature: polygons hold it exactly, lines and points are near it. */
function isHit(feature: ParsedFeature, at: readonly [number, number], tolerance: number): boolean {
  const { geometry } = feature;
  if (geometry.kind === 'polygon') return pointInPolygon(geometry, at[0], at[1]) !== 'outside';
  return nearest(geometry, at[0], at[1], toSteps(tolerance)) !== undefined;
}

/**
 * What lies under a click, through the whole stack: points, then lines, then polygons from small to large,
 * so that what is easiest to miss comes first; equals go by the order of `layers`, then by fid.
 */
export function identifyAt(
  reader: Reader,
  parsed: ParsedFeatures,
  at: readonly [number, number],
  tolerance: number,
  layers: readonly string[],
): IdentifyHit[] {
  const box = reachBox(at, tolerance);
  return reader.within(() =>
    layers
      .flatMap((layer, place) =>
        parsed
          .near(reader, layer, box)
          .filter((feature) => isHit(feature, at, tolerance))
          .map((feature) => describe(reader, feature, place)),
      )
      .sort((a, b) => a.kind - b.kind || a.size - b.size || a.place - b.place || a.hit.fid - b.hit.fid)
      .map((entry) => entry.hit),
  );
}

function describe(
  reader: Reader,
  { layer, uid, fid, geometry }: ParsedFeature,
  place: number,
): { readonly hit: IdentifyHit; readonly kind: number; readonly size: number; readonly place: number } {
  const schema = reader.schema(layer)!;
  const fields = reader.featuresByFid(layer, [fid])[0]?.fields ?? {};
  const areaM2 =
    geometry.kind !== 'polygon'
      ? null
      : typeof fields.area_m2 === 'number'
        ? fields.area_m2
        : polygonAreaM2(geometry);
  const title = featureTitle(schema, fields, uid);
  return {
    hit: { ref: { table: layer, uid }, fid, title, areaM2 },
    kind: KIND_ORDER[geometry.kind],
    size: areaM2 ?? 0,
    place,
  };
}
