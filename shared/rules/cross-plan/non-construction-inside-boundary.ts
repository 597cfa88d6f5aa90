import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode } from '../fact-params.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/**
 * 边界内非建设用地. The ruleset's filter looks at the concentrated construction area alone: a special-use area
 * keeps hills and water, and a flexible area its present use.
 */
export const nonConstructionInsideBoundary = defineRule({
  id: 'non-construction-inside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['land_class'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['non-built-inside-boundary'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    {
      key: 'non-built-inside-boundary',
      params: {
        area: areaOf(measure(pieces)),
        class: subjectCode(subject, 'land_class', 'land_use_class'),
      },
    },
  ],
});
