import { turnOfRing } from './build-packed.ts';
import { ECCENTRICITY_2, RADIANS, SEMI_MAJOR_M } from './ellipsoid.ts';

/** Metres of one degree of longitude and of latitude on the ellipsoid at a latitude (degrees). */
export function metresPerDegree(latitude: number): { readonly lon: number; readonly lat: number } {
  const s = Math.sin(latitude * RADIANS);
  const w2 = 1 - ECCENTRICITY_2 * s * s;
  const primeVertical = SEMI_MAJOR_M / Math.sqrt(w2);
  const meridian = (primeVertical * (1 - ECCENTRICITY_2)) / w2;
  return {
    lon: primeVertical * Math.cos(latitude * RADIANS) * RADIANS,
    lat: meridian * RADIANS,
  };
}

/**
 * Flat coordinates in degrees as metres east and north of a position: for shapes and hints, where
 * a few parts in a thousand over a county do not matter. Never for a reported area.
 */
export function toLocalMetres(xy: ArrayLike<number>, origin: readonly [number, number]): Float64Array {
  const { lon, lat } = metresPerDegree(origin[1]);
  const out = new Float64Array(xy.length);
  for (let i = 0; i + 1 < xy.length; i += 2) {
    out[i] = (xy[i]! - origin[0]) * lon;
    out[i + 1] = (xy[i + 1]! - origin[1]) * lat;
  }
  return out;
}

/**
 * Area in m2 of rings (shell first, then holes) in the plane of local metres, where an edge stays straight
 * whatever vertices stand on it. Tells thin strips from wide ones: the survey area of a strip of no width
 * along a kilometre can be some square metres (see area.ts). Never a reported area.
 */
export function planeAreaM2(rings: readonly ArrayLike<number>[]): number {
  const shell = rings[0];
  if (shell === undefined || shell.length < 2) return 0;
  const { lon, lat } = metresPerDegree(shell[1]!);
  let degrees = 0;
  rings.forEach((ring, i) => {
    const area = Math.abs(turnOfRing(ring)) / 2;
    degrees += i === 0 ? area : -area;
  });
  return degrees * lon * lat;
}
