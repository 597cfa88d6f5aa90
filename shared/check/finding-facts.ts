import { standingOf, type FindingStanding } from './memory-status.ts';
import type { Language } from '../i18n/languages.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord } from '../model/record.ts';
import type { Finding, Ruleset } from '../rules/rule.ts';
import { findingText } from '../rules/sentence.ts';
import { townshipOf, type Township } from './finding-townships.ts';

/** What the list knows of a finding beside the finding itself. */
export interface FindingFacts {
  readonly standing: (finding: Finding) => FindingStanding;
  readonly township: (finding: Finding) => Township | null;
  /** The sentence as it is shown, by which the text is searched. */
  readonly sentence: (finding: Finding) => string;
  /** Place of the rule in the ruleset. */
  readonly ruleRank: (rule: string) => number;
  /** Kind of the rule, e.g. `topology`. */
  readonly ruleGroup: (rule: string) => string;
}

/** What findings are looked at with; the same parts give the same facts, so that lists can be remembered. */
export interface FactParts {
  readonly ruleset: Ruleset;
  readonly language: Language;
  readonly townships: readonly FeatureRecord[] | null;
  /** The layers of the file; those of the user are named in sentences too. */
  readonly layers?: readonly { readonly schema: LayerSchema }[] | null;
  /** `2026-11-22`, where the user is. */
  readonly today: string;
}

/** Facts of findings, each worked out once: a list of 20,000 is filtered and grouped at every key stroke. */
export function makeFacts({ ruleset, language, townships, today, layers = null }: FactParts): FindingFacts {
  const schemas = new Map((layers ?? []).map(({ schema }) => [schema.id, schema]));
  const sentences = new WeakMap<Finding, string>();
  const standings = new WeakMap<Finding, FindingStanding>();
  const ranks = new Map(ruleset.rules.map(({ id }, i) => [id, i]));
  const groups = new Map(ruleset.rules.map(({ id, group }) => [id, group]));
  return {
    sentence(finding) {
      const known = sentences.get(finding);
      if (known !== undefined) return known;
      const sentence = findingText(language, finding, ruleset, (id) => schemas.get(id));
      sentences.set(finding, sentence);
      return sentence;
    },
    standing(finding) {
      const known = standings.get(finding);
      if (known !== undefined) return known;
      const standing = standingOf(finding, today);
      standings.set(finding, standing);
      return standing;
    },
    township: (finding) => townshipOf(finding, townships),
    ruleRank: (rule) => ranks.get(rule) ?? ranks.size,
    ruleGroup: (rule) => groups.get(rule) ?? '',
  };
}
