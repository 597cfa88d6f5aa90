import { boxCentre, isEmptyBox } from '../geometry/box.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Finding } from '../rules/rule.ts';

/** Where to go for a finding, degrees: into its largest piece; null for one without a place. */
export function findingPlace({ pieces, box }: Finding): readonly [number, number] | null {
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
