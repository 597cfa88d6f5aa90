import type { Language } from '../../shared/i18n/languages.ts';
import type { Finding, RuleData } from '../../shared/rules/rule.ts';
import { DEFAULT_RULESET } from '../../shared/rules/ruleset.ts';
import { findingText } from '../../shared/rules/sentence.ts';

const byId = new Map(DEFAULT_RULESET.rules.map((rule) => [rule.id, rule]));

/** Title, citation and thresholds of a rule; undefined for a rule that this ruleset does not have. */
export const ruleData = (id: string): RuleData | undefined => byId.get(id);

/** How many rules of the ruleset are switched on. */
export const rulesOn = DEFAULT_RULESET.rules.filter((rule) => rule.on).length;

/** The sentence of a finding, as it is quoted. */
export const findingSentence = (language: Language, finding: Finding): string =>
  findingText(language, finding, DEFAULT_RULESET);
