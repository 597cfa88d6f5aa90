import { fileFormat, FORMAT_VERSION } from './ruleset-format.ts';
import type { RulesetContext } from './bind-params.ts';
import { RULES, ruleDefinition } from './catalogue.ts';
import type { Ruleset } from './rule.ts';
import { issueProblem, valueAt, type RulesetProblem } from './ruleset-problem.ts';
import { constructionSchema, matricesSchema, ruleSchema, rulesetSchema } from './ruleset-schema.ts';

/** What a text or a value says as a ruleset: the ruleset when nothing is wrong with it, else all that is wrong. */
export type Inspection =
  | {
      readonly ruleset: Ruleset;
      readonly problems: readonly [];
      /** Rules of this product that it does not name, in the order of the catalogue. */
      readonly missing: readonly string[];
    }
  | {
      readonly ruleset: null;
      readonly problems: readonly [RulesetProblem, ...RulesetProblem[]];
      readonly missing: readonly string[];
    };

const ofFile = (code: string, params: RulesetProblem['params'] = {}, where = ''): RulesetProblem => ({
  code,
  rule: null,
  title: null,
  where,
  params,
});
const refused = (...problems: readonly [RulesetProblem, ...RulesetProblem[]]): Inspection => ({
  ruleset: null,
  problems,
  missing: [],
});

/** Which rule an entry of the file is about, as far as it can be read. */
function placeOf(entry: unknown): Pick<RulesetProblem, 'rule' | 'title'> {
  const id = valueAt(entry, ['id']);
  const zh = valueAt(entry, ['title', 'zh-CN']);
  const en = valueAt(entry, ['title', 'en']);
  return {
    rule: typeof id === 'string' && id !== '' ? id : null,
    title: typeof zh === 'string' && typeof en === 'string' ? { 'zh-CN': zh, en } : null,
  };
}

/** What an entry of a list is known by, instead of its number. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  thresholds: ['name'],
  messages: ['key'],
  zone_compatibility: ['zone', 'class'],
  function_industry: ['function', 'industryClass', 'parkKind'],
  conversion: ['from', 'to', 'inside'],
};

/** A path in which entries of lists stand by their names, as far as these can be read. */
function readable(input: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  return path.map((step, i) => {
    const list = path[i - 1];
    const names = typeof step === 'number' && typeof list === 'string' ? NAMES[list] : undefined;
    const said = names?.map((name) => valueAt(input, [...path.slice(0, i + 1), name]));
    return said?.every((one) => typeof one === 'string' && one !== '') ? said.join('-') : step;
  });
}

/** Problems of the shape of the file; a problem within a rule names the rule rather than its number. */
function shapeProblems(value: unknown): RulesetProblem[] {
  const parsed = rulesetSchema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const [list, index, ...rest] = issue.path;
    const place = list === 'rules' && index !== undefined ? placeOf(valueAt(value, [list, index])) : null;
    // A rule that is not known is said to be unknown, and no more.
    if (place !== null && place.rule !== null && ruleDefinition(place.rule) === undefined) return [];
    return place === null || place.rule === null
      ? issueProblem(issue, readable(value, issue.path), value, { rule: null, title: null })
      : issueProblem(issue, readable(value, issue.path).slice(issue.path.length - rest.length), value, place);
  });
}

/** Problems of the rules that have the right shape: unknown, repeated, or parameters that do not fit. */
function ruleProblems(value: unknown): RulesetProblem[] {
  const entries = valueAt(value, ['rules']);
  if (!Array.isArray(entries)) return [];
  const construction = constructionSchema.safeParse(valueAt(value, ['constructionPrefixes']));
  const matrices = matricesSchema.safeParse(valueAt(value, ['matrices']));
  const problems: RulesetProblem[] = [];
  const seen = new Set<string>();
  for (const entry of entries as readonly unknown[]) {
    const place = placeOf(entry);
    if (place.rule === null) continue;
    const wrong = (code: string): number => problems.push({ code, ...place, where: '', params: {} });
    if (seen.has(place.rule)) wrong('repeated');
    seen.add(place.rule);
    const definition = ruleDefinition(place.rule);
    if (definition === undefined) {
      wrong('unknown-rule');
      continue;
    }
    const data = ruleSchema.safeParse(entry);
    if (!data.success) continue;
    const names = data.data.thresholds.map(({ name }) => name);
    for (const name of names.filter((one, i) => names.indexOf(one) !== i)) {
      problems.push({ code: 'repeated-threshold', ...place, where: `thresholds.${name}`, params: {} });
    }
    const context: RulesetContext = {
      construction: construction.success ? construction.data : [],
      matrices: matrices.success
        ? matrices.data
        : { zone_compatibility: [], function_industry: [], conversion: [] },
      onProblems: ({ issues, given, missingMessages }) => {
        for (const issue of issues) problems.push(issueProblem(issue, issue.path, given, place));
        for (const key of missingMessages) {
          problems.push({ code: 'missing', ...place, where: `messages.${key}`, params: {} });
        }
      },
    };
    definition.bind(data.data, context);
  }
  return problems;
}

/**
 * Reads a ruleset from JSON text or from its parsed value, with everything that is wrong: text that is no JSON,
 * a newer format, an unknown key, a rule this product does not have, a rule twice, a threshold out of range.
 */
export function inspectRuleset(input: unknown): Inspection {
  let value = input;
  if (typeof input === 'string') {
    try {
      // A byte order mark is an editor's, not the ruleset's.
      value = JSON.parse(input.replace(/^\uFEFF/, ''));
    } catch (error) {
      return refused(ofFile('json', { detail: error instanceof Error ? error.message : String(error) }));
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused(ofFile('type', { expected: 'object', found: '' }));
  }
  const { format, ...content } = value as Record<string, unknown>;
  const stated = fileFormat(format);
  if (stated === null) return refused(ofFile('format', {}, 'format'));
  if (stated > FORMAT_VERSION) {
    return refused(ofFile('newer', { found: stated, known: FORMAT_VERSION }, 'format'));
  }
  const problems = [...shapeProblems(content), ...ruleProblems(content)];
  const [first, ...further] = problems;
  if (first !== undefined) return refused(first, ...further);
  const ruleset = content as unknown as Ruleset;
  const named = new Set(ruleset.rules.map(({ id }) => id));
  return {
    ruleset,
    problems: [],
    missing: RULES.map(({ id }) => id).filter((id) => !named.has(id)),
  };
}
