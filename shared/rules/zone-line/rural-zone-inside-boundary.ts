import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode } from '../fact-params.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 乡村发展类分区位于边界内. Which zones are rural is in the ruleset's filter. */
export const ruralZoneInsideBoundary = defineRule({
  id: 'rural-zone-inside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['zone_code'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['zone-x-boundary-in'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    {
      key: 'zone-x-boundary-in',
      params: {
        zone: subjectCode(subject, 'zone_code', 'planning_zone'),
        area: areaOf(measure(pieces)),
      },
    },
  ],
});
