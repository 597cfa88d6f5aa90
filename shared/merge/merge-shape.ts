import { closedRing, packFlat } from '../geometry/build-packed.ts';
import { sameNumbers, samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { orientedPacked } from '../geometry/normalise.ts';
import { isValid } from '../geometry/validity.ts';
import { matchRings, partsOf, type Part, type PartNow, type ShapeNow } from './match-rings.ts';
import { mergeLine, type Side } from './merge-line.ts';
import type { ShapeDispute } from './types.ts';

/** Two edits of one shape, joined. */
export type MergedShape =
  | { readonly kind: 'joined'; readonly geometry: Packed | null }
  | {
      readonly kind: 'disputed';
      readonly why: ShapeDispute;
      /** What comes of it where mine stands in what is disputed, and where theirs does; else both edits are in it. */
      readonly mine: Packed | null;
      readonly theirs: Packed | null;
      /** Flat positions of what both changed. */
      readonly places: Float64Array;
    };

interface Draft {
  readonly parts: readonly (readonly Float64Array[])[];
  readonly places: readonly number[];
}

const sameRings = (a: Part, b: Part): boolean =>
  a.length === b.length && a.every((ring, i) => sameNumbers(ring, b[i]!));

/** What both sides added, once. Order: by the numbers, so that it does not matter who was first. */
function addedBy(mine: readonly Part[], theirs: readonly Part[]): readonly Part[] {
  const fresh = theirs.filter((part) => !mine.some((own) => sameRings(own, part)));
  if (fresh.length === 0) return mine;
  const order = (a: Part, b: Part): number => a[0]![0]! - b[0]![0]! || a[0]![1]! - b[0]![1]!;
  return [...mine, ...fresh].sort(order);
}

const isUntouched = (before: Part, now: PartNow): boolean =>
  now.added.length === 0 && now.rings.every((ring, i) => ring !== null && sameNumbers(ring, before[i]!));

const ringsNow = ({ rings, added }: PartNow): readonly Float64Array[] => [
  ...rings.filter((ring) => ring !== null),
  ...added,
];

function mergePart(before: Part, mine: PartNow, theirs: PartNow, cyclic: boolean, prefer: Side): Draft {
  const places: number[] = [];
  const rings = before.flatMap((ring, i): Float64Array[] => {
    const [own, other] = [mine.rings[i]!, theirs.rings[i]!];
    if (own !== null && other !== null) {
      const run = (xy: Float64Array) => ({ xy, cyclic });
      const merged = mergeLine(run(ring), run(own), run(other), prefer);
      places.push(...merged.places);
      return [merged.xy];
    }
    // A hole that one closed and the other edited.
    const left = own ?? other;
    if (left === null || sameNumbers(left, ring)) return [];
    places.push(...ring, ...left);
    const chosen = prefer === 'mine' ? own : other;
    return chosen === null ? [] : [chosen];
  });
  const added = addedBy(
    mine.added.map((ring) => [ring]),
    theirs.added.map((ring) => [ring]),
  ).flat();
  return { parts: [[...rings, ...added]], places };
}

function draft(
  before: readonly Part[],
  mine: ShapeNow,
  theirs: ShapeNow,
  cyclic: boolean,
  prefer: Side,
): Draft {
  const places: number[] = [];
  const parts = before.flatMap((part, i): readonly (readonly Float64Array[])[] => {
    const [own, other] = [mine.parts[i]!, theirs.parts[i]!];
    if (own !== null && other !== null) {
      const merged = mergePart(part, own, other, cyclic, prefer);
      places.push(...merged.places);
      return merged.parts;
    }
    // A part that one took away and the other edited.
    const left = own ?? other;
    if (left === null || isUntouched(part, left)) return [];
    places.push(...part.flatMap((ring) => [...ring]), ...ringsNow(left).flatMap((ring) => [...ring]));
    const chosen = prefer === 'mine' ? own : other;
    return chosen === null ? [] : [ringsNow(chosen)];
  });
  return { parts: [...parts, ...addedBy(mine.added, theirs.added)], places };
}

/** The shape of the packed form; undefined where it is not valid. */
function built(kind: Packed['kind'], { parts }: Draft): Packed | undefined {
  const packed = packFlat(kind, kind === 'polygon' ? parts.map((part) => part.map(closedRing)) : parts);
  const turned = orientedPacked(packed);
  return isValid(turned) ? turned : undefined;
}

const bothWhole = (mine: Packed | null, theirs: Packed | null, why: ShapeDispute): MergedShape => ({
  kind: 'disputed',
  why,
  mine,
  theirs,
  places: Float64Array.from([...(mine?.xy ?? []), ...(theirs?.xy ?? [])]),
});

const equal = (a: Packed | null, b: Packed | null): boolean =>
  a === b || (a !== null && b !== null && samePacked(a, b));

/**
 * Joins two edits of one shape. What lies in different places of it goes together: other vertices, other holes, other
 * parts. What both changed otherwise is disputed; so is a result that would not be valid.
 *
 * Symmetric in `mine` and `theirs`, up to the names.
 */
export function mergeShape(base: Packed | null, mine: Packed | null, theirs: Packed | null): MergedShape {
  if (equal(mine, theirs) || equal(base, theirs)) return { kind: 'joined', geometry: mine };
  if (equal(base, mine)) return { kind: 'joined', geometry: theirs };
  if (base === null || mine === null || theirs === null) return bothWhole(mine, theirs, 'both');
  const { kind } = base;
  if (kind === 'point' || mine.kind !== kind || theirs.kind !== kind) return bothWhole(mine, theirs, 'both');
  const before = partsOf(base);
  const own = matchRings(before, partsOf(mine));
  const other = matchRings(before, partsOf(theirs));
  if (own === undefined || other === undefined) return bothWhole(mine, theirs, 'both');
  const cyclic = kind === 'polygon';
  const forMine = draft(before, own, other, cyclic, 'mine');
  const joined = built(kind, forMine);
  if (forMine.places.length === 0)
    return joined === undefined ? bothWhole(mine, theirs, 'invalid') : { kind: 'joined', geometry: joined };
  return {
    kind: 'disputed',
    why: 'both',
    mine: joined ?? mine,
    theirs: built(kind, draft(before, own, other, cyclic, 'theirs')) ?? theirs,
    places: Float64Array.from(forMine.places),
  };
}
