import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { VertexIndex } from '../geometry/vertex-index.ts';

/** A part of a shape: the first ring is the shell of a polygon; a line has one. Flat, without closing points. */
export type Part = readonly Float64Array[];

/** A part as one side has it now, told by the part it was. */
export interface PartNow {
  /** For each ring of the part as it was, in its order, what it is now; null where it went. */
  readonly rings: readonly (Float64Array | null)[];
  readonly added: readonly Float64Array[];
}

/** The parts of one side, told by the parts that were. */
export interface ShapeNow {
  /** For each part that was, what it is now; null where it went. */
  readonly parts: readonly (PartNow | null)[];
  readonly added: readonly Part[];
}

/** The parts of a polygon or line as plain rings. */
export function partsOf(packed: Packed): readonly Part[] {
  const open = packed.kind === 'polygon' ? 2 : 0;
  return Array.from({ length: partCount(packed) }, (_, part) =>
    partOf(packed, part).map((ring) => ring.slice(0, ring.length - open)),
  );
}

interface Places {
  readonly index: VertexIndex;
  /** The ring of each place, counted over all parts. */
  readonly ring: readonly number[];
}

function placesOf(parts: readonly Part[]): Places {
  const index = new VertexIndex(64);
  const ring: number[] = [];
  parts.flat().forEach((xy, own) => {
    for (let i = 0; i < xy.length; i += 2) ring[index.add(xy[i]!, xy[i + 1]!)] ??= own;
  });
  return { index, ring };
}

/** The ring of before with which a ring has most places in common; of equals the first; -1 for none. */
function mostlyOf({ index, ring }: Places, xy: Float64Array): number {
  const votes = new Map<number, number>();
  for (let i = 0; i < xy.length; i += 2) {
    const id = index.find(xy[i]!, xy[i + 1]!);
    if (id >= 0) votes.set(ring[id]!, (votes.get(ring[id]!) ?? 0) + 1);
  }
  return [...votes].sort(([p, n], [q, m]) => m - n || p - q)[0]?.[0] ?? -1;
}

/**
 * Which rings of a shape are which of the shape it was, by the places they have in common. Undefined where a ring lies in
 * another part now, or two have come from one: then the shape is another one as a whole.
 */
export function matchRings(before: readonly Part[], now: readonly Part[]): ShapeNow | undefined {
  const places = placesOf(before);
  const first: number[] = [];
  before.reduce((sum, part) => (first.push(sum), sum + part.length), 0);
  const partOfRing = (ring: number): number => first.findLastIndex((start) => start <= ring);
  const parts: (PartNow | null)[] = before.map(() => null);
  const added: Part[] = [];
  for (const part of now) {
    const shell = mostlyOf(places, part[0]!);
    if (shell < 0) {
      if (part.slice(1).some((hole) => mostlyOf(places, hole) >= 0)) return undefined;
      added.push(part);
      continue;
    }
    const at = partOfRing(shell);
    if (first[at] !== shell || parts[at] !== null) return undefined;
    const rings: (Float64Array | null)[] = before[at]!.map(() => null);
    rings[0] = part[0]!;
    const came: Float64Array[] = [];
    for (const hole of part.slice(1)) {
      const ring = mostlyOf(places, hole);
      if (ring < 0) {
        came.push(hole);
        continue;
      }
      const own = ring - first[at]!;
      if (partOfRing(ring) !== at || own <= 0 || rings[own] !== null) return undefined;
      rings[own] = hole;
    }
    parts[at] = { rings, added: came };
  }
  return { parts, added };
}
