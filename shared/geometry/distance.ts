import { FLATTENING, RADIANS, SEMI_MAJOR_M, SEMI_MINOR_M } from './ellipsoid.ts';

const MAX_ITERATIONS = 100;
const MEAN_RADIUS_M = (2 * SEMI_MAJOR_M + SEMI_MINOR_M) / 3;

/**
 * Length in metres of the shortest line on the ellipsoid between two positions in degrees: Vincenty's
 * inverse series (Survey Review 23, 1975), good to 0.1 mm except for nearly opposite points of the Earth, for
 * which it does not converge and the great circle of the mean sphere (0.5 per cent) is given.
 */
export function distanceM(lon1: number, lat1: number, lon2: number, lat2: number): number {
  if (lon1 === lon2 && lat1 === lat2) return 0;
  const turn = lon2 - lon1;
  // The short way round.
  const difference = (turn - 360 * Math.round(turn / 360)) * RADIANS;
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RADIANS));
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RADIANS));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    if (sinSigma === 0) return 0;
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    // Along the equator there is no middle latitude.
    const cos2m = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
    const before = lambda;
    lambda =
      difference +
      (1 - c) *
        FLATTENING *
        sinAlpha *
        (sigma + c * sinSigma * (cos2m + c * cosSigma * (2 * cos2m * cos2m - 1)));
    if (Math.abs(lambda) > Math.PI) break;
    if (Math.abs(lambda - before) < 1e-14) {
      return vincentyLength(cos2Alpha, sinSigma, cosSigma, sigma, cos2m);
    }
  }
  return greatCircle(lat1, lat2, difference);
}

function vincentyLength(
  cos2Alpha: number,
  sinSigma: number,
  cosSigma: number,
  sigma: number,
  cos2m: number,
): number {
  const b2 = SEMI_MINOR_M * SEMI_MINOR_M;
  const uu = (cos2Alpha * (SEMI_MAJOR_M * SEMI_MAJOR_M - b2)) / b2;
  const a = 1 + (uu / 16384) * (4096 + uu * (-768 + uu * (320 - 175 * uu)));
  const b = (uu / 1024) * (256 + uu * (-128 + uu * (74 - 47 * uu)));
  const deltaSigma =
    b *
    sinSigma *
    (cos2m +
      (b / 4) *
        (cosSigma * (2 * cos2m * cos2m - 1) -
          (b / 6) * cos2m * (4 * sinSigma * sinSigma - 3) * (4 * cos2m * cos2m - 3)));
  return SEMI_MINOR_M * a * (sigma - deltaSigma);
}

function greatCircle(lat1: number, lat2: number, lonDifference: number): number {
  const s1 = Math.sin(((lat2 - lat1) * RADIANS) / 2);
  const s2 = Math.sin(lonDifference / 2);
  const h = s1 * s1 + Math.cos(lat1 * RADIANS) * Math.cos(lat2 * RADIANS) * s2 * s2;
  return 2 * MEAN_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}
