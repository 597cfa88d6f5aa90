import { boxesIntersect } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import type { Neighbour, PieceDraft } from '../rules/bound-rule.ts';
import type { RuleFeature } from '../rules/rule.ts';
import type { Measurer } from './measure-pair.ts';
import type { Binding } from './plan.ts';
import { reachBox } from './reach.ts';
import type { Side } from './sides.ts';
import type { CheckFeature } from './source.ts';

export const ruleFeature = ({ layer, uid, fields, geometry }: CheckFeature): RuleFeature => ({
  ref: { table: layer, uid },
  fields,
  geometry,
});

/** A feature of which the rule has said that it looks at its fields alone. */
const fieldsOnly = ({ layer, uid, fields }: CheckFeature): RuleFeature => ({
  ref: { table: layer, uid },
  fields,
  get geometry(): never {
    // Else an edit elsewhere on it would change a finding that the engine believes untouched.
    throw new Error('a rule reads a shape that its wholeShapes does not name');
  },
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

/** Whether a unit is a pair; else it is a subject with all that is around it. */
export const isPaired = ({ rule }: Binding): boolean => rule.operation === 'intersection';

/** Where the counterparts that matter to a subject lie. */
export const reachOf = ({ rule }: Binding, box: Box): Box =>
  rule.operation === 'near' ? reachBox(box, rule.reachM) : box;

/** Whether both are one record: in a layer held against itself nothing is held against itself. */
export const isSame = (a: CheckFeature, b: CheckFeature): boolean => a.fid === b.fid && a.layer === b.layer;

/**
 * The pieces of one pair under one rule: a pure function of the two features and the ruleset, whatever batch,
 * order or run it is met in. Both have passed the rule's filters.
 */
export function evaluatePair(
  { rule }: Binding,
  subject: CheckFeature,
  counterpart: CheckFeature,
  { parts: measure }: Pick<Measurer, 'parts'>,
): readonly PieceDraft[] {
  if (!boxesIntersect(subject.geometry.box, counterpart.geometry.box) || isSame(subject, counterpart))
    return [];
  if (!rule.concerns(subject.fields, counterpart.fields)) return [];
  const parts = measure(subject, counterpart);
  if (parts.length === 0) return [];
  const seen = (side: Side, feature: CheckFeature): RuleFeature =>
    rule.wholeShapes.includes(side) ? ruleFeature(feature) : fieldsOnly(feature);
  return rule.evaluate({
    subject: seen('subject', subject),
    counterpart: seen('counterpart', counterpart),
    parts,
  });
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The area that two features have in common, m2. */
export type AreaInCommon = (subject: CheckFeature, other: CheckFeature) => number;

export const areaByParts =
  ({ parts }: Pick<Measurer, 'parts'>): AreaInCommon =>
  (subject, other) =>
    parts(subject, other).reduce((sum, { areaM2 }) => sum + areaM2, 0);

/**
 * The pieces of a subject with all counterparts around it, under a rule that looks at them together. Pure as above;
 * all have passed the rule's filters, and features out of reach among them do not matter.
 *
 * @param areaM2 for those who know some areas already
 */
export function evaluateAround(
  binding: Binding,
  subject: CheckFeature,
  counterparts: readonly CheckFeature[],
  measurer: Measurer,
  areaM2: AreaInCommon = areaByParts(measurer),
): readonly PieceDraft[] {
  const { rule } = binding;
  const reach = reachOf(binding, subject.geometry.box);
  const around = counterparts
    .filter((other) => boxesIntersect(other.geometry.box, reach) && !isSame(other, subject))
    .filter((other) => rule.concerns(subject.fields, other.fields))
    .sort((a, b) => byText(a.layer, b.layer) || byText(a.uid, b.uid) || a.fid - b.fid);
  const unit = { subject: ruleFeature(subject), counterpart: null };
  if (rule.operation === 'difference') {
    const parts = measurer.outside(subject, around);
    return parts.length === 0 ? [] : rule.evaluate({ ...unit, parts });
  }
  const near = around.flatMap((other): Neighbour[] => {
    if (rule.operation === 'near') return [{ counterpart: ruleFeature(other), areaM2: 0 }];
    const area = areaM2(subject, other);
    return area > 0 ? [{ counterpart: fieldsOnly(other), areaM2: area }] : [];
  });
  return rule.evaluate({ ...unit, parts: [], near });
}
