import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { withNetOfCounterpart } from '../net-piece.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf, countOf, nameOf, netOf } from '../sentence-params.ts';

/** 园区占用永久基本农田. Each farmland patch is a piece, with its net area by the patch's own net share. */
export const parkBasicFarmland = defineRule({
  id: 'park-basic-farmland',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['name', 'park_kind'], counterpart: ['net_area_m2'] },
  wholeShapes: ['counterpart'],
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['park-x-farmland'],
  evaluate: (unit, { thresholds }, severity) =>
    withNetOfCounterpart(overlapPiece(unit, thresholds, severity, []), unit),
  sentences: (subject, pieces, measure) => [
    {
      key: 'park-x-farmland',
      params: {
        a: nameOf(subject),
        area: areaOf(measure(pieces)),
        net: netOf(measure(pieces)),
        n: countOf(pieces),
      },
    },
  ],
});
