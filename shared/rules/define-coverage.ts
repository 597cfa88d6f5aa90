import type { z } from 'zod';
import { ok } from '../result.ts';
import { bindParams } from './bind-params.ts';
import type { CoverageRule, MeasureTogether, PieceDraft, Sentences, SubjectFacts } from './bound-rule.ts';
import type { RuleDefinition } from './define-rule.ts';
import type { Severity, Unit } from './rule.ts';

/** One rule about a coverage as a whole. */
export interface CoverageSpec<P> {
  readonly id: string;
  readonly of: CoverageRule['of'];
  readonly needs: { readonly subject: readonly string[] };
  readonly params: z.ZodType<P>;
  readonly messages: readonly string[];
  readonly evaluate: (unit: Unit, params: P, severity: Severity) => readonly PieceDraft[];
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => Sentences;
}

/** Makes a rule about coverages from its parts; the parameter type stays inside. */
export function defineCoverage<P>(spec: CoverageSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    kind: 'coverage',
    bind(data, context) {
      const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
      if (!bound.ok) return bound;
      const params = bound.value;
      return ok({
        kind: 'coverage',
        id: spec.id,
        data,
        of: spec.of,
        subjectFields: spec.needs.subject,
        evaluate: (unit) => spec.evaluate(unit, params, data.severity),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
