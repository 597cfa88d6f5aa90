import { authalicQ } from '../../geometry/area.ts';
import { ECCENTRICITY_2, RADIANS, SEMI_MAJOR_M, SEMI_MINOR_M } from '../../geometry/ellipsoid.ts';
import { fromSteps, toSteps } from '../../geometry/grid.ts';

/*
 * The drawing frame of the sample: x east and y north in metres from 110E 30N, a cylindrical
 * equal-area plane. An edge that is straight in longitude and latitude bounds the ellipsoid area
 * that the shoelace formula gives in the plane (longitude, Q); x and y are that plane times
 * constants, so areas of the frame ARE ellipsoid areas, and shapes are true at 30N (0.4% at the rim).
 */

const LON0 = 110;
const LAT0 = 30;
const S0 = Math.sin(LAT0 * RADIANS);
/** Metres to one radian of longitude at 30N. */
const METRES = (SEMI_MAJOR_M * Math.cos(LAT0 * RADIANS)) / Math.sqrt(1 - ECCENTRICITY_2 * S0 * S0);
const Q0 = authalicQ(LAT0);

/** Frame x of a longitude in degrees. */
export const xOf = (longitude: number): number => (longitude - LON0) * RADIANS * METRES;
/** Frame y of a latitude in degrees. */
export const yOf = (latitude: number): number => (authalicQ(latitude) - Q0) / METRES;

/** Longitude in degrees of a frame x. */
export const longitudeOf = (x: number): number => LON0 + x / METRES / RADIANS;

/** Latitude in degrees of a frame y, by Newton's method on Q. */
export function latitudeOf(y: number): number {
  let latitude = LAT0 + y / 110852;
  for (let k = 0; k < 3; k++) {
    const s = Math.sin(latitude * RADIANS);
    const w = 1 - ECCENTRICITY_2 * s * s;
    const slope = (SEMI_MINOR_M * SEMI_MINOR_M * Math.cos(latitude * RADIANS) * RADIANS) / (w * w);
    latitude -= (authalicQ(latitude) - Q0 - y * METRES) / slope;
  }
  return latitude;
}

/** A position on the coordinate grid: whole steps of longitude and latitude with its frame place. */
export interface GridPoint {
  readonly lon: number;
  readonly lat: number;
  readonly x: number;
  readonly y: number;
}

/** The grid point nearest to a frame place. */
export function snap(x: number, y: number): GridPoint {
  const lon = toSteps(longitudeOf(x));
  const lat = toSteps(latitudeOf(y));
  return { lon, lat, x: xOf(fromSteps(lon)), y: yOf(fromSteps(lat)) };
}
