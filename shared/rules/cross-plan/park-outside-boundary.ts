import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, nameOf } from '../sentence-params.ts';

/**
 * 园区位于城镇开发边界外. The park less the whole boundary: one piece without a counterpart, however many parts,
 * each of which must reach the least area by itself.
 */
export const parkOutsideBoundary = defineRule({
  id: 'park-outside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: ['name', 'park_kind'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['park-outside-boundary'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    { key: 'park-outside-boundary', params: { a: nameOf(subject), area: areaOf(measure(pieces)) } },
  ],
});
