import { metresPerDegree } from '../../geometry/measure.ts';
import type { Packed } from '../../geometry/packed.ts';

/** Metres in a degree of latitude are never fewer. */
const LEAST_M = 110_500;

/**
 * Positions of the vertices of a polygon that lie at most `reachM` metres from the vertex before them in their
 * ring, by their distance at that latitude: flat longitude and latitude. Equal vertices count as 0 m.
 *
 * @param wanted which distances count, m
 */
export function closeVertices(
  { xy, rings, box }: Packed,
  reachM: number,
  wanted: (metres: number) => boolean,
): number[] {
  const found: number[] = [];
  const reachLat = reachM / LEAST_M;
  const shrink = Math.cos((Math.min(89, Math.max(Math.abs(box[1]), Math.abs(box[3]))) * Math.PI) / 180);
  const reachLon = reachLat / shrink;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = 2 * rings[ring]! + 2; i < 2 * rings[ring + 1]!; i += 2) {
      const dx = Math.abs(xy[i]! - xy[i - 2]!);
      if (dx > reachLon) continue;
      const dy = Math.abs(xy[i + 1]! - xy[i - 1]!);
      if (dy > reachLat) continue;
      const { lon, lat } = metresPerDegree(xy[i + 1]!);
      if (wanted(Math.hypot(dx * lon, dy * lat))) found.push(xy[i]!, xy[i + 1]!);
    }
  }
  return found;
}
