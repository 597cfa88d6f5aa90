import { STEP_DEGREES } from '../geometry/grid.ts';
import { averageWidthM, metresPerDegree } from '../geometry/measure.ts';
import type { BoundRule, PieceDraft } from './bound-rule.ts';
import type { Unit } from './rule.ts';

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
  const solid = (parts: Unit['parts']): Unit['parts'] =>
    parts.filter((part) => averageWidthM(part.geometry) > noiseM);
  if (rule.kind === 'coverage') {
    const { evaluate } = rule;
    return { ...rule, evaluate: (unit: Unit) => evaluateSolid(evaluate, unit, solid(unit.parts)) };
  }
  if (rule.kind === 'pair' && (rule.operation === 'intersection' || rule.operation === 'difference')) {
    const { evaluate } = rule;
    return { ...rule, evaluate: (unit: Unit) => evaluateSolid(evaluate, unit, solid(unit.parts)) };
  }
  return rule;
}

function evaluateSolid<U extends Unit>(
  evaluate: (unit: U) => readonly PieceDraft[],
  unit: U,
  parts: Unit['parts'],
): readonly PieceDraft[] {
  return parts.length === 0 ? [] : evaluate({ ...unit, parts });
}
