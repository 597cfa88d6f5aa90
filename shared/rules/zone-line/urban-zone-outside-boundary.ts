import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 城镇发展区位于边界外. The zone less the whole boundary. */
export const urbanZoneOutsideBoundary = defineRule({
  id: 'urban-zone-outside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: [], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['zone-x-boundary-out'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (_subject, pieces, measure) => [
    { key: 'zone-x-boundary-out', params: { area: areaOf(measure(pieces)) } },
  ],
});
