import { z } from 'zod';
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

const named = z.string().min(1);
const bilingual = z.strictObject({ 'zh-CN': named, en: named });
const citation = z.strictObject({ text: named, verified: z.enum(['yes', 'practice', 'no']) });
const threshold = z.strictObject({
  name: named,
  default: z.number(),
  unit: z.string(),
  rank: z.enum(['legal', 'technical', 'practice', 'own']),
});

const rule = z.strictObject({
  id: named,
  title: bilingual,
  group: named,
  kind: z.enum(['finding', 'table']).optional(),
  locality: z.string().optional(),
  subjectRoles: z.array(named).min(1),
  counterpartRoles: z.array(named),
  layers: z.array(named).optional(),
  fields: z.array(named).optional(),
  filter: z.record(z.string(), z.unknown()),
  thresholds: z.array(threshold),
  severity: z.enum(['blocking', 'error', 'warning', 'notice']),
  on: z.boolean(),
  citation,
  messages: z.array(z.strictObject({ key: named, 'zh-CN': named, en: named })).min(1),
  fixes: z.array(named),
  source: z.string().optional(),
  note: z.string(),
});

const severity = z.enum(['blocking', 'error', 'warning', 'notice']);
const verified = z.enum(['yes', 'practice', 'no']);
const matrices = z.strictObject({
  zone_compatibility: z.array(
    z.strictObject({
      zone: named,
      class: named,
      relation: z.enum(['main', 'compatible', 'conditional', 'barred']),
      condition: bilingual.optional(),
      severity: severity.optional(),
      verified,
      source: z.string(),
    }),
  ),
  function_industry: z.array(
    z.strictObject({
      function: named,
      industryClass: named,
      parkKind: named,
      relation: z.enum(['allowed', 'conditional', 'barred']),
      severity: severity.optional(),
      note: bilingual.optional(),
      verified,
      source: z.string(),
    }),
  ),
  conversion: z.array(
    z.strictObject({
      from: named,
      to: named,
      inside: named,
      relation: z.enum(['allowed', 'needs_approval', 'barred']),
      condition: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
      citation: z.strictObject({ text: z.string(), verified }),
      source: z.string(),
      precedence: z.number().int(),
    }),
  ),
});

const rulesetSchema = z.strictObject({
  id: named,
  version: named,
  classEdition: z.enum(['2020', '2023']),
  title: bilingual,
  constructionPrefixes: z.array(named).min(1),
  topologyTolerance: z.strictObject({ gridSteps: z.number().int().nonnegative(), citation }).optional(),
  matching: z.strictObject({ minOverlapShare: z.number().min(0).max(1), citation }).optional(),
  matrices,
  rules: z.array(rule),
});

/**
 * A ruleset from JSON text or from its parsed value. Nothing is guessed: an unknown key, a rule this product
 * does not have, a threshold out of range is refused, naming the place.
 *
 * Failures: `ruleset-json` (problem), `ruleset-shape` (where, problem), `ruleset-repeated` (rule),
 * `ruleset-unknown-rule` (rule), `ruleset-rule` (rule, where, problem).
 */
export function parseRuleset(input: unknown): Result<Ruleset> {
  let value = input;
  if (typeof input === 'string') {
    try {
      value = JSON.parse(input);
    } catch (error) {
      return fail('ruleset-json', { problem: error instanceof Error ? error.message : String(error) });
    }
  }
  const parsed = rulesetSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return fail('ruleset-shape', { where: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
  }
  const seen = new Set<string>();
  for (const { id } of parsed.data.rules) {
    if (seen.has(id)) return fail('ruleset-repeated', { rule: id });
    seen.add(id);
  }
  const bound = bindRules(parsed.data);
  return bound.ok ? ok(parsed.data) : bound;
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
