import type { FieldTask } from '../bridge/exchange-contract.ts';
import { boxCentre, isEmptyBox } from '../geometry/box.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Finding } from '../rules/rule.ts';

/** Longest title of a task. */
const TITLE = 500;

/** Where to go for a finding, degrees: into its largest piece; null for one without a place. */
function placeOf({ pieces, box }: Finding): readonly [number, number] | null {
  const largest = pieces
    .filter(({ geometry }) => geometry.xy.length > 0)
    .reduce<Finding['pieces'][number] | null>(
      (best, piece) => (best === null || piece.areaM2 > best.areaM2 ? piece : best),
      null,
    );
  const inside = largest === null ? undefined : labelPoint(largest.geometry);
  if (inside !== undefined) return inside;
  return isEmptyBox(box) ? null : boxCentre(box);
}

/** A finding as something to be looked at in the field. `title`: its sentence. */
export function findingTask(
  finding: Finding,
  {
    uid,
    title,
    assignee,
  }: { readonly uid: string; readonly title: string; readonly assignee: string | null },
): FieldTask {
  const place = placeOf(finding);
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
