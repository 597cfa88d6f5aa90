import { STEP_DEGREES } from '../geometry/grid.ts';
import { averageWidthM, metresPerDegree } from '../geometry/measure.ts';
import type { BoundRule } from './define-rule.ts';

/** Metres in one grid step along a meridian, where a step is widest. */
const STEP_M = STEP_DEGREES * metresPerDegree(90).lat;

/**
 * The rule without numeric noise: where two borders run together, rounding to the grid leaves strips that are
 * thinner than a few steps. They are dropped by their width, not their area: the survey formula takes an edge as
 * straight between its stored vertices, so a vertex standing in line on one of two long equal borders gives
 * such a strip tens of square metres.
 */
export function withoutNoise(rule: BoundRule, gridSteps: number): BoundRule {
  const noiseM = gridSteps * STEP_M;
  return {
    ...rule,
    evaluate: (unit) => {
      const parts = unit.parts.filter((part) => averageWidthM(part.geometry) > noiseM);
      return parts.length === 0 ? [] : rule.evaluate({ ...unit, parts });
    },
  };
}
