import { isEmptyBox } from '../geometry/box.ts';
import { labelPoint } from '../geometry/label-point.ts';
import type { Finding } from '../rules/rule.ts';

type Point = readonly [number, number];

const places = new WeakMap<object, Point | null>();

/**
 * Where a finding is: within its largest piece, or in the middle of its box where no piece has a shape (then it is
 * the features that are at fault). Null for a finding about records that lie nowhere. Degrees.
 */
export function findingPlace(finding: Finding): Point | null {
  // Words said of a finding make a new object of it, with the same pieces.
  const known = places.get(finding.pieces);
  if (known !== undefined) return known;
  const place = placeOf(finding);
  places.set(finding.pieces, place);
  return place;
}

function placeOf({ pieces, box }: Finding): Point | null {
  const largest = pieces.reduce<Finding['pieces'][number] | null>(
    (best, piece) => (best !== null && best.areaM2 >= piece.areaM2 ? best : piece),
    null,
  );
  const point = largest === null ? undefined : labelPoint(largest.geometry);
  if (point !== undefined) return point;
  const where = largest === null || isEmptyBox(largest.box) ? box : largest.box;
  if (isEmptyBox(where) || !where.every(Number.isFinite)) return null;
  return [(where[0] + where[2]) / 2, (where[1] + where[3]) / 2];
}
