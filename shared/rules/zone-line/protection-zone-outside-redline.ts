import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 生态保护区超出生态保护红线. The zone less the whole redline. */
export const protectionZoneOutsideRedline = defineRule({
  id: 'protection-zone-outside-redline',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: [], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['zone-100-not-redline'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (_subject, pieces, measure) => [
    { key: 'zone-100-not-redline', params: { area: areaOf(measure(pieces)) } },
  ],
});
