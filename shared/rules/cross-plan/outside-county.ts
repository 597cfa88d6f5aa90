import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { LABEL_FIELDS, labelOf } from '../fact-params.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 超出县级行政区. Plans stop at the county line; lines and surveys are handed down and are not asked. */
export const outsideCounty = defineRule({
  id: 'outside-county',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: LABEL_FIELDS, counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['outside-county'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (subject, pieces, measure) => [
    { key: 'outside-county', params: { a: labelOf(subject), area: areaOf(measure(pieces)) } },
  ],
});
