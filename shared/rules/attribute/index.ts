import type { RuleDefinition } from '../define-rule.ts';

/** Fields, codes, names and identifiers. */
export const ATTRIBUTE_RULES: readonly RuleDefinition[] = [];
