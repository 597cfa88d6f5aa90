import type { z } from 'zod';
import { ok } from '../result.ts';
import { bindParams } from './bind-params.ts';
import type { RuleDefinition } from './define-rule.ts';

/** A comparison that gives figures and a map, no findings: only its parameters are checked here. */
export const defineTable = <P>(spec: {
  readonly id: string;
  readonly params: z.ZodType<P>;
  readonly messages: readonly string[];
}): RuleDefinition => ({
  id: spec.id,
  kind: 'table',
  bind(data, context) {
    const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
    return bound.ok ? ok(null) : bound;
  },
});
