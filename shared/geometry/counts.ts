import type { Packed } from './packed.ts';

/** Number of parts. */
export const partCount = (packed: Packed): number => packed.parts.length - 1;

/** Number of rings (polygon), lines (line) or points (point). */
export const ringCount = (packed: Packed): number => packed.rings.length - 1;

/** Number of points; the closing point of a ring counts. */
export const pointCount = (packed: Packed): number => packed.xy.length / 2;

/** Number of vertices a person would count: the closing points of rings do not. */
export function vertexCount(packed: Packed): number {
  return pointCount(packed) - (packed.kind === 'polygon' ? ringCount(packed) : 0);
}

export const isEmptyPacked = (packed: Packed): boolean => packed.xy.length === 0;

/** The flat coordinates of one ring: a view on the geometry, not a copy. */
export function ringXY(packed: Packed, ring: number): Float64Array {
  return packed.xy.subarray(2 * packed.rings[ring]!, 2 * packed.rings[ring + 1]!);
}

/** Which part a ring belongs to. */
export function partOfRing(packed: Packed, ring: number): number {
  let part = 0;
  while (packed.parts[part + 1]! <= ring) part++;
  return part;
}

/** Whether a ring of a polygon is the shell of its part (else a hole). */
export function isShell(packed: Packed, ring: number): boolean {
  return packed.parts[partOfRing(packed, ring)] === ring;
}

/** Calls back for every part and ring with the range of points `[from, to)`. */
export function forEachRing(
  packed: Packed,
  visit: (from: number, to: number, ring: number, part: number, shell: boolean) => void,
): void {
  for (let part = 0; part + 1 < packed.parts.length; part++) {
    const first = packed.parts[part]!;
    for (let ring = first; ring < packed.parts[part + 1]!; ring++) {
      visit(packed.rings[ring]!, packed.rings[ring + 1]!, ring, part, ring === first);
    }
  }
}

/** The rings of one part, shell first: views on the geometry, not copies. */
export function partOf(packed: Packed, part: number): readonly Float64Array[] {
  const rings: Float64Array[] = [];
  for (let ring = packed.parts[part]!; ring < packed.parts[part + 1]!; ring++) {
    rings.push(ringXY(packed, ring));
  }
  return rings;
}

/** Equal kind, structure and coordinates, bit for bit. */
export function samePacked(a: Packed, b: Packed): boolean {
  if (a === b) return true;
  return (
    a.kind === b.kind &&
    sameNumbers(a.parts, b.parts) &&
    sameNumbers(a.rings, b.rings) &&
    sameNumbers(a.xy, b.xy)
  );
}

/** Equal numbers in the same order, bit for bit. */
export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
