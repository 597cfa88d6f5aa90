import type { z } from 'zod';
import type { Language } from '../i18n/languages.ts';
import { text } from '../i18n/text.ts';
import type { RulesetProblem } from './rule.ts';

export type { RulesetProblem } from './rule.ts';

type Place = Pick<RulesetProblem, 'rule' | 'title'>;

/** The longest piece of a wrong value that is repeated in a message. */
const SHOWN = 40;

function shown(value: unknown): string {
  const whole = JSON.stringify(value) ?? '';
  return whole.length > SHOWN ? `${whole.slice(0, SHOWN)}…` : whole;
}

/** The value at a path of plain data; undefined where the path leaves the data. */
export function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let at = input;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at;
}

export const pathText = (path: readonly PropertyKey[]): string => path.map(String).join('.');

/** What was expected instead of what stands at the place of an issue. */
export function issueProblem(
  issue: z.core.$ZodIssue,
  path: readonly PropertyKey[],
  input: unknown,
  place: Place,
): RulesetProblem {
  const given = valueAt(input, issue.path);
  const problem = (code: string, params: RulesetProblem['params'] = {}): RulesetProblem => ({
    code,
    ...place,
    where: pathText(path),
    params: { found: shown(given), ...params },
  });
  if (given === undefined && issue.code !== 'unrecognized_keys' && issue.code !== 'custom') {
    return problem('missing');
  }
  switch (issue.code) {
    case 'invalid_type':
      return problem('type', { expected: issue.expected });
    case 'invalid_value':
      return problem('choice', { choices: issue.values.map(String).join(', ') });
    case 'unrecognized_keys':
      return problem('unknown-key', { keys: issue.keys.join(', ') });
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') return problem('empty');
      return problem(issue.inclusive === false ? 'above' : 'at-least', { least: Number(issue.minimum) });
    case 'too_big':
      return problem(issue.inclusive === false ? 'below' : 'at-most', { most: Number(issue.maximum) });
    default:
      return problem('unfit', { detail: issue.message });
  }
}

/** A problem in a language: which rule, which place, what is expected. */
export function problemText(language: Language, problem: RulesetProblem): string {
  const { expected } = problem.params;
  const typeKey = `ruleset.type.${expected}`;
  const named = text(language, typeKey);
  const what = text(language, `ruleset.problem.${problem.code}`, {
    ...problem.params,
    ...(expected === undefined ? {} : { expected: named === typeKey ? expected : named }),
  });
  const { rule, where, title } = problem;
  if (rule === null) return where === '' ? what : text(language, 'ruleset.at', { where, what });
  const name =
    title === null
      ? text(language, 'ruleset.rule-unnamed', { rule })
      : text(language, 'ruleset.rule-name', { title: title[language], rule });
  return where === ''
    ? text(language, 'ruleset.at-rule', { name, what })
    : text(language, 'ruleset.at-rule-place', { name, where, what });
}
