import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, codesOf } from '../sentence-params.ts';

/** 永久基本农田未划入农田保护区. The zone contains the farmland and may be larger. */
export const basicFarmlandOutsideFarmlandZone = defineRule({
  id: 'basic-farmland-outside-farmland-zone',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: [], counterpart: ['zone_code'] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['farmland-not-zone-300'],
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, ['zone_code']),
  sentences: (_subject, pieces, measure) => [
    {
      key: 'farmland-not-zone-300',
      params: {
        area: areaOf(measure(pieces)),
        zone: codesOf(pieces, 'zone_code', 'planning_zone'),
      },
    },
  ],
});
