import type { z } from 'zod';
import { ok } from '../result.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { Fields, RecordRef } from '../model/record.ts';
import { bindParams, type RulesetContext } from './bind-params.ts';
import type {
  Contribution,
  GroupFinding,
  GroupState,
  MeasureTogether,
  PieceDraft,
  Sentences,
  SubjectFacts,
} from './bound-rule.ts';
import type { RuleDefinition } from './define-rule.ts';
import { perSchema } from './per-schema.ts';
import { carriesRole } from './roles.ts';
import type { Severity } from './rule.ts';

/** One rule about records taken together. */
export interface GroupSpec<P> {
  readonly id: string;
  readonly params: z.ZodType<P>;
  readonly messages: readonly string[];
  /** Among the layers of the subject and counterpart roles; all of them where left out. */
  readonly appliesTo?: (schema: LayerSchema, params: P) => boolean;
  /** Roles of further layers that add to sums; the rule is checked without them too. */
  readonly alsoReads?: (params: P) => readonly string[];
  readonly fieldsOf: (schema: LayerSchema, params: P) => readonly string[];
  readonly contribute: (
    record: { readonly ref: RecordRef; readonly fields: Fields },
    schema: LayerSchema,
    params: P,
    context: RulesetContext,
  ) => readonly Contribution[];
  readonly evaluate: (group: GroupState, params: P, severity: Severity) => readonly GroupFinding[];
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => Sentences;
}

/** Makes a rule about groups from its parts; the parameter type stays inside. */
export function defineGroup<P>(spec: GroupSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    kind: 'group',
    bind(data, context) {
      const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
      if (!bound.ok) return bound;
      const params = bound.value;
      const roles = [...data.subjectRoles, ...data.counterpartRoles, ...(spec.alsoReads?.(params) ?? [])];
      return ok({
        kind: 'group',
        id: spec.id,
        data,
        appliesTo: (schema) => carriesRole(schema, roles) && (spec.appliesTo?.(schema, params) ?? true),
        fieldsOf: perSchema((schema) => spec.fieldsOf(schema, params)),
        contribute: (record, schema) => spec.contribute(record, schema, params, context),
        evaluate: (group) => spec.evaluate(group, params, data.severity),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
