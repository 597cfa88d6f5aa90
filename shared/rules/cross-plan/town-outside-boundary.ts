import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, nameOf } from '../sentence-params.ts';

/**
 * 城镇中心位于边界外. The ruleset leaves the levels out whose place is a village zone: where those leave it is
 * found by the rule on planning zones.
 */
export const townOutsideBoundary = defineRule({
  id: 'town-outside-boundary',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: ['name'], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['town-outside-boundary'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    { key: 'town-outside-boundary', params: { a: nameOf(subject), area: areaOf(measure(pieces)) } },
  ],
});
