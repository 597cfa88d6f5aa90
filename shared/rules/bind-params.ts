import type { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import type { Matrices, RuleData } from './rule.ts';

/** What of a ruleset every rule may refer to. */
export interface RulesetContext {
  /** Prefixes of construction classes (建设用地口径). A filter names them `@construction`. */
  readonly construction: readonly string[];
  readonly matrices: Matrices;
  /** Hears everything that does not fit, where a binding fails with the first of it. */
  readonly onProblems?: (problems: ParamProblems) => void;
}

/** What does not fit of one rule's data. */
export interface ParamProblems {
  readonly issues: readonly z.core.$ZodIssue[];
  /** What the issues' paths lead through: filter and thresholds by name. */
  readonly given: unknown;
  /** Keys of messages that the rule gives and the data lack. */
  readonly missingMessages: readonly string[];
}

/** A filter value that stands for the ruleset's construction classes. */
const CONSTRUCTION = '@construction';

/** Replaces `@construction` in lists, at any depth. */
function expand(value: unknown, context: RulesetContext): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((one: unknown) =>
      one === CONSTRUCTION ? [...context.construction] : [expand(one, context)],
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, expand(one, context)]));
}

/**
 * A rule's parameters from its data: filter and thresholds by name.
 * Failure `ruleset-rule` (params: rule, where, problemZh, problemEn) when they do not fit, or a message is missing.
 */
export function bindParams<P>(
  id: string,
  schema: z.ZodType<P>,
  messages: readonly string[],
  data: RuleData,
  context: RulesetContext,
): Result<P> {
  const thresholds = Object.fromEntries(data.thresholds.map(({ name, default: value }) => [name, value]));
  const refuse = (where: string, problem: string): Result<never> =>
    fail('ruleset-rule', { rule: id, where, problemZh: problem, problemEn: problem });
  const given = { filter: expand(data.filter, context), thresholds };
  const parsed = schema.safeParse(given);
  const absent = messages.filter((key) => !data.messages.some((message) => message.key === key));
  if (!parsed.success || absent.length > 0) {
    context.onProblems?.({ issues: parsed.error?.issues ?? [], given, missingMessages: absent });
  }
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuse(issue?.path.join('.') ?? '', issue?.message ?? '');
  }
  if (absent.length > 0) return refuse(`messages.${absent[0]}`, 'missing');
  return ok(parsed.data);
}

export const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
