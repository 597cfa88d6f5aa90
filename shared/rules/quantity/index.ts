import type { RuleDefinition } from '../define-rule.ts';

/** Sums, control areas and quotas. */
export const QUANTITY_RULES: readonly RuleDefinition[] = [];
