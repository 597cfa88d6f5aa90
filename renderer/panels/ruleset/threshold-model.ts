import { DEFAULT_RULESET } from '../../../shared/rules/ruleset.ts';
import type { RuleData, Ruleset } from '../../../shared/rules/rule.ts';
import { problemsOfRule, withThreshold } from '../../../shared/rules/ruleset-edit.ts';
import type { RulesetProblem } from '../../../shared/rules/ruleset-problem.ts';

/** The value that ships for a threshold; undefined where the product's own ruleset has none of this name. */
export const standardValue = (rule: string, name: string): number | undefined =>
  DEFAULT_RULESET.rules.find(({ id }) => id === rule)?.thresholds.find((one) => one.name === name)?.default;

/** The rule as it ships. */
export const standardRule = (rule: string): RuleData | undefined =>
  DEFAULT_RULESET.rules.find(({ id }) => id === rule);

export type ParsedThreshold = { readonly value: number } | { readonly problem: RulesetProblem | 'number' };

/** What a text means as the value of a threshold: the number, or what is expected instead. */
export function parseThreshold(ruleset: Ruleset, rule: string, name: string, text: string): ParsedThreshold {
  const plain = text.trim().replace(/^＋/, '+').replaceAll('，', '');
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(plain)) return { problem: 'number' };
  const value = Number(plain);
  const place = `thresholds.${name}`;
  const [problem] = problemsOfRule(withThreshold(ruleset, rule, name, value), rule).filter(
    ({ where }) => where === place || where.startsWith(`${place}.`),
  );
  return problem === undefined ? { value } : { problem };
}
