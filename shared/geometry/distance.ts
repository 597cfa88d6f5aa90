import { FLATTENING, RADIANS, SEMI_MAJOR_M, SEMI_MINOR_M } from './ellipsoid.ts';

const MAX_ITERATIONS = 100;
const MEAN_RADIUS_M = (2 * SEMI_MAJOR_M + SEMI_MINOR_M) / 3;

/** The shortest line between two positions on the auxiliary sphere: what its length and its directions follow from. */
interface AuxiliaryLine {
  readonly cos2Alpha: number;
  readonly sinSigma: number;
  readonly cosSigma: number;
  readonly sigma: number;
  readonly cos2m: number;
  /** Sine and cosine of the direction at the first position, both times the sine of sigma. */
  readonly east: number;
  readonly north: number;
}

/** Vincenty's inverse iteration; null for equal positions, undefined where it does not converge. */
function auxiliaryLine(difference: number, lat1: number, lat2: number): AuxiliaryLine | null | undefined {
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(lat1 * RADIANS));
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(lat2 * RADIANS));
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    const sinLambda = Math.sin(lambda);
    const cosLambda = Math.cos(lambda);
    const east = cosU2 * sinLambda;
    const north = cosU1 * sinU2 - sinU1 * cosU2 * cosLambda;
    const sinSigma = Math.hypot(east, north);
    if (sinSigma === 0) return null;
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
      return { cos2Alpha, sinSigma, cosSigma, sigma, cos2m, east, north };
    }
  }
  return undefined;
}

/** Difference of longitude in radians, the short way round. */
const shortWay = (lon1: number, lon2: number): number => {
  const turn = lon2 - lon1;
  return (turn - 360 * Math.round(turn / 360)) * RADIANS;
};

/**
 * Length in metres of the shortest line on the ellipsoid between two positions in degrees: Vincenty's
 * inverse series (Survey Review 23, 1975), good to 0.1 mm except for nearly opposite points of the Earth, for
 * which it does not converge and the great circle of the mean sphere (0.5 per cent) is given.
 */
export function distanceM(lon1: number, lat1: number, lon2: number, lat2: number): number {
  if (lon1 === lon2 && lat1 === lat2) return 0;
  const difference = shortWay(lon1, lon2);
  const line = auxiliaryLine(difference, lat1, lat2);
  if (line === null) return 0;
  return line === undefined ? greatCircle(lat1, lat2, difference) : lengthOf(line);
}

/**
 * Direction at the first position of the shortest line to the second, degrees clockwise from true north in [0, 360);
 * NaN for equal positions, and for nearly opposite points of the Earth.
 */
export function bearingDeg(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const line = auxiliaryLine(shortWay(lon1, lon2), lat1, lat2);
  if (!line) return NaN;
  const bearing = Math.atan2(line.east, line.north) / RADIANS;
  return bearing < 0 ? (bearing + 360) % 360 : bearing + 0;
}

function lengthOf({ cos2Alpha, sinSigma, cosSigma, sigma, cos2m }: AuxiliaryLine): number {
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
