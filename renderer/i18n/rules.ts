import type { Language } from '../../shared/i18n/languages.ts';
import type { LayerSchema } from '../../shared/model/layer.ts';
import type { Finding, RuleData } from '../../shared/rules/rule.ts';
import { findingText } from '../../shared/rules/sentence.ts';
import { ruleInForce, useRuleset } from '../state/ruleset.ts';

/** Title, citation and thresholds of a rule; undefined for a rule that the ruleset in force does not have. */
export const ruleData = (id: string): RuleData | undefined => ruleInForce(id);

/** How many rules of the ruleset in force are switched on and give findings. */
export const rulesOn = (): number =>
  useRuleset.getState().ruleset.rules.filter((rule) => rule.on && rule.kind !== 'table').length;

/**
 * The sentence of a finding by the ruleset in force, as it is quoted.
 * @param schemaOf the file's own layers; those that are not known are named by their id
 */
export const findingSentence = (
  language: Language,
  finding: Finding,
  schemaOf?: (layer: string) => LayerSchema | undefined,
): string => findingText(language, finding, useRuleset.getState().ruleset, schemaOf);
