import { isEmptyPacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { joinParts } from '../rules/overlap-piece.ts';
import type { FindingPiece } from '../rules/rule.ts';

/**
 * The ground pieces cover, as one geometry, by which what is said of them is found again when keys change. Null
 * where none covers any: a line of a distance, points of a fault, a fault of attributes.
 */
export function memoryShape(pieces: readonly Pick<FindingPiece, 'geometry'>[]): Packed | null {
  const polygons = pieces.filter(({ geometry }) => geometry.kind === 'polygon' && !isEmptyPacked(geometry));
  return polygons.length === 0 ? null : joinParts(polygons);
}
