import { z } from 'zod';
import { defineSelf } from '../define-self.ts';
import { numberFact } from '../fact-params.ts';
import { labelFieldsOf } from '../record-label.ts';
import { hasAreas, subjectParams, wholePiece } from '../self-piece.ts';
import { hasField, numberOf } from './filled.ts';
import { isBeyond } from './tolerance.ts';

/** 填写面积与椭球面积. An imported figure stands until the geometry changes; here it is held against it. */
export const storedArea = defineSelf({
  id: 'stored-area',
  params: z.strictObject({
    filter: z.strictObject({}),
    thresholds: z.strictObject({ max_difference_m2: z.number().nonnegative() }),
  }),
  messages: ['stored-area'],
  appliesTo: (schema) => hasAreas(schema) && hasField(schema, 'area_m2'),
  fieldsOf: (schema) => ['area_m2', ...labelFieldsOf(schema)],
  readsGeometry: true,
  evaluate(feature, _schema, { thresholds }, severity) {
    const stored = numberOf(feature.fields, 'area_m2');
    if (stored === null || feature.geometry?.kind !== 'polygon') return [];
    const area = feature.areaM2();
    if (!isBeyond(stored, area, thresholds.max_difference_m2)) return [];
    return [wholePiece(feature, severity, { stored, area })];
  },
  sentences(subject, pieces) {
    const stored = numberFact(pieces[0]!, 'stored');
    const area = numberFact(pieces[0]!, 'area');
    return [
      {
        key: 'stored-area',
        params: {
          ...subjectParams(subject),
          stored: { kind: 'area', m2: stored, unit: 'm2' },
          area: { kind: 'area', m2: area, unit: 'm2' },
          diff: { kind: 'area', m2: Math.abs(stored - area), unit: 'm2' },
        },
      },
    ];
  },
});
