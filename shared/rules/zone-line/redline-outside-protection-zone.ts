import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 生态保护红线未划入生态保护区. The zones under the redline that are of another kind; the zone is to change. */
export const redlineOutsideProtectionZone = defineRule({
  id: 'redline-outside-protection-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: [], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['redline-not-zone-100'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (_subject, pieces, measure) => [
    { key: 'redline-not-zone-100', params: { area: areaOf(measure(pieces)) } },
  ],
});
