import type { Box, Packed } from './packed.ts';
import { ECCENTRICITY, ECCENTRICITY_2, RADIANS, SEMI_MINOR_M } from './ellipsoid.ts';
import { forEachRing } from './counts.ts';

/*
 * Area on the CGCS2000 ellipsoid, the only area this product reports.
 *
 * An edge is straight in longitude and latitude, and the strip between an edge and a meridian is
 * (Q(B2) - Q(B1)) * mean longitude difference, Q being the area from the equator per radian of
 * longitude: the definition of the survey notice 国土调查办发〔2008〕32号 with the closed form of Q in
 * place of its series. Over a whole ring that is the shoelace formula in the plane (longitude, Q).
 *
 * By that definition a vertex in line on a long edge changes the area (at 30 degrees north by up to 1 m2
 * on an edge of 800 m, 0.002 m2 on one of 100 m): parts of a cut add up when the whole is measured with
 * their nodes, and long edges are best stored with vertices in between.
 */

/** Area between equator and latitude (degrees) over one radian of longitude, m2, closed form. */
export function authalicQ(latitude: number): number {
  const s = Math.sin(latitude * RADIANS);
  const es = ECCENTRICITY * s;
  return (
    ((SEMI_MINOR_M * SEMI_MINOR_M) / 2) *
    (s / (1 - ECCENTRICITY_2 * s * s) + Math.log((1 + es) / (1 - es)) / (2 * ECCENTRICITY))
  );
}

/** Measures areas; all instances agree, `fittedArea` ones are faster near the place they are made for. */
export interface AreaMeter {
  /**
   * Signed area in m2 of the ring of points `from` to `to` (exclusive), positive when it runs
   * counter-clockwise. A missing closing point is supplied.
   */
  readonly ringAreaM2: (xy: ArrayLike<number>, from?: number, to?: number) => number;
  /** Area in m2: shells less their holes, whatever way the rings run. Zero for points and lines. */
  readonly polygonAreaM2: (packed: Packed) => number;
}

function ringArea(q: (latitude: number) => number, xy: ArrayLike<number>, from: number, to: number): number {
  if (to - from < 3) return 0;
  // Differences from the first vertex keep the digits of small rings.
  const x0 = xy[2 * from]!;
  const q0 = q(xy[2 * from + 1]!);
  let sum = 0;
  let px = 0;
  let pq = 0;
  for (let i = from + 1; i < to; i++) {
    const x = xy[2 * i]! - x0;
    const dq = q(xy[2 * i + 1]!) - q0;
    sum += px * dq - x * pq;
    px = x;
    pq = dq;
  }
  return (sum * RADIANS) / 2;
}

function polygonArea(packed: Packed, ring: (from: number, to: number) => number): number {
  if (packed.kind !== 'polygon') return 0;
  let sum = 0;
  forEachRing(packed, (from, to, _ring, _part, shell) => {
    const area = Math.abs(ring(from, to));
    sum += shell ? area : -area;
  });
  return sum;
}

const closedForm: AreaMeter = {
  ringAreaM2: (xy, from = 0, to = xy.length / 2) => ringArea(authalicQ, xy, from, to),
  polygonAreaM2: (packed) => polygonArea(packed, (from, to) => ringArea(authalicQ, packed.xy, from, to)),
};

export const ringAreaM2 = closedForm.ringAreaM2;
export const polygonAreaM2 = closedForm.polygonAreaM2;

const TERMS = 12;
/**
 * Largest error of the fitted Q in m2 a radian: under 2e-8 m2 for a parcel 100 m wide. Not much more than the rounding
 * of Q itself (0.02), which further terms would only follow.
 */
const FIT_TOLERANCE = 0.05;

/** Chebyshev coefficients of Q(latitude) - Q(middle) on `[middle - half, middle + half]`. */
function chebyshev(middle: number, half: number): Float64Array {
  const samples = new Float64Array(TERMS);
  const qMiddle = authalicQ(middle);
  for (let k = 0; k < TERMS; k++) {
    const t = Math.cos((Math.PI * (k + 0.5)) / TERMS);
    samples[k] = authalicQ(middle + half * t) - qMiddle;
  }
  const coefficients = new Float64Array(TERMS);
  for (let j = 0; j < TERMS; j++) {
    let sum = 0;
    for (let k = 0; k < TERMS; k++) {
      sum += samples[k]! * Math.cos((Math.PI * j * (k + 0.5)) / TERMS);
    }
    coefficients[j] = (sum * 2) / TERMS;
  }
  coefficients[0]! /= 2;
  return coefficients;
}

/** Chebyshev coefficients as coefficients of whole powers. */
function asPowers(chebyshevs: Float64Array): Float64Array {
  const n = chebyshevs.length;
  const powers = new Float64Array(n);
  let before = new Float64Array(n);
  let polynomial = new Float64Array(n);
  before[0] = 1;
  polynomial[1] = 1;
  powers[0] = chebyshevs[0]!;
  for (let j = 1; j < n; j++) {
    for (let k = 0; k <= j; k++) powers[k]! += chebyshevs[j]! * polynomial[k]!;
    const after = new Float64Array(n);
    for (let k = 0; k < n; k++) after[k] = (k > 0 ? 2 * polynomial[k - 1]! : 0) - before[k]!;
    before = polynomial;
    polynomial = after;
  }
  return powers;
}

/**
 * Q(latitude) less a constant as a polynomial in `(latitude - middle) / half`, coefficients by rising powers, as few as
 * will do, for latitudes within `half` degrees of `middle`; undefined where a short one is not exact (FIT_TOLERANCE).
 */
export function fittedQ(middle: number, half: number): Float64Array | undefined {
  const coefficients = chebyshev(middle, half);
  const qMiddle = authalicQ(middle);
  const isExact = (powers: Float64Array): boolean => {
    for (let k = 0; k <= 2 * TERMS; k++) {
      const t = k / TERMS - 1;
      const value = powers.reduceRight((sum, c) => sum * t + c, 0);
      if (!(Math.abs(value - (authalicQ(middle + half * t) - qMiddle)) <= FIT_TOLERANCE)) return false;
    }
    return true;
  };
  for (let terms = 2; terms <= TERMS; terms++) {
    const powers = asPowers(coefficients.subarray(0, terms));
    if (isExact(powers)) return powers;
  }
  return undefined;
}

/**
 * A meter with Q fitted to the latitudes of `box` (with a margin), for work on very many small
 * polygons of one county. Rings that leave those latitudes are measured by the closed form. Where
 * the extent is too tall for the fit to be exact, all are.
 */
export function fittedArea(box: Box): AreaMeter {
  const middle = (box[1] + box[3]) / 2;
  const half = Math.max((box[3] - box[1]) / 2 + 0.05, 0.1);
  if (!Number.isFinite(middle) || half > 5) return closedForm;
  const powers = fittedQ(middle, half);
  if (powers === undefined) return closedForm;
  const measureRing = (xy: ArrayLike<number>, from: number, to: number): number =>
    fittedRingArea({ powers, middle, half }, xy, from, to) ?? ringArea(authalicQ, xy, from, to);
  return {
    ringAreaM2: (xy, from = 0, to = xy.length / 2) => measureRing(xy, from, to),
    polygonAreaM2: (packed) => polygonArea(packed, (from, to) => measureRing(packed.xy, from, to)),
  };
}

/** Q near a latitude: see `fittedQ`. */
interface Fit {
  readonly powers: Float64Array;
  readonly middle: number;
  readonly half: number;
}

/**
 * `ringArea` by a fitted Q, in one loop: most of a large shape's area is the time for Q. Undefined where a point lies
 * outside the latitudes of the fit.
 */
function fittedRingArea(
  { powers, middle, half }: Fit,
  xy: ArrayLike<number>,
  from: number,
  to: number,
): number | undefined {
  if (to - from < 3) return 0;
  const scale = 1 / half;
  const last = powers.length - 1;
  const x0 = xy[2 * from]!;
  let q0 = 0;
  let sum = 0;
  let px = 0;
  let pq = 0;
  for (let i = from; i < to; i++) {
    const t = (xy[2 * i + 1]! - middle) * scale;
    if (!(t >= -1 && t <= 1)) return undefined;
    // Horner's rule, without the constant: it falls out of the differences.
    let q = powers[last]!;
    for (let k = last - 1; k > 0; k--) q = q * t + powers[k]!;
    q *= t;
    if (i === from) q0 = q;
    const x = xy[2 * i]! - x0;
    const dq = q - q0;
    sum += px * dq - x * pq;
    px = x;
    pq = dq;
  }
  return (sum * RADIANS) / 2;
}
