import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, codesOf, nameOf } from '../sentence-params.ts';

/** 园区内规划水域. Water inside a park is to be kept, not built on: apart from other non-construction land. */
export const parkPlannedWater = defineRule({
  id: 'park-planned-water',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name'], counterpart: ['land_class'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['park-on-planned-water'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['land_class']),
  sentences: (subject, pieces, measure) => [
    {
      key: 'park-on-planned-water',
      params: {
        a: nameOf(subject),
        area: areaOf(measure(pieces)),
        classes: codesOf(pieces, 'land_class', 'land_use_class'),
      },
    },
  ],
});
