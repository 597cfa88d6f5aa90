import { z } from 'zod';
import { averageWidthM, metresPerDegree } from '../../geometry/measure.ts';
import type { Packed } from '../../geometry/packed.ts';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, subjectParams, wholePiece } from '../self-piece.ts';
import { areaOf } from '../sentence-params.ts';
import { isSliverPart, sliverThresholds, type SliverLimits } from '../sliver.ts';
import { hasSoundArea } from './sound-area.ts';

/** A little more than what the plane of one latitude is off by over a county. */
const MARGIN = 1.02;

/**
 * Whether the scale test can hold at all, from plane figures and without the ellipsoid: of 200,000 parcels a few
 * hundred are left. A rectangle around a polygon is at least as wide as area by longest distance.
 */
function isSmallOrNarrow(geometry: Packed, areaM2: number, limits: SliverLimits): boolean {
  if (areaM2 <= limits.sliver_area_m2) return true;
  const [west, south, east, north] = geometry.box;
  const { lon, lat } = metresPerDegree((south + north) / 2);
  const across = Math.hypot((east - west) * lon, (north - south) * lat);
  if (areaM2 <= across * limits.sliver_width_m * MARGIN) return true;
  const { xy, rings } = geometry;
  let perimeter = 0;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = 2 * rings[ring]! + 2; i < 2 * rings[ring + 1]!; i += 2) {
      const dx = (xy[i]! - xy[i - 2]!) * lon;
      const dy = (xy[i + 1]! - xy[i - 1]!) * lat;
      perimeter += Math.sqrt(dx * dx + dy * dy);
    }
  }
  return 2 * areaM2 <= perimeter * limits.sliver_width_m * MARGIN;
}

/** 狭长图斑: small or narrow in scale, and stretched in shape; a river or a road is the second alone. */
export const sliver = defineSelf({
  id: 'sliver',
  params: z.strictObject({ filter: z.strictObject({}), thresholds: sliverThresholds }),
  messages: ['sliver'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate(feature, _schema, { thresholds }, severity) {
    const { geometry } = feature;
    if (geometry?.kind !== 'polygon' || geometry.xy.length === 0) return [];
    const areaM2 = feature.areaM2();
    if (!isSmallOrNarrow(geometry, areaM2, thresholds)) return [];
    if (!isSliverPart({ geometry, areaM2 }, thresholds) || !hasSoundArea(feature)) return [];
    return [wholePiece(feature, severity, { width_m: averageWidthM(geometry) }, areaM2)];
  },
  sentences: (subject, pieces, measure) => [
    {
      key: 'sliver',
      params: {
        ...subjectParams(subject),
        area: areaOf(measure(pieces)),
        width: { kind: 'length', m: numberFact(pieces[0]!, 'width_m'), unit: 'm' },
      },
    },
  ],
});
