import { z } from 'zod';
import { fail, ok, type Result } from '../result.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import type { Packed } from '../geometry/packed.ts';
import { filterFields, passes, sideFilter, type SideFilter } from './filter.ts';
import type { FindingMessage, Locality, RuleData, Severity, Unit } from './rule.ts';
import { sliverThresholds } from './sliver.ts';

/** A piece before it has its key: one counterpart's share, with what the sentence needs of that counterpart. */
export interface PieceDraft {
  readonly other: RecordRef | null;
  readonly areaM2: number;
  readonly netAreaM2?: number;
  readonly severity: Severity;
  readonly geometry: Packed;
  /** The counterpart's fields that the rule declares; empty without a counterpart. */
  readonly facts: Fields;
}

/** The subject as far as a sentence needs it. */
export interface SubjectFacts {
  readonly ref: RecordRef;
  readonly fields: Fields;
}

/** Area of pieces together, m2, ground under two of them counted once; net area undefined where one is unknown. */
export type MeasureTogether = (pieces: readonly PieceDraft[]) => {
  readonly areaM2: number;
  readonly netAreaM2?: number;
};

/** What every overlap rule takes from the ruleset. */
export const overlapThresholds = sliverThresholds.extend({ min_area_m2: z.number().nonnegative() });
export type OverlapThresholds = z.infer<typeof overlapThresholds>;

/** The filter part every overlap rule takes; a rule with matrices of its own extends it. */
export const overlapFilter = z.strictObject({
  subject: sideFilter.optional(),
  counterpart: sideFilter.optional(),
  operation: z.enum(['intersection', 'difference']).optional(),
});

/** Parameters of a rule as its schema sees them: the ruleset's filter, and its thresholds by name. */
export interface RuleParams {
  readonly filter: { readonly subject?: SideFilter; readonly counterpart?: SideFilter };
  readonly thresholds: OverlapThresholds;
}

/** One rule: what it reads, how far it looks, and the pure functions that make pieces and sentences. */
export interface RuleSpec<P extends RuleParams> {
  readonly id: string;
  readonly locality: Locality;
  /** `intersection`: a unit is a pair. `difference`: a unit is the subject less every counterpart near it. */
  readonly operation: 'intersection' | 'difference';
  /** Fields read beside those of the filters. */
  readonly needs: { readonly subject: readonly string[]; readonly counterpart: readonly string[] };
  readonly params: z.ZodType<P>;
  /** Keys of the messages the rule may give; the ruleset must have each. */
  readonly messages: readonly string[];
  /** Whether a pair that passes both filters is looked at; left out where the filters say it all. */
  readonly concerns?: (subject: Fields, counterpart: Fields, params: P) => boolean;
  /** Pieces of one unit. Pure. */
  readonly evaluate: (unit: Unit, params: P, severity: Severity) => readonly PieceDraft[];
  /** The sentences of a finding with these pieces, the first one foremost. Pure. */
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => readonly [FindingMessage, ...FindingMessage[]];
}

/** A rule with its parameters filled in from a ruleset: what the engine works with. */
export interface BoundRule {
  readonly id: string;
  readonly data: RuleData;
  readonly locality: Locality;
  readonly operation: 'intersection' | 'difference';
  readonly subjectFields: readonly string[];
  readonly counterpartFields: readonly string[];
  readonly admitsSubject: (fields: Fields) => boolean;
  readonly admitsCounterpart: (fields: Fields) => boolean;
  readonly concerns: (subject: Fields, counterpart: Fields) => boolean;
  readonly evaluate: (unit: Unit) => readonly PieceDraft[];
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
  ) => readonly [FindingMessage, ...FindingMessage[]];
}

export interface RuleDefinition {
  readonly id: string;
  /**
   * The rule with the parameters of a ruleset.
   * Failure `ruleset-rule` (params: rule, where, problem) when filter, thresholds or messages do not fit.
   */
  bind(data: RuleData): Result<BoundRule>;
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** Makes a rule from its parts; the parameter type stays inside. */
export function defineRule<P extends RuleParams>(spec: RuleSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    bind(data) {
      const thresholds = Object.fromEntries(data.thresholds.map(({ name, default: value }) => [name, value]));
      const parsed = spec.params.safeParse({ filter: data.filter, thresholds });
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const where = issue?.path.join('.') ?? '';
        return fail('ruleset-rule', { rule: spec.id, where, problem: issue?.message ?? '' });
      }
      const absent = spec.messages.find((key) => !data.messages.some((message) => message.key === key));
      if (absent !== undefined) {
        return fail('ruleset-rule', { rule: spec.id, where: `messages.${absent}`, problem: 'missing' });
      }
      const params = parsed.data;
      const { subject, counterpart } = params.filter;
      return ok({
        id: spec.id,
        data,
        locality: spec.locality,
        operation: spec.operation,
        subjectFields: distinct([...spec.needs.subject, ...filterFields(subject)]),
        counterpartFields: distinct([...spec.needs.counterpart, ...filterFields(counterpart)]),
        admitsSubject: (fields) => passes(fields, subject),
        admitsCounterpart: (fields) => passes(fields, counterpart),
        concerns: (a, b) => spec.concerns?.(a, b, params) ?? true,
        evaluate: (unit) => spec.evaluate(unit, params, data.severity),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
