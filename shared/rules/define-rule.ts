import { z } from 'zod';
import { ok, type Result } from '../result.ts';
import type { Fields } from '../model/record.ts';
import { bindParams, distinct, type RulesetContext } from './bind-params.ts';
import type {
  BoundRule,
  MeasureTogether,
  Neighbour,
  PairRule,
  PieceDraft,
  Sentences,
  SubjectFacts,
} from './bound-rule.ts';
import { filterFields, passes, sideFilter, type SideFilter } from './filter.ts';
import type { Locality, RuleData, Severity, Unit } from './rule.ts';
import { sliverThresholds } from './sliver.ts';

export type { MeasureTogether, PieceDraft, SubjectFacts } from './bound-rule.ts';

/** What every overlap rule takes from the ruleset. */
export const overlapThresholds = sliverThresholds.extend({ min_area_m2: z.number().nonnegative() });
export type OverlapThresholds = z.infer<typeof overlapThresholds>;

/** The filter part every overlap rule takes; a rule with matrices of its own extends it. */
export const overlapFilter = z.strictObject({
  subject: sideFilter.optional(),
  counterpart: sideFilter.optional(),
  operation: z.enum(['intersection', 'difference']).optional(),
});

/** Parameters of a rule on two layers as its schema sees them: the ruleset's filter, and its thresholds by name. */
export interface RuleParams {
  readonly filter: { readonly subject?: SideFilter; readonly counterpart?: SideFilter };
}

export interface RuleDefinition {
  readonly id: string;
  /** How the rule looks at the data. */
  readonly kind: BoundRule['kind'] | 'table';
  /**
   * The rule with the parameters of a ruleset.
   * Failure `ruleset-rule` (params: rule, where, problem) when filter, thresholds or messages do not fit.
   */
  bind(data: RuleData, context: RulesetContext): Result<BoundRule | null>;
}

/** One rule on two layers: what it reads, how far it looks, and the pure functions that make pieces and sentences. */
export interface RuleSpec<P extends RuleParams> {
  readonly id: string;
  readonly locality: Locality;
  /** See PairRule: a unit is a pair, or a subject with all that is around it. */
  readonly operation: PairRule['operation'];
  /** Fields read beside those of the filters. */
  readonly needs: { readonly subject: readonly string[]; readonly counterpart: readonly string[] };
  readonly params: z.ZodType<P>;
  /** Keys of the messages the rule may give; the ruleset must have each. */
  readonly messages: readonly string[];
  /** See PairRule. */
  readonly wholeShapes?: PairRule['wholeShapes'];
  /** For `near`: how far around a subject counterparts matter, m. */
  readonly reachM?: (params: P) => number;
  /** The roles a subject of this role is held against; the ruleset's where left out. */
  readonly counterpartRolesOf?: (subjectRole: string, params: P) => readonly string[];
  /** See PairRule. */
  readonly apart?: boolean;
  /** Filters of a side that differ by role; by default the filter's `subject` and `counterpart`. */
  readonly admitsSubject?: (fields: Fields, role: string, params: P, against: string) => boolean;
  readonly admitsCounterpart?: (fields: Fields, role: string, params: P) => boolean;
  /** Whether a pair that passes both filters is looked at; left out where the filters say it all. */
  readonly concerns?: (subject: Fields, counterpart: Fields, params: P, context: RulesetContext) => boolean;
  /** Pieces of one unit. Pure. */
  readonly evaluate: (
    unit: Unit & { readonly near?: readonly Neighbour[] },
    params: P,
    severity: Severity,
    context: RulesetContext,
  ) => readonly PieceDraft[];
  /** The sentences of a finding with these pieces, the first one foremost. Pure. */
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => Sentences;
}

/** Makes a rule on two layers from its parts; the parameter type stays inside. */
export function defineRule<P extends RuleParams>(spec: RuleSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    kind: 'pair',
    bind(data, context) {
      const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
      if (!bound.ok) return bound;
      const params = bound.value;
      const { subject, counterpart } = params.filter;
      const { counterpartRolesOf } = spec;
      return ok({
        kind: 'pair',
        id: spec.id,
        data,
        locality: spec.locality,
        operation: spec.operation,
        reachM: spec.reachM?.(params) ?? 0,
        subjectFields: distinct([...spec.needs.subject, ...filterFields(subject)]),
        counterpartFields: distinct([...spec.needs.counterpart, ...filterFields(counterpart)]),
        wholeShapes: spec.wholeShapes ?? [],
        ...(counterpartRolesOf && {
          counterpartRolesOf: (role: string) => counterpartRolesOf(role, params),
        }),
        ...(spec.apart !== undefined && { apart: spec.apart }),
        admitsSubject: (fields, role, against) =>
          spec.admitsSubject?.(fields, role, params, against) ?? passes(fields, subject),
        admitsCounterpart: (fields, role) =>
          spec.admitsCounterpart?.(fields, role, params) ?? passes(fields, counterpart),
        concerns: (a, b) => spec.concerns?.(a, b, params, context) ?? true,
        evaluate: (unit) => spec.evaluate(unit, params, data.severity, context),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
