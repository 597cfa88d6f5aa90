import type { z } from 'zod';
import { ok } from '../result.ts';
import type { Fields } from '../model/record.ts';
import { bindParams, distinct } from './bind-params.ts';
import type {
  MeasureTogether,
  NearestRule,
  NearestUnit,
  PieceDraft,
  Sentences,
  SubjectFacts,
} from './bound-rule.ts';
import type { RuleDefinition, RuleParams } from './define-rule.ts';
import { filterFields, passes } from './filter.ts';
import type { Severity } from './rule.ts';

/** One rule about the distance to the nearest counterpart. */
export interface NearestSpec<P extends RuleParams> {
  readonly id: string;
  readonly needs: { readonly subject: readonly string[]; readonly counterpart: readonly string[] };
  readonly params: z.ZodType<P>;
  readonly messages: readonly string[];
  readonly notWithinSubject: boolean;
  /** Groups of a counterpart that passes the filter. */
  readonly groupsOf: (counterpart: Fields, params: P) => readonly string[];
  readonly searches: (subject: Fields, params: P) => ReturnType<NearestRule['searches']>;
  readonly evaluate: (unit: NearestUnit, params: P, severity: Severity) => readonly PieceDraft[];
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => Sentences;
}

/** Makes a rule about distances from its parts; the parameter type stays inside. */
export function defineNearest<P extends RuleParams>(spec: NearestSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    kind: 'nearest',
    bind(data, context) {
      const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
      if (!bound.ok) return bound;
      const params = bound.value;
      const { subject, counterpart } = params.filter;
      return ok({
        kind: 'nearest',
        id: spec.id,
        data,
        subjectFields: distinct([...spec.needs.subject, ...filterFields(subject)]),
        counterpartFields: distinct([...spec.needs.counterpart, ...filterFields(counterpart)]),
        admitsSubject: (fields) => passes(fields, subject),
        groupsOf: (fields) => (passes(fields, counterpart) ? spec.groupsOf(fields, params) : []),
        notWithinSubject: spec.notWithinSubject,
        searches: (fields) => spec.searches(fields, params),
        evaluate: (unit) => spec.evaluate(unit, params, data.severity),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
