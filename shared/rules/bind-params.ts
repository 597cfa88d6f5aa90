import type { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import type { Matrices, RuleData } from './rule.ts';

/** What of a ruleset every rule may refer to. */
export interface RulesetContext {
  /** Prefixes of construction classes (建设用地口径). A filter names them `@construction`. */
  readonly construction: readonly string[];
  readonly matrices: Matrices;
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
 * Failure `ruleset-rule` (params: rule, where, problem) when they do not fit, or a message is missing.
 */
export function bindParams<P>(
  id: string,
  schema: z.ZodType<P>,
  messages: readonly string[],
  data: RuleData,
  context: RulesetContext,
): Result<P> {
  const thresholds = Object.fromEntries(data.thresholds.map(({ name, default: value }) => [name, value]));
  const parsed = schema.safeParse({ filter: expand(data.filter, context), thresholds });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return fail('ruleset-rule', { rule: id, where, problem: issue?.message ?? '' });
  }
  const absent = messages.find((key) => !data.messages.some((message) => message.key === key));
  if (absent !== undefined) {
    return fail('ruleset-rule', { rule: id, where: `messages.${absent}`, problem: 'missing' });
  }
  return ok(parsed.data);
}

export const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();
