import { create } from 'zustand';
import type { RuleData } from '../../shared/rules/rule.ts';
import { rulesetInForce, type RulesetInForce } from '../../shared/rules/ruleset-in-force.ts';

export interface RulesetState extends RulesetInForce {
  readonly take: (inForce: RulesetInForce) => void;
  readonly reset: () => void;
}

/** The ruleset of the open blueprint; the one that ships until the blueprint's own has been read. */
export const useRuleset = create<RulesetState>()((set) => ({
  ...rulesetInForce(null),
  take: (inForce) => set(inForce),
  reset: () => set(rulesetInForce(null)),
}));

let indexed: readonly RuleData[] | null = null;
let byId: ReadonlyMap<string, RuleData> = new Map();

/** A rule of the ruleset in force; undefined for one that it does not have. */
export function ruleInForce(id: string): RuleData | undefined {
  const { rules } = useRuleset.getState().ruleset;
  if (rules !== indexed) {
    indexed = rules;
    byId = new Map(rules.map((rule) => [rule.id, rule]));
  }
  return byId.get(id);
}
