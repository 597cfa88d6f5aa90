import { bearingDeg, distanceM } from './distance.ts';
import { FLATTENING, RADIANS, SEMI_MAJOR_M, SEMI_MINOR_M } from './ellipsoid.ts';
import { canonical } from './grid.ts';

/** Longitude and latitude, degrees. */
export type LonLat = readonly [number, number];

/** Length and direction of the way from one position to another. */
export interface Segment {
  /** Metres on the ellipsoid. */
  readonly lengthM: number;
  /** Degrees clockwise from true north at the first position, in [0, 360); 0 for equal positions. */
  readonly bearingDeg: number;
}

/** The shortest line on the ellipsoid from `a` to `b`. */
export function segmentOf(a: LonLat, b: LonLat): Segment {
  const bearing = bearingDeg(a[0], a[1], b[0], b[1]);
  return {
    lengthM: distanceM(a[0], a[1], b[0], b[1]),
    bearingDeg: Number.isNaN(bearing) ? 0 : bearing,
  };
}

const MAX_ITERATIONS = 100;

/**
 * Where one arrives from a position after `lengthM` metres on the shortest line that sets out at `bearing` degrees
 * clockwise from true north: Vincenty's direct series (Survey Review 23, 1975). Not rounded to the grid.
 */
export function destination(from: LonLat, lengthM: number, bearing: number): LonLat {
  const [sinA, cosA] = [Math.sin(bearing * RADIANS), Math.cos(bearing * RADIANS)];
  const tanU = (1 - FLATTENING) * Math.tan(from[1] * RADIANS);
  const cosU = 1 / Math.sqrt(1 + tanU * tanU);
  const sinU = tanU * cosU;
  const sigma1 = Math.atan2(tanU, cosA);
  const sinAlpha = cosU * sinA;
  const cos2Alpha = 1 - sinAlpha * sinAlpha;
  const b2 = SEMI_MINOR_M * SEMI_MINOR_M;
  const uu = (cos2Alpha * (SEMI_MAJOR_M * SEMI_MAJOR_M - b2)) / b2;
  const a = 1 + (uu / 16384) * (4096 + uu * (-768 + uu * (320 - 175 * uu)));
  const b = (uu / 1024) * (256 + uu * (-128 + uu * (74 - 47 * uu)));
  const first = lengthM / (SEMI_MINOR_M * a);
  let sigma = first;
  let [sinS, cosS, cos2m] = [0, 1, 0];
  for (let i = 0; i < MAX_ITERATIONS; i++) {
    [sinS, cosS, cos2m] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)];
    const deltaSigma =
      b *
      sinS *
      (cos2m +
        (b / 4) *
          (cosS * (2 * cos2m * cos2m - 1) -
            (b / 6) * cos2m * (4 * sinS * sinS - 3) * (4 * cos2m * cos2m - 3)));
    const before = sigma;
    sigma = first + deltaSigma;
    if (Math.abs(sigma - before) < 1e-15) break;
  }
  const across = sinU * sinS - cosU * cosS * cosA;
  const latitude = Math.atan2(
    sinU * cosS + cosU * sinS * cosA,
    (1 - FLATTENING) * Math.hypot(sinAlpha, across),
  );
  const lambda = Math.atan2(sinS * sinA, cosU * cosS - sinU * sinS * cosA);
  const c = (FLATTENING / 16) * cos2Alpha * (4 + FLATTENING * (4 - 3 * cos2Alpha));
  const difference =
    lambda -
    (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinS * (cos2m + c * cosS * (2 * cos2m * cos2m - 1)));
  const longitude = from[0] + difference / RADIANS;
  return [longitude - 360 * Math.round(longitude / 360), latitude / RADIANS];
}

/** `destination` on the grid: a vertex that can be stored. */
export function pointAt(from: LonLat, lengthM: number, bearing: number): LonLat {
  const [lon, lat] = destination(from, lengthM, bearing);
  return [canonical(lon), canonical(lat)];
}
