import type { FieldTask } from '../bridge/exchange-contract.ts';
import { findingPlace } from '../check/finding-place.ts';
import type { Box } from '../geometry/packed.ts';
import type { Finding } from '../rules/rule.ts';

/** Longest title of a task. */
const TITLE = 500;

/** A finding as something to be looked at in the field. `title`: its sentence. */
export function findingTask(
  finding: Finding,
  {
    uid,
    title,
    assignee,
    area = null,
  }: {
    readonly uid: string;
    readonly title: string;
    readonly assignee: string | null;
    /** The area that goes along, degrees: the place is looked for in it. */
    readonly area?: Box | null;
  },
): FieldTask {
  const place = findingPlace(finding, area);
  return {
    uid,
    kind: 'finding',
    title: title.length > TITLE ? `${title.slice(0, TITLE - 1)}…` : title,
    note: '',
    rule: finding.rule,
    subject: { table: finding.subject.table, uid: finding.subject.uid },
    counterpartLayer: finding.counterpartLayer,
    severity: finding.severity,
    areaM2: finding.areaM2,
    place: place === null ? null : [place[0], place[1]],
    assignee,
  };
}
