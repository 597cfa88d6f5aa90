import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { subjectCode } from '../fact-params.ts';
import { withNetOfCounterpart } from '../net-piece.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

/** 永久基本农田规划为非耕地. The planned parcel yields; each farmland patch is a piece with its net area. */
export const basicFarmlandNotCultivated = defineRule({
  id: 'basic-farmland-not-cultivated',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'intersection',
  needs: { subject: ['land_class'], counterpart: ['net_area_m2'] },
  wholeShapes: ['counterpart'],
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['farmland-not-01'],
  evaluate: (unit, { thresholds }, severity) =>
    withNetOfCounterpart(overlapPiece(unit, thresholds, severity, []), unit),
  sentences: (subject, pieces, measure) => [
    {
      key: 'farmland-not-01',
      params: {
        area: areaOf(measure(pieces)),
        class: subjectCode(subject, 'land_class', 'land_use_class'),
      },
    },
  ],
});
