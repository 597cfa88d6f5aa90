import type { NearestBinding } from './plan.ts';
import type { CheckFeature } from './source.ts';

/** The mark of features that a rule asks from. */
export const subjectMark = ({ id }: Pick<NearestBinding, 'id'>): string => `subject ${id}`;
/** The mark of features that count in a group. */
export const groupMark = ({ id }: Pick<NearestBinding, 'id'>, group: string): string =>
  `group ${group} ${id}`;

/** The marks a feature carries under rules about distances. */
export function nearestMarks(
  bindings: readonly NearestBinding[],
  { layer, fields, geometry }: CheckFeature,
): Set<string> {
  const marks = new Set<string>();
  for (const binding of bindings) {
    const { rule, subject, counterparts } = binding;
    // Distances are measured from ground; a point or a line is only measured to.
    if (subject === layer && geometry.kind === 'polygon' && rule.admitsSubject(fields)) {
      marks.add(subjectMark(binding));
    }
    if (!counterparts.includes(layer)) continue;
    for (const group of rule.groupsOf(fields)) marks.add(groupMark(binding, group));
  }
  return marks;
}
