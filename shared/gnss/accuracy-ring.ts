import { destination, type LonLat } from '../geometry/geodesic.ts';

/** Sides that a circle is drawn with: the sagitta of one is under a thousandth of the radius. */
const SIDES = 72;

/**
 * The circle of all places at a distance (metres on the ellipsoid) from a position, as a flat ring of longitudes and
 * latitudes, the first place again at its end. For the screen: not on the grid.
 */
export function geodesicCircle(from: LonLat, radiusM: number): Float64Array {
  const ring = new Float64Array(2 * (SIDES + 1));
  for (let i = 0; i <= SIDES; i++) {
    const [lon, lat] = destination(from, radiusM, (360 * (i % SIDES)) / SIDES);
    ring[2 * i] = lon;
    ring[2 * i + 1] = lat;
  }
  return ring;
}
