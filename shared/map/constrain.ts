import { pointAt, segmentOf } from '../geometry/geodesic.ts';
import type { LonLat } from './sketch.ts';

/** What has been typed for the segment being drawn: its length, its direction, or both. */
export interface Constraint {
  /** Metres on the ellipsoid, above zero. */
  readonly lengthM?: number;
  /** Degrees clockwise from true north. */
  readonly bearingDeg?: number;
}

/**
 * The place that keeps the constraint and lies where the pointer asks: on the circle in its direction for a fixed
 * length; on the ray, as far along it as the pointer stands, for a fixed bearing; with both, no choice is left. On
 * the grid. The pointer itself where nothing is fixed, and `from` where the pointer stands behind the ray.
 */
export function constrain(from: LonLat, cursor: LonLat, { lengthM, bearingDeg }: Constraint): LonLat {
  if (lengthM === undefined && bearingDeg === undefined) return cursor;
  const towards = segmentOf(from, cursor);
  if (lengthM !== undefined) return pointAt(from, lengthM, bearingDeg ?? towards.bearingDeg);
  const bearing = bearingDeg ?? 0;
  const turn = ((towards.bearingDeg - bearing) * Math.PI) / 180;
  return pointAt(from, Math.max(0, towards.lengthM * Math.cos(turn)), bearing);
}
