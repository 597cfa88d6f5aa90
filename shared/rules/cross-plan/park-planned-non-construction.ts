import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, codesOf, nameOf } from '../sentence-params.ts';

/** 园区位于规划非建设用地. Which classes are not construction is the ruleset's to say. */
export const parkPlannedNonConstruction = defineRule({
  id: 'park-planned-non-construction',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name', 'park_kind'], counterpart: ['land_class'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['park-on-non-built'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['land_class']),
  sentences: (subject, pieces, measure) => [
    {
      key: 'park-on-non-built',
      params: {
        a: nameOf(subject),
        area: areaOf(measure(pieces)),
        classes: codesOf(pieces, 'land_class', 'land_use_class'),
      },
    },
  ],
});
