import { orient2d } from 'robust-predicates';

/** Whole numbers below this are exact as doubles, and so is their difference. */
const EXACT = 2 ** 52;
/** A little above the rounding of two products and a difference. */
const ROUNDING = 4.5e-16;

/**
 * Twice the area of the triangle a, b, c of whole numbers: positive when c lies left of the way from a to b,
 * with the exact sign and, where it is not exact, a relative error of some units in the last place.
 * The same decision as `orientation` of predicates.ts, for hot loops.
 */
export function exactTurn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  const left = (bx - ax) * (cy - ay);
  const right = (by - ay) * (cx - ax);
  const turn = left - right;
  const size = Math.abs(left) + Math.abs(right);
  if (size < EXACT || Math.abs(turn) > 1e4 * ROUNDING * size) return turn;
  // The library looks at the plane with y downwards.
  return 0 - orient2d(ax, ay, bx, by, cx, cy);
}

/** Whether two closed edges between whole steps, whose boxes meet, have a point in common. */
export function edgesTouch(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  const c = exactTurn(ax, ay, bx, by, cx, cy);
  const d = exactTurn(ax, ay, bx, by, dx, dy);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false;
  const a = exactTurn(cx, cy, dx, dy, ax, ay);
  const b = exactTurn(cx, cy, dx, dy, bx, by);
  // In one line: boxes of edges in one line that meet mean edges that meet.
  return !((a > 0 && b > 0) || (a < 0 && b < 0));
}
