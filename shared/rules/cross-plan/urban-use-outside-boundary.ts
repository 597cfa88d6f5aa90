import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode } from '../fact-params.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/**
 * 边界外居住商业工业仓储. Rural homesteads, mining, fuel stations and what is marked village may lie outside: the
 * ruleset's filter says which classes count.
 */
export const urbanUseOutsideBoundary = defineRule({
  id: 'urban-use-outside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: ['land_class'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['urban-use-outside-boundary'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    {
      key: 'urban-use-outside-boundary',
      params: {
        class: subjectCode(subject, 'land_class', 'land_use_class'),
        area: areaOf(measure(pieces)),
      },
    },
  ],
});
