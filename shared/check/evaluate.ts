import { boxesIntersect } from '../geometry/box.ts';
import type { Overlay, Piece } from '../geometry/overlay.ts';
import type { PieceDraft } from '../rules/define-rule.ts';
import type { RuleFeature } from '../rules/rule.ts';
import type { Binding } from './plan.ts';
import type { CheckFeature } from './source.ts';

const ruleFeature = ({ layer, uid, fields, geometry }: CheckFeature): RuleFeature => ({
  ref: { table: layer, uid },
  fields,
  geometry,
});

/** The measured parts of a pair; handed in so that rules on the same pair measure once. */
export type MeasurePair = (subject: CheckFeature, counterpart: CheckFeature) => readonly Piece[];

/** Measures pairs, remembering the last one. The subject is always the first operand. */
export function pairMeasurer(overlay: Overlay): MeasurePair {
  let last: { a: CheckFeature; b: CheckFeature; parts: readonly Piece[] } | undefined;
  return (a, b) => {
    if (last === undefined || last.a !== a || last.b !== b) {
      last = { a, b, parts: overlay.measure('intersection', a.geometry, b.geometry) };
    }
    return last.parts;
  };
}

/**
 * The pieces of one pair under one rule: a pure function of the two features and the ruleset, whatever batch,
 * order or run it is met in.
 */
export function evaluatePair(
  { rule }: Binding,
  subject: CheckFeature,
  counterpart: CheckFeature,
  measure: MeasurePair,
): readonly PieceDraft[] {
  if (!boxesIntersect(subject.geometry.box, counterpart.geometry.box)) return [];
  if (!rule.admitsSubject(subject.fields) || !rule.admitsCounterpart(counterpart.fields)) return [];
  if (!rule.concerns(subject.fields, counterpart.fields)) return [];
  const parts = measure(subject, counterpart);
  if (parts.length === 0) return [];
  return rule.evaluate({ subject: ruleFeature(subject), counterpart: ruleFeature(counterpart), parts });
}

/** The pieces of a subject less every counterpart that passes the rule's filter. */
export function evaluateDifference(
  { rule }: Binding,
  subject: CheckFeature,
  counterparts: readonly CheckFeature[],
  overlay: Overlay,
): readonly PieceDraft[] {
  if (!rule.admitsSubject(subject.fields)) return [];
  const others = counterparts
    .filter((other) => boxesIntersect(other.geometry.box, subject.geometry.box))
    .filter((other) => rule.admitsCounterpart(other.fields));
  const parts = overlay.differenceMany(
    subject.geometry,
    others.map(({ geometry }) => geometry),
  );
  if (parts.length === 0) return [];
  return rule.evaluate({ subject: ruleFeature(subject), counterpart: null, parts });
}
