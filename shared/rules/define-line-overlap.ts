import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds, type RuleDefinition } from './define-rule.ts';
import { withNetArea } from './net-piece.ts';
import { overlapPiece } from './overlap-piece.ts';
import { areaOf } from './sentence-params.ts';

/** Two control lines that lie on each other. */
export interface LineOverlapSpec {
  readonly id: string;
  /** The counterpart is basic farmland: pieces have a net area. */
  readonly netOfCounterpart: boolean;
}

/**
 * 控制线相互重叠. Lines do not cross, overlap or conflict, and none of them is changed here: the sentence sends the
 * planner to check the versions and report upward, and no such rule has a fix.
 */
export const defineLineOverlap = ({ id, netOfCounterpart }: LineOverlapSpec): RuleDefinition =>
  defineRule({
    id,
    locality: { kind: 'pair', reachM: 0 },
    operation: 'intersection',
    needs: { subject: [], counterpart: netOfCounterpart ? ['net_area_m2'] : [] },
    wholeShapes: netOfCounterpart ? ['counterpart'] : [],
    params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
    messages: ['lines-x-lines'],
    evaluate: (unit, { thresholds }, severity) =>
      withNetArea(overlapPiece(unit, thresholds, severity, []), netOfCounterpart ? unit.counterpart : null),
    sentences: (subject, pieces, measure) => [
      {
        key: 'lines-x-lines',
        params: {
          line1: { kind: 'layer', id: subject.ref.table },
          line2: { kind: 'layer', id: pieces[0]?.other?.table ?? '' },
          area: areaOf(measure(pieces)),
        },
      },
    ],
  });
