import type { RuleDefinition } from '../define-rule.ts';

/** Shapes, and layers that must cover their range. */
export const TOPOLOGY_RULES: readonly RuleDefinition[] = [];
