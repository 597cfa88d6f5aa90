import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { intrudes } from '../ecology-sentences.ts';
import { overlapPiece } from '../overlap-piece.ts';

/** 园区进入生态功能区. No kind of park is exempt; which zone types bar is in the ruleset's filter. */
export const parkEcologicalZone = defineRule({
  id: 'park-ecological-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name'], counterpart: ['name'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['park-x-ecological-zone'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['name']),
  sentences: (subject, pieces, measure) => intrudes('park-x-ecological-zone', subject, pieces, measure),
});
