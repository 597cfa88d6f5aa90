import { expandBox, isEmptyBox } from '../geometry/box.ts';
import { metresPerDegree } from '../geometry/local-frame.ts';
import type { Box } from '../geometry/packed.ts';

/** A little more than needed: the flat reckoning here is off by less than this over some degrees. */
const MARGIN = 1.002;
/** Where longitude loses its meaning. */
const FARTHEST_LATITUDE = 89;

/** The box with everything that lies within so many metres of it on the ellipsoid, and a little more. */
export function reachBox(box: Box, metres: number): Box {
  if (isEmptyBox(box) || metres === 0) return box;
  const dy = (metres / metresPerDegree(0).lat) * MARGIN;
  const farthest = Math.min(FARTHEST_LATITUDE, Math.max(Math.abs(box[1] - dy), Math.abs(box[3] + dy)));
  return expandBox(box, (metres / metresPerDegree(farthest).lon) * MARGIN, dy);
}

/** Metres that two boxes are apart at the least; 0 where they meet. Never more than the true distance. */
export function boxDistanceM(a: Box, b: Box): number {
  const dx = Math.max(0, a[0] - b[2], b[0] - a[2]);
  const dy = Math.max(0, a[1] - b[3], b[1] - a[3]);
  if (dx === 0 && dy === 0) return 0;
  const south = Math.min(a[1], b[1]);
  const north = Math.max(a[3], b[3]);
  const farthest = Math.min(FARTHEST_LATITUDE, Math.max(Math.abs(south), Math.abs(north)));
  return Math.hypot(dx * metresPerDegree(farthest).lon, dy * metresPerDegree(0).lat) / MARGIN;
}
