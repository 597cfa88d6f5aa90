import { boxCentre, boxesIntersect, isEmptyBox } from '../geometry/box.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Box } from '../geometry/packed.ts';
import type { Finding } from '../rules/rule.ts';

/**
 * Where to go for a finding, degrees: into its largest piece, of those that meet an area where one is given; null for one
 * without a place.
 */
export function findingPlace(
  { pieces, box }: Finding,
  area: Box | null = null,
): readonly [number, number] | null {
  const shaped = pieces.filter(({ geometry }) => geometry.xy.length > 0);
  const near = area === null ? shaped : shaped.filter((piece) => boxesIntersect(piece.box, area));
  const largest = (near.length > 0 ? near : shaped).reduce<Finding['pieces'][number] | null>(
    (best, piece) => (best === null || piece.areaM2 > best.areaM2 ? piece : best),
    null,
  );
  const inside = largest === null ? undefined : labelPoint(largest.geometry);
  if (inside !== undefined) return inside;
  return isEmptyBox(box) ? null : boxCentre(box);
}
