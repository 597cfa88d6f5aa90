import type { RuleDefinition } from '../define-rule.ts';
import { differenceBaselinePlan } from './difference-baseline-plan.ts';
import { differenceLegacyCurrent } from './difference-legacy-current.ts';
import { differenceParkLandUse } from './difference-park-land-use.ts';

/** Comparisons of two plans: tables, no findings. */
export const DIFFERENCE_RULES: readonly RuleDefinition[] = [
  differenceBaselinePlan,
  differenceParkLandUse,
  differenceLegacyCurrent,
];
