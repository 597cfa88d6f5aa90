import { useMemo, useState } from 'react';
import {
  diffRulesets,
  isEmptyDifference,
  type RulesetDifference,
} from '../../../shared/rules/ruleset-diff.ts';
import type { Ruleset } from '../../../shared/rules/rule.ts';
import { asEdited } from '../../../shared/rules/ruleset-version.ts';
import { useRuleset } from '../../state/ruleset.ts';
import { countyCode, saveRuleset } from '../../state/ruleset-work.ts';

/** The ruleset being edited: nothing is written before it is saved, as one change. */
export interface RulesetDraft {
  readonly inForce: Ruleset;
  readonly ruleset: Ruleset;
  readonly difference: RulesetDifference;
  readonly changed: boolean;
  /** Texts of thresholds that are no value, by `rule threshold`: they stay in the field and nothing can be saved. */
  readonly wrong: ReadonlyMap<string, string>;
  /** Local settings that somebody has filled in: only then may their rule be switched on. */
  readonly filled: ReadonlySet<string>;
  readonly busy: boolean;
  readonly change: (make: (ruleset: Ruleset) => Ruleset) => void;
  readonly setWrong: (key: string, text: string | null) => void;
  readonly fill: (rule: string) => void;
  readonly discard: () => void;
  readonly save: () => Promise<boolean>;
}

export function useRulesetDraft(): RulesetDraft {
  const { ruleset: inForce, edits } = useRuleset();
  const [base, setBase] = useState(inForce);
  const [ruleset, setRuleset] = useState(inForce);
  const [wrong, setWrongMap] = useState<ReadonlyMap<string, string>>(new Map());
  const [filled, setFilled] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const discard = (): void => {
    setBase(inForce);
    setRuleset(inForce);
    setWrongMap(new Map());
    setFilled(new Set());
  };
  const difference = useMemo(() => diffRulesets(inForce, ruleset), [inForce, ruleset]);
  const changed = !isEmptyDifference(difference);
  // Undo, or a saved change: what is in force now is shown, unless something is being edited.
  if (base !== inForce) {
    if (ruleset === base || !changed) discard();
    else setBase(inForce);
  }
  return {
    inForce,
    ruleset,
    difference,
    changed,
    wrong,
    filled,
    busy,
    change: setRuleset,
    setWrong: (key, text) => {
      if ((wrong.get(key) ?? null) === text) return;
      const next = new Map(wrong);
      if (text === null) next.delete(key);
      else next.set(key, text);
      setWrongMap(next);
    },
    fill: (rule) => setFilled(new Set([...filled, rule])),
    discard,
    save: async () => {
      setBusy(true);
      const saved = await saveRuleset(asEdited(ruleset, { county: countyCode(), edits }));
      setBusy(false);
      return saved;
    },
  };
}
