import { boxesIntersect } from '../geometry/box.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { PieceDraft } from '../rules/bound-rule.ts';
import type { RuleFeature } from '../rules/rule.ts';
import type { MeasurePair } from './measure-pair.ts';
import type { Binding } from './plan.ts';
import type { CheckFeature } from './source.ts';

const ruleFeature = ({ layer, uid, fields, geometry }: CheckFeature): RuleFeature => ({
  ref: { table: layer, uid },
  fields,
  geometry,
});

/** Whether the rule looks at a subject at all. */
export const admitsSubject = (
  { rule, subjectRole, counterparts, counterpartRoles }: Binding,
  { fields }: Pick<CheckFeature, 'fields'>,
): boolean => rule.admitsSubject(fields, subjectRole, counterpartRoles.get(counterparts[0] ?? '') ?? '');

/** Whether the rule concerns a counterpart at all. */
export const admitsCounterpart = (
  { rule, counterpartRoles }: Binding,
  { layer, fields }: Pick<CheckFeature, 'layer' | 'fields'>,
): boolean => rule.admitsCounterpart(fields, counterpartRoles.get(layer) ?? '');

/**
 * The pieces of one pair under one rule: a pure function of the two features and the ruleset, whatever batch,
 * order or run it is met in.
 */
export function evaluatePair(
  binding: Binding,
  subject: CheckFeature,
  counterpart: CheckFeature,
  measure: MeasurePair,
): readonly PieceDraft[] {
  if (!boxesIntersect(subject.geometry.box, counterpart.geometry.box)) return [];
  const { rule } = binding;
  if (!admitsSubject(binding, subject) || !admitsCounterpart(binding, counterpart)) return [];
  if (!rule.concerns(subject.fields, counterpart.fields)) return [];
  const parts = measure(subject, counterpart);
  if (parts.length === 0) return [];
  return rule.evaluate({ subject: ruleFeature(subject), counterpart: ruleFeature(counterpart), parts });
}

/** The pieces of a subject less every counterpart that passes the rule's filter. */
export function evaluateDifference(
  binding: Binding,
  subject: CheckFeature,
  counterparts: readonly CheckFeature[],
  overlay: Overlay,
): readonly PieceDraft[] {
  const { rule } = binding;
  if (!admitsSubject(binding, subject)) return [];
  const others = counterparts
    .filter((other) => boxesIntersect(other.geometry.box, subject.geometry.box))
    .filter((other) => admitsCounterpart(binding, other));
  const parts = overlay.differenceMany(
    subject.geometry,
    others.map(({ geometry }) => geometry),
  );
  if (parts.length === 0) return [];
  return rule.evaluate({ subject: ruleFeature(subject), counterpart: null, parts });
}
