import { polygonAreaM2 } from '../../../shared/geometry/area.ts';
import { boxesIntersect } from '../../../shared/geometry/box.ts';
import { isEmptyPacked } from '../../../shared/geometry/counts.ts';
import type { FeatureRecord } from '../../../shared/model/record.ts';
import type { Geos } from '../geometry/geos.ts';

/** Ground that two features both have, m2, by GEOS. */
export function overlapM2(geos: Geos, features: readonly FeatureRecord[]): number {
  let sum = 0;
  features.forEach(({ geometry: a }, i) =>
    features.slice(i + 1).forEach(({ geometry: b }) => {
      if (!boxesIntersect(a!.box, b!.box)) return;
      const common = geos.overlay('intersection', a!, b!);
      if (!isEmptyPacked(common)) sum += polygonAreaM2(common);
    }),
  );
  return sum;
}
