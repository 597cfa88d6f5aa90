import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { intrudes } from '../ecology-sentences.ts';
import { overlapPiece } from '../overlap-piece.ts';

/** 城镇中心进入生态功能区. No town level is exempt; which zone types bar is in the ruleset's filter. */
export const townEcologicalZone = defineRule({
  id: 'town-ecological-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name'], counterpart: ['name'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['town-x-ecological-zone'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['name']),
  sentences: (subject, pieces, measure) => intrudes('town-x-ecological-zone', subject, pieces, measure),
});
