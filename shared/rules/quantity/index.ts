import type { RuleDefinition } from '../define-rule.ts';
import { carryingCapacity } from './carrying-capacity.ts';
import { classAreaSum } from './class-area-sum.ts';
import { controlArea } from './control-area.ts';
import { quotaExceeded } from './quota-exceeded.ts';
import { quotaShortfall } from './quota-shortfall.ts';
import { quotaSum } from './quota-sum.ts';

/** Sums, quotas and ceilings. */
export const QUANTITY_RULES: readonly RuleDefinition[] = [
  controlArea,
  classAreaSum,
  quotaExceeded,
  quotaShortfall,
  quotaSum,
  carryingCapacity,
];
