import { z } from 'zod';
import { ringAreaM2 } from '../../geometry/area.ts';
import { partCount, partOf } from '../../geometry/counts.ts';
import type { Packed } from '../../geometry/packed.ts';
import { defineSelf } from '../define-self.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, subjectParams, wholePiece } from '../self-piece.ts';
import { hasSoundArea } from './sound-area.ts';
import { onlyThresholds } from './params.ts';

/** Area of the parts smaller than the limit, m2; null where there is none. */
function tinyArea(geometry: Packed, whole: number, limit: number): number | null {
  const parts = partCount(geometry);
  if (parts === 1) return whole < limit ? whole : null;
  let sum: number | null = null;
  for (let part = 0; part < parts; part++) {
    const area = partOf(geometry, part).reduce(
      (total, ring, i) => total + (i === 0 ? 1 : -1) * Math.abs(ringAreaM2(ring)),
      0,
    );
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
