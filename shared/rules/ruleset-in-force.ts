import type { RuleData, Ruleset } from './rule.ts';
import { DEFAULT_RULESET } from './ruleset.ts';
import { inspectRuleset } from './ruleset-inspect.ts';
import type { RulesetProblem } from './ruleset-problem.ts';

/** The ruleset a blueprint is checked by. */
export interface RulesetInForce {
  readonly ruleset: Ruleset;
  /** True for one that is kept in the blueprint, false for the default that ships. */
  readonly own: boolean;
  /** What is wrong with the blueprint's own; then the default is in force. */
  readonly problems: readonly RulesetProblem[];
  /** Rules of this product that the blueprint's own does not know; they are switched off. */
  readonly missing: readonly string[];
  /** The highest number an edit of it has had in this blueprint, undone edits too, so that versions stay apart. */
  readonly edits: number;
}

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
