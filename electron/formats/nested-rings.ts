import { BoxIndex } from '../../shared/check/box-index.ts';
import { boxContains, boxOfXY } from '../../shared/geometry/box.ts';
import { closedRing, turnOfRing } from '../../shared/geometry/build-packed.ts';
import type { Box } from '../../shared/geometry/packed.ts';
import { pointInRing } from '../../shared/geometry/predicates.ts';

/** A closed ring with what finding its neighbours needs. */
export interface MeasuredRing {
  readonly xy: Float64Array;
  readonly box: Box;
  /** Twice its signed area: positive when it runs counter-clockwise. */
  readonly turn: number;
}

/** @param ring flat; a missing closing point is supplied */
export function measureRing(ring: Float64Array): MeasuredRing {
  const xy = Float64Array.from(closedRing(ring));
  return { xy, box: boxOfXY(xy), turn: turnOfRing(xy) };
}

/** Vertices of a ring that are asked whether they lie in another. */
const ASKED = 9;
/** Vertices that may be looked at for one geometry: ten thousand rings within one another would take minutes. */
const MAX_WORK = 200_000_000;
const WORK_A_CANDIDATE = 50;

/**
 * Whether a ring lies in another, larger one: most of some vertices do, those on its border not counting, so that rings
 * may touch. Where all lie on the border, the middles of the edges are asked.
 */
function contains(outer: MeasuredRing, inner: MeasuredRing): boolean {
  if (!boxContains(outer.box, inner.box) || Math.abs(outer.turn) <= Math.abs(inner.turn)) return false;
  const { xy } = inner;
  const points = xy.length / 2 - 1;
  let vote = 0;
  const ask = (x: number, y: number): void => {
    const place = pointInRing(outer.xy, x, y);
    if (place !== 'boundary') vote += place === 'inside' ? 1 : -1;
  };
  const step = Math.max(1, Math.floor(points / ASKED));
  for (let i = 0; i < points; i += step) ask(xy[2 * i]!, xy[2 * i + 1]!);
  if (vote === 0) {
    for (let i = 0; i < points; i += step)
      ask((xy[2 * i]! + xy[2 * i + 2]!) / 2, (xy[2 * i + 1]! + xy[2 * i + 3]!) / 2);
  }
  return vote > 0;
}

/** Finds the ring that another lies in. */
export interface RingFinder {
  /** Number of the smallest ring around one, null when there is none (or the search would take too long). */
  around(ring: MeasuredRing): number | null;
}

export function createRingFinder(rings: readonly MeasuredRing[]): RingFinder {
  const boxes = new Float64Array(4 * rings.length);
  rings.forEach(({ box }, i) => boxes.set(box, 4 * i));
  const index = new BoxIndex(boxes);
  let work = 0;
  return {
    around: (ring) => {
      if (work > MAX_WORK) return null;
      const [x = NaN, y = NaN] = ring.xy;
      const near = index.search([x, y, x, y], (i) => rings[i] !== ring);
      work += WORK_A_CANDIDATE * near.length;
      near.sort((a, b) => Math.abs(rings[a]!.turn) - Math.abs(rings[b]!.turn) || a - b);
      for (const i of near) {
        work += ASKED * rings[i]!.xy.length;
        if (work > MAX_WORK) return null;
        if (contains(rings[i]!, ring)) return i;
      }
      return null;
    },
  };
}

/**
 * Rings of which nothing tells shells from holes, as parts: those in an even number of others are shells, the rest are
 * holes of the smallest ring around them. Parts in the order of their shells, holes in theirs.
 *
 * @param rings flat
 */
export function nestByContainment(rings: readonly Float64Array[]): Float64Array[][] {
  if (rings.length < 2) return rings.map((ring) => [ring]);
  const measured = rings.map(measureRing);
  const finder = createRingFinder(measured);
  // Largest first: what is around a ring is larger, so that its depth is known before.
  const order = measured
    .map((_, i) => i)
    .sort((a, b) => Math.abs(measured[b]!.turn) - Math.abs(measured[a]!.turn) || a - b);
  const around = new Array<number | null>(rings.length).fill(null);
  const depth = new Array<number>(rings.length).fill(0);
  for (const i of order) {
    const outer = finder.around(measured[i]!);
    around[i] = outer;
    if (outer !== null) depth[i] = depth[outer]! + 1;
  }
  const parts = new Map<number, Float64Array[]>();
  rings.forEach((ring, i) => {
    if (depth[i]! % 2 === 0) parts.set(i, [ring]);
  });
  rings.forEach((ring, i) => {
    if (depth[i]! % 2 === 1) parts.get(around[i]!)!.push(ring);
  });
  return [...parts.values()];
}
