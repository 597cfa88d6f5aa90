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
/** Largest error of the fitted Q in m2 a radian: under 2e-8 m2 for a parcel 100 m wide. */
const FIT_TOLERANCE = 0.05;
/** Terms smaller than this, m2 a radian, are left out: rounding of Q itself is as large. */
const NEGLIGIBLE = 0.005;

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
  let terms = TERMS;
  while (terms > 2 && Math.abs(coefficients[terms - 1]!) < NEGLIGIBLE) terms--;
  return coefficients.slice(0, terms);
}

/** Clenshaw's recurrence. */
function evaluate(coefficients: Float64Array, t: number): number {
  let b1 = 0;
  let b2 = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const b = 2 * t * b1 - b2 + coefficients[j]!;
    b2 = b1;
    b1 = b;
  }
  return t * b1 - b2 + coefficients[0]!;
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
 * Q(latitude) less a constant as a polynomial in `(latitude - middle) / half`, coefficients by rising powers, for
 * latitudes within `half` degrees of `middle`; undefined where a short one is not exact (FIT_TOLERANCE).
 */
export function fittedQ(middle: number, half: number): Float64Array | undefined {
  const powers = asPowers(chebyshev(middle, half));
  const qMiddle = authalicQ(middle);
  for (let k = 0; k <= 2 * TERMS; k++) {
    const t = k / TERMS - 1;
    const value = powers.reduceRight((sum, c) => sum * t + c, 0);
    if (Math.abs(value - (authalicQ(middle + half * t) - qMiddle)) > FIT_TOLERANCE) return undefined;
  }
  return powers;
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
  const coefficients = chebyshev(middle, half);
  const qMiddle = authalicQ(middle);
  for (let k = 0; k <= 2 * TERMS; k++) {
    const t = k / TERMS - 1;
    const error = evaluate(coefficients, t) - (authalicQ(middle + half * t) - qMiddle);
    if (Math.abs(error) > FIT_TOLERANCE) return closedForm;
  }
  const south = middle - half;
  const north = middle + half;
  const fitted = (latitude: number): number => evaluate(coefficients, (latitude - middle) / half);
  const measureRing = (xy: ArrayLike<number>, from: number, to: number): number => {
    for (let i = from; i < to; i++) {
      const latitude = xy[2 * i + 1]!;
      if (!(latitude >= south && latitude <= north)) return ringArea(authalicQ, xy, from, to);
    }
    return ringArea(fitted, xy, from, to);
  };
  return {
    ringAreaM2: (xy, from = 0, to = xy.length / 2) => measureRing(xy, from, to),
    polygonAreaM2: (packed) => polygonArea(packed, (from, to) => measureRing(packed.xy, from, to)),
  };
}
