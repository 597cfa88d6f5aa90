import type { z } from 'zod';
import { ok } from '../result.ts';
import type { LayerSchema } from '../model/layer.ts';
import { bindParams, type RulesetContext } from './bind-params.ts';
import type {
  MeasureTogether,
  PieceDraft,
  SelfFeature,
  Sentences,
  SubjectFacts,
  World,
} from './bound-rule.ts';
import type { RuleDefinition } from './define-rule.ts';
import { perSchema } from './per-schema.ts';
import { carriesRole } from './roles.ts';
import type { Severity } from './rule.ts';

/** One rule about single features. */
export interface SelfSpec<P> {
  readonly id: string;
  readonly params: z.ZodType<P>;
  readonly messages: readonly string[];
  /** Among the layers of the subject roles; all of them where left out. */
  readonly appliesTo?: (schema: LayerSchema, params: P) => boolean;
  readonly fieldsOf: (schema: LayerSchema, params: P) => readonly string[];
  readonly readsGeometry: boolean;
  readonly readsWorld?: boolean;
  readonly evaluate: (
    feature: SelfFeature,
    schema: LayerSchema,
    params: P,
    severity: Severity,
    world: World,
    context: RulesetContext,
  ) => readonly PieceDraft[];
  readonly sentences: (
    subject: SubjectFacts,
    pieces: readonly PieceDraft[],
    measure: MeasureTogether,
    params: P,
  ) => Sentences;
}

/** Makes a rule about single features from its parts; the parameter type stays inside. */
export function defineSelf<P>(spec: SelfSpec<P>): RuleDefinition {
  return {
    id: spec.id,
    kind: 'self',
    bind(data, context) {
      const bound = bindParams(spec.id, spec.params, spec.messages, data, context);
      if (!bound.ok) return bound;
      const params = bound.value;
      return ok({
        kind: 'self',
        id: spec.id,
        data,
        appliesTo: (schema) =>
          carriesRole(schema, data.subjectRoles) && (spec.appliesTo?.(schema, params) ?? true),
        fieldsOf: perSchema((schema) => spec.fieldsOf(schema, params)),
        readsGeometry: spec.readsGeometry,
        readsWorld: spec.readsWorld ?? false,
        evaluate: (feature, schema, world) =>
          spec.evaluate(feature, schema, params, data.severity, world, context),
        sentences: (facts, pieces, measure) => spec.sentences(facts, pieces, measure, params),
      });
    },
  };
}
