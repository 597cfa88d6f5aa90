import type { RuleDefinition } from '../define-rule.ts';

/** Zones against control lines, and control lines against each other. */
export const ZONE_LINE_RULES: readonly RuleDefinition[] = [];
