import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, codesOf, nameOf } from '../sentence-params.ts';

/**
 * 生态功能区内规划建设用地. Which zone types bar building, and that linear works and villages do not count, is in
 * the ruleset's filters.
 */
export const ecologicalZoneConstruction = defineRule({
  id: 'ecological-zone-construction',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name', 'zone_type'], counterpart: ['land_class'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['eco-x-built'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['land_class']),
  sentences: (subject, pieces, measure) => [
    {
      key: 'eco-x-built',
      params: {
        a: nameOf(subject),
        area: areaOf(measure(pieces)),
        classes: codesOf(pieces, 'land_class', 'land_use_class'),
      },
    },
  ],
});
