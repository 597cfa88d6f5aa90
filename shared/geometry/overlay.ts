import type { Arrangement } from './arrange.ts';
import type { Packed } from './packed.ts';

export type BoolOp = 'intersection' | 'difference' | 'union' | 'xor';

/**
 * One connected part of an overlay.
 *
 * `geometry` is measured, not stored, geometry: one polygon part whose vertices are finer than the grid
 * (so that a sliver thinner than a step still has its area); take it to the grid with
 * `canonicalPacked` where it is to be kept as a feature. `areaM2` is its ellipsoid area.
 */
export interface Piece {
  readonly geometry: Packed;
  readonly areaM2: number;
}

/** What two polygons have in common. */
export interface Common {
  readonly parts: readonly Piece[];
  /**
   * True: these very bytes hang on nothing but the two boxes, the two magnitudes (operand-order.ts) and the borders
   * within the common box. An edit elsewhere leaves them as they are.
   */
  readonly local: boolean;
}

/**
 * Boolean operations on polygons. Every implementation keeps these promises:
 *
 * - no finite input makes it throw; a polygon that crosses itself is filled by the even-odd rule
 *   (report its validity separately, validity.ts);
 * - a call is a pure function of its operands, so the same operands give the same bytes in any process,
 *   and symmetric operations do not depend on the order of the operands;
 * - parts come in one order (west to east by their lowest leftmost vertex), shells counter-clockwise and
 *   their own holes clockwise, no vertex twice in a ring;
 * - parts narrower than a micrometre are rounding and are left out.
 */
export interface Overlay {
  /** The connected parts of `a op b`. */
  measure(op: BoolOp, a: Packed, b: Packed): Piece[];
  /** `measure('intersection', a, b)`, and whether it is local. */
  common(a: Packed, b: Packed): Common;
  /**
   * The area that both have in common, m2: the sum over the parts of `measure('intersection', a, b)` within
   * 1e-4 m2, without making them.
   */
  intersectionAreaM2(a: Packed, b: Packed): number;
  /** The connected parts of what a polygon covers by itself. */
  filled(a: Packed): Piece[];
  /** The connected parts of `a` without any of `others`, which may overlap each other. */
  differenceMany(a: Packed, others: readonly Packed[]): Piece[];
  /** All polygons together as one measured multi-part polygon; they may overlap each other. */
  unionAll(polygons: readonly Packed[]): Packed;
  /** The bounded faces between the noded edges, on the grid: what is stored after cutting. */
  faces(noded: Arrangement): Packed[];
}
