import { z } from 'zod';
import { defineRule, overlapFilter, overlapThresholds } from '../define-rule.ts';
import { passes } from '../filter.ts';
import { overlapPiece } from '../overlap-piece.ts';
import { areaOf } from '../sentence-params.ts';

const ZONE = 'zone';
const BOUNDARY = 'boundary';

/**
 * 城镇发展区与城镇开发边界同界. Asked from both sides: an urban zone that overshoots is the subject where it does,
 * and the boundary where the urban zones fall short of it. The filters of both sides are about zones.
 */
export const urbanZoneBoundaryIdentity = defineRule({
  id: 'urban-zone-boundary-identity',
  locality: { kind: 'pair', reachM: 0 },
  operation: 'difference',
  needs: { subject: [], counterpart: [] },
  params: z.strictObject({ filter: overlapFilter, thresholds: overlapThresholds }),
  messages: ['urban-zone-identity'],
  counterpartRolesOf: (role) => [role === ZONE ? BOUNDARY : ZONE],
  admitsSubject: (fields, role, { filter }) => role !== ZONE || passes(fields, filter.subject),
  admitsCounterpart: (fields, role, { filter }) => role !== ZONE || passes(fields, filter.counterpart),
  evaluate: (unit, { thresholds }, severity) => overlapPiece(unit, thresholds, severity, []),
  sentences: (_subject, pieces, measure) => [
    { key: 'urban-zone-identity', params: { area: areaOf(measure(pieces)) } },
  ],
});
