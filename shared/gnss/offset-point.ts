import type { Crs } from '../crs/catalogue.ts';
import { transformOf } from '../crs/transform.ts';
import { RADIANS } from '../geometry/ellipsoid.ts';
import { pointAt, segmentOf, type LonLat } from '../geometry/geodesic.ts';
import { fail, ok, type Result } from '../result.ts';

/**
 * Which north a bearing counts from: the meridian; the grid of a Gauss-Kruger zone; the needle of a compass, with the
 * declination (degrees, east of true north positive) that the user reads off a map or a table.
 */
export type North =
  | { readonly kind: 'true' }
  | { readonly kind: 'grid'; readonly zone: Crs }
  | { readonly kind: 'magnetic'; readonly declinationDeg: number };

const turn = (degrees: number): number => (((degrees % 360) + 360) % 360) + 0;

/** Degrees of latitude over which the direction of the meridian is taken: some metres. */
const STEP_DEG = 1e-4;

/**
 * Meridian convergence (子午线收敛角) at a position: degrees from true north to grid north, east positive. NaN where
 * the zone gives no plane position.
 */
export function meridianConvergence([lon, lat]: LonLat, zone: Crs): number {
  if (zone.kind === 'geographic') return NaN;
  const xy = Float64Array.of(lon, lat - STEP_DEG, lon, lat + STEP_DEG);
  const { fromDegrees } = transformOf(zone);
  fromDegrees(xy, 0);
  fromDegrees(xy, 2);
  // The meridian as it runs in the plane leans to the middle of the zone: the other way than the grid from it.
  return -Math.atan2(xy[2]! - xy[0]!, xy[3]! - xy[1]!) / RADIANS + 0;
}

/** Degrees that a bearing from this north is turned against the meridian. */
export function northTurn(at: LonLat, north: North): number {
  if (north.kind === 'true') return 0;
  return north.kind === 'grid' ? meridianConvergence(at, north.zone) : north.declinationDeg;
}

/** Longest offset, metres: what is further is not measured from here. */
const MOST_M = 100_000;

/**
 * The point at a distance (metres on the ellipsoid) and bearing from a position, on the grid. A grid bearing is that of
 * the line as it sets out; its bend in the plane is far below a second of arc over such distances.
 *
 * @returns failures `offset.distance`, `offset.bearing`
 */
export function offsetPoint(from: LonLat, distance: number, bearing: number, north: North): Result<LonLat> {
  if (!(distance >= 0 && distance <= MOST_M)) return fail('offset.distance', { most: MOST_M / 1000 });
  const direction = bearing + northTurn(from, north);
  return Number.isFinite(direction) ? ok(pointAt(from, distance, turn(direction))) : fail('offset.bearing');
}

export interface Toward {
  /** Metres on the ellipsoid. */
  readonly distanceM: number;
  /** Degrees from true north, and from the north asked for. */
  readonly trueDeg: number;
  readonly bearingDeg: number;
}

/** The way to a target. */
export function toward(from: LonLat, target: LonLat, north: North): Toward {
  const { lengthM, bearingDeg } = segmentOf(from, target);
  return {
    distanceM: lengthM,
    trueDeg: bearingDeg,
    bearingDeg: turn(bearingDeg - northTurn(from, north)),
  };
}
