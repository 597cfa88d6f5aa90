import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import { polygonAreaM2 } from '../geometry/area.ts';
import type { GeometryKind, Packed } from '../geometry/packed.ts';
import type { GeomType } from '../model/layer.ts';

/** The kind of geometry that a layer of this type holds. */
export const kindOf = (type: GeomType): GeometryKind =>
  type === 'POINT' ? 'point' : type === 'LINESTRING' ? 'line' : 'polygon';

/** Whether a layer of this type takes several parts in one feature. */
export const takesMany = (type: GeomType): boolean => type === 'MULTIPOLYGON';

/** The parts one by one, largest first (first of all for points and lines as they stand). */
export function splitParts(packed: Packed): Packed[] {
  const parts: Packed[] = [];
  for (let part = 0; part < partCount(packed); part++) {
    parts.push(packFlat(packed.kind, [partOf(packed, part)]));
  }
  if (packed.kind !== 'polygon') return parts;
  const sized = parts.map((part) => ({ part, area: polygonAreaM2(part) }));
  return sized.sort((a, b) => b.area - a.area).map(({ part }) => part);
}
