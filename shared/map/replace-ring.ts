import { orientedRing, packFlat } from '../geometry/build-packed.ts';
import { isShell, partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LonLat } from './sketch.ts';

/** The polygon with one of its rings replaced: closed and turned as it must be; validity is the command's to judge. */
export function replacedRing(packed: Packed, ring: number, points: readonly LonLat[]): Packed {
  const flat = points.flatMap(([lon, lat]) => [lon, lat]);
  const parts: ArrayLike<number>[][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    const rings: ArrayLike<number>[] = [...partOf(packed, part)];
    const at = ring - packed.parts[part]!;
    if (at >= 0 && at < rings.length) rings[at] = orientedRing(flat, isShell(packed, ring));
    parts.push(rings);
  }
  return packFlat(packed.kind, parts);
}
