import conversion from '../../resources/ruleset/conversion-rules.json' with { type: 'json' };
import defaultData from '../../resources/ruleset/default.json' with { type: 'json' };
import functionIndustry from '../../resources/ruleset/function-industry.json' with { type: 'json' };
import zoneCompatibility from '../../resources/ruleset/zone-compatibility.json' with { type: 'json' };
import { fail, must, ok, type Result } from '../result.ts';
import { ruleDefinition } from './catalogue.ts';
import type { RulesetContext } from './bind-params.ts';
import type { BoundRule } from './bound-rule.ts';
import { withoutNoise } from './numeric-noise.ts';
import type { Ruleset } from './rule.ts';
import { inspectRuleset } from './ruleset-inspect.ts';
import { problemText, type RulesetProblem } from './ruleset-problem.ts';

/** The first thing that is wrong with a ruleset, as a failure. */
function failureOf(problem: RulesetProblem): ReturnType<typeof fail> {
  const what = { ...problem, rule: null, where: '' };
  const said = { problemZh: problemText('zh-CN', what), problemEn: problemText('en', what) };
  const { rule, where } = problem;
  return rule === null
    ? fail('ruleset-shape', { where, ...said })
    : fail('ruleset-rule', { rule, where, ...said });
}

/**
 * A ruleset from JSON text or from its parsed value. Nothing is guessed: an unknown key, a rule this product
 * does not have, a threshold out of range is refused, naming the first place (`inspectRuleset` names all).
 *
 * Failures: `ruleset-shape` (where, problemZh, problemEn) for the file, `ruleset-rule` (rule besides) for a rule.
 */
export function parseRuleset(input: unknown): Result<Ruleset> {
  const inspected = inspectRuleset(input);
  return inspected.ruleset === null ? failureOf(inspected.problems[0]) : ok(inspected.ruleset);
}

/** The rules of a ruleset that are switched on, in its order, with their parameters; failures as `parseRuleset`. */
export function bindRules(ruleset: Ruleset): Result<readonly BoundRule[]> {
  const rules: BoundRule[] = [];
  const context: RulesetContext = {
    construction: ruleset.constructionPrefixes,
    matrices: ruleset.matrices,
  };
  for (const data of ruleset.rules) {
    const definition = ruleDefinition(data.id);
    if (definition === undefined) return fail('ruleset-unknown-rule', { rule: data.id });
    const bound = definition.bind(data, context);
    if (!bound.ok) return bound;
    if (data.on && bound.value !== null) {
      rules.push(withoutNoise(bound.value, ruleset.topologyTolerance?.gridSteps ?? 0));
    }
  }
  return ok(rules);
}

/** The ruleset that ships with the product. */
export const DEFAULT_RULESET: Ruleset = must(
  parseRuleset({
    ...defaultData,
    matrices: {
      zone_compatibility: zoneCompatibility,
      function_industry: functionIndustry,
      conversion,
    },
  }),
);
