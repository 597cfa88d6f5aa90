import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode } from '../fact-params.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/**
 * 现状建设规划为非建设. The planned parcel is the subject, the survey parcels under it are the pieces. A recorded
 * basis (demolition, reclamation, relocation) answers it; land left blank is construction land and no case of it.
 */
export const builtPlannedNonConstruction = defineRule({
  id: 'built-planned-non-construction',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['land_class'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['built-to-non-built'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    {
      key: 'built-to-non-built',
      params: {
        area: areaOf(measure(pieces)),
        class: subjectCode(subject, 'land_class', 'land_use_class'),
      },
    },
  ],
});
