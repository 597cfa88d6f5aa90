/**
 * The coordinate grid: every stored coordinate is a whole number of steps of 1e-9 degree (about 0.1 mm).
 * This is the only module that converts between degrees and steps: `k / 1e9` and `k * 1e-9` differ in
 * the last bit for half of all `k`, and shared vertices must be equal bit for bit.
 */

/** Steps in one degree. */
export const STEPS_PER_DEGREE = 1e9;

/** One grid step in degrees, for tolerances only; never multiply by it to make a coordinate. */
export const STEP_DEGREES = 1e-9;

/** Bounds of the world in degrees, `[west, south, east, north]`. */
export const WORLD = [-180, -90, 180, 90] as const;

/** Degrees to the nearest whole step (an exact integer below 2^53); NaN and infinities pass through. */
export function toSteps(degrees: number): number {
  // Adding zero turns -0 into 0, so that equal positions are equal bit for bit.
  return Math.round(degrees * STEPS_PER_DEGREE) + 0;
}

/** Steps to degrees. For whole steps this is the canonical value; fractions of a step are allowed for measuring. */
export function fromSteps(steps: number): number {
  return steps / STEPS_PER_DEGREE;
}

/** The canonical value nearest to `degrees`. */
export function canonical(degrees: number): number {
  return fromSteps(toSteps(degrees));
}

/** Flat coordinates turned into their canonical values in place: `canonical` without a call for each. */
export function canonicalXY(xy: Float64Array): Float64Array {
  for (let i = 0; i < xy.length; i++) xy[i] = (Math.round(xy[i]! * STEPS_PER_DEGREE) + 0) / STEPS_PER_DEGREE;
  return xy;
}

/** Whether the value is bit for bit a canonical one. */
export function isCanonical(degrees: number): boolean {
  return Object.is(canonical(degrees), degrees);
}

/** Degrees to steps without rounding, for measured geometry that is finer than the grid. */
export function toFractionalSteps(degrees: number): number {
  return degrees * STEPS_PER_DEGREE + 0;
}
