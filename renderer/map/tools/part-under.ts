import { packFlat } from '../../../shared/geometry/build-packed.ts';
import { partCount, partOf } from '../../../shared/geometry/counts.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { pointInPolygon } from '../../../shared/geometry/predicates.ts';
import type { LonLat } from '../../../shared/map/sketch.ts';

/** The part of a geometry whose shell has a place in it; the first part when none has. */
export function partUnder(geometry: Packed, at: LonLat): number {
  for (let part = 0; part < partCount(geometry); part++) {
    const shell = packFlat('polygon', [partOf(geometry, part).slice(0, 1)]);
    if (pointInPolygon(shell, at[0], at[1]) !== 'outside') return part;
  }
  return 0;
}

/** The hole that a place lies in, as its ring number in the geometry; null when it lies in none. */
export function holeUnder(geometry: Packed, at: LonLat): number | null {
  for (let part = 0; part < partCount(geometry); part++) {
    const rings = partOf(geometry, part);
    for (let ring = 1; ring < rings.length; ring++) {
      if (pointInPolygon(packFlat('polygon', [[rings[ring]!]]), at[0], at[1]) !== 'outside')
        return geometry.parts[part]! + ring;
    }
  }
  return null;
}
