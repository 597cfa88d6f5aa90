import { z } from 'zod';
import { ringAreaM2 } from '../../geometry/area.ts';
import { metresPerDegree } from '../../geometry/measure.ts';
import { partCount, partOf } from '../../geometry/counts.ts';
import type { Packed } from '../../geometry/packed.ts';
import { defineSelf } from '../define-self.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, subjectParams, wholePiece } from '../self-piece.ts';
import { hasSoundArea } from './sound-area.ts';
import { onlyThresholds } from './params.ts';

/** What the plane of one latitude is off by, at most, over a part that is `TALL` degrees high. */
const MARGIN = 1.05;
const TALL = 1;

/** Twice the area of a ring in square degrees. */
function doublePlaneArea(xy: Float64Array): number {
  const [x0, y0] = [xy[0]!, xy[1]!];
  let sum = 0;
  for (let i = 2; i + 3 < xy.length; i += 2) {
    sum += (xy[i]! - x0) * (xy[i + 3]! - y0) - (xy[i + 2]! - x0) * (xy[i + 1]! - y0);
  }
  return Math.abs(sum);
}

/** Whether rings, a shell and its holes, are larger than the limit seen from plane figures, without the ellipsoid. */
function isPlainlyLarger(rings: readonly Float64Array[], { box }: Packed, limit: number): boolean {
  const [, south, , north] = box;
  if (north - south > TALL) return false;
  const { lon, lat } = metresPerDegree((south + north) / 2);
  const double = rings.reduce((sum, ring, i) => sum + (i === 0 ? 1 : -1) * doublePlaneArea(ring), 0);
  return (double / 2) * lon * lat > limit * MARGIN;
}

/** Area of the parts smaller than the limit, m2; null where there is none. */
function tinyArea(geometry: Packed, whole: number, limit: number): number | null {
  const parts = partCount(geometry);
  if (parts === 1) return whole < limit ? whole : null;
  let sum: number | null = null;
  for (let part = 0; part < parts; part++) {
    const rings = partOf(geometry, part);
    if (isPlainlyLarger(rings, geometry, limit)) continue;
    const area = rings.reduce((total, ring, i) => total + (i === 0 ? 1 : -1) * Math.abs(ringAreaM2(ring)), 0);
    if (area < limit) sum = (sum ?? 0) + area;
  }
  return sum;
}

/** 细小图斑: a connected part below the least area. The limit is a local setting. */
export const tinyFace = defineSelf({
  id: 'tiny-face',
  params: onlyThresholds({ min_area_m2: z.number().nonnegative() }),
  messages: ['tiny-face'],
  appliesTo: hasAreas,
  fieldsOf: labelFieldsOf,
  readsGeometry: true,
  evaluate(feature, _schema, { thresholds }, severity) {
    const { geometry } = feature;
    if (geometry?.kind !== 'polygon' || geometry.xy.length === 0) return [];
    const areaM2 = tinyArea(geometry, feature.areaM2(), thresholds.min_area_m2);
    return areaM2 === null || !hasSoundArea(feature) ? [] : [wholePiece(feature, severity, {}, areaM2)];
  },
  sentences: (subject, pieces, measure, { thresholds }) => [
    {
      key: 'tiny-face',
      params: {
        ...subjectParams(subject),
        area: { kind: 'area', m2: measure(pieces).areaM2, unit: 'm2' },
        min: { kind: 'area', m2: thresholds.min_area_m2, unit: 'm2' },
      },
    },
  ],
});
