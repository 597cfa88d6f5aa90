import { normalisePacked } from '../../../shared/geometry/normalise.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** Every parcel shaken on its own by up to some steps, as files that were digitised twice are. */
export function shaken(polygons: readonly Packed[], seed: number, steps: number): Packed[] {
  const next = seeded(seed);
  return polygons.map((polygon) => {
    const xy = polygon.xy.map((value) => value + ((next() - 0.5) * 2 * steps) / 1e9);
    // The closing point is the first.
    for (let r = 0; r + 1 < polygon.rings.length; r++) {
      const [from, last] = [2 * polygon.rings[r]!, 2 * polygon.rings[r + 1]! - 2];
      xy[last] = xy[from]!;
      xy[last + 1] = xy[from + 1]!;
    }
    return normalisePacked({ ...polygon, xy });
  });
}
