import type { InspectionCheck } from '../define-check.ts';

/** What no blueprint can answer by itself: said, so that its absence is not taken for an answer. */
export const NOT_IN_THE_FILE: readonly InspectionCheck[] = [
  { kind: 'never', check: 'T12', why: 'no-neighbour' },
  { kind: 'never', check: 'R4', why: 'no-text' },
];
