import type { RuleData, Ruleset, RulesetInForce } from './rule.ts';
import { DEFAULT_RULESET } from './ruleset.ts';
import { inspectRuleset } from './ruleset-inspect.ts';

export type { RulesetInForce } from './rule.ts';

/**
 * A ruleset with every rule of this product: those it does not name are added switched off, with the data that
 * ship, so that they can be seen and switched on.
 */
export function withAllRules(ruleset: Ruleset): Ruleset {
  const named = new Set(ruleset.rules.map(({ id }) => id));
  const added: RuleData[] = DEFAULT_RULESET.rules
    .filter(({ id }) => !named.has(id))
    .map((rule) => ({ ...rule, on: false }));
  return added.length === 0 ? ruleset : { ...ruleset, rules: [...ruleset.rules, ...added] };
}

/** What is in force in a blueprint that keeps this text as its own ruleset; null for none. */
export function rulesetInForce(kept: string | null, edits = 0): RulesetInForce {
  const standard = { ruleset: DEFAULT_RULESET, missing: [], edits };
  if (kept === null) return { ...standard, own: false, problems: [] };
  const { ruleset, problems, missing } = inspectRuleset(kept);
  if (ruleset === null) return { ...standard, own: true, problems };
  return { ruleset: withAllRules(ruleset), own: true, problems: [], missing, edits };
}
