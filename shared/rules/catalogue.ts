import { ATTRIBUTE_RULES } from './attribute/index.ts';
import { CROSS_PLAN_RULES } from './cross-plan/index.ts';
import type { RuleDefinition } from './define-rule.ts';
import { DIFFERENCE_RULES } from './difference/index.ts';
import { QUANTITY_RULES } from './quantity/index.ts';
import { TOPOLOGY_RULES } from './topology/index.ts';
import { ZONE_LINE_RULES } from './zone-line/index.ts';

/** Every rule the product can run, group by group. */
export const RULES: readonly RuleDefinition[] = [
  ...CROSS_PLAN_RULES,
  ...ZONE_LINE_RULES,
  ...DIFFERENCE_RULES,
  ...TOPOLOGY_RULES,
  ...ATTRIBUTE_RULES,
  ...QUANTITY_RULES,
];

const byId = new Map(RULES.map((rule) => [rule.id, rule]));
export const ruleDefinition = (id: string): RuleDefinition | undefined => byId.get(id);
