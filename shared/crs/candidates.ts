import { boxesIntersect } from '../geometry/box.ts';
import type { Box } from '../geometry/packed.ts';
import { CRS_CATALOGUE, zoneOfLongitude, type Crs } from './catalogue.ts';
import { plausibleIn, zonePrefix } from './plausible.ts';
import { transformOf } from './transform.ts';

/** A system that could be meant, and how many of the sampled features fall inside the county with it. */
export interface Candidate {
  readonly epsg: number;
  readonly inside: number;
  readonly sampled: number;
}

/** Box in degrees of a box in the system's own units, through its corners and edge middles; null when it has none. */
export function boxToDegrees(crs: Crs, box: Box): Box | null {
  const { toDegrees } = transformOf(crs);
  const xs = [box[0], (box[0] + box[2]) / 2, box[2]];
  const ys = [box[1], (box[1] + box[3]) / 2, box[3]];
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  const point = new Float64Array(2);
  for (const x of xs) {
    for (const y of ys) {
      if (!plausibleIn(crs, x, y)) return null;
      point[0] = x;
      point[1] = y;
      toDegrees(point, 0);
      const [longitude = NaN, latitude = NaN] = point;
      if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return null;
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  }
  return [west, south, east, north];
}

/** Features that show whether a system fits. */
const SAMPLE = 200;

/**
 * Systems that a source without one could be in, best first: those that put the most sampled features into the
 * county. Without a county, every system whose figures are possible counts as holding the feature; figures that can be
 * degrees are then taken for nothing else, because metres so near the origin of a zone are nowhere. Systems that hold
 * none are left out, except the county's own: seeing "0 of 8" tells why it is not it.
 *
 * @param boxes boxes of the first features in the source's own figures
 * @param county the county's box in degrees, null when the blueprint has none
 */
export function crsCandidates(boxes: readonly Box[], county: Box | null): Candidate[] {
  const sample = boxes.slice(0, SAMPLE);
  if (sample.length === 0) return [];
  const home = county === null ? undefined : zoneOfLongitude((county[0] + county[2]) / 2);
  const degreesOnly =
    county === null &&
    sample.every((box) => box.every((side, i) => Math.abs(side) <= (i % 2 === 0 ? 180 : 90)));
  const prefixes = new Set(sample.map((box) => zonePrefix(box[0])));
  const found: (Candidate & { readonly rank: number })[] = [];
  for (const crs of CRS_CATALOGUE) {
    if (degreesOnly && crs.kind !== 'geographic') continue;
    let inside = 0;
    for (const box of sample) {
      const degrees = boxToDegrees(crs, box);
      if (degrees !== null && (county === null || boxesIntersect(degrees, county))) inside++;
    }
    const own = crs.kind === 'geographic' || (crs.zoneWidth === 3 && crs.zone === home?.zone);
    const prefixFits = crs.prefixed && prefixes.has(crs.zone);
    if (inside === 0 && !(own && county !== null)) continue;
    const rank = (prefixFits ? 4 : 0) + (own ? 2 : 0) + (crs.zoneWidth === 3 ? 1 : 0);
    found.push({ epsg: crs.epsg, inside, sampled: sample.length, rank });
  }
  found.sort((a, b) => b.inside - a.inside || b.rank - a.rank || a.epsg - b.epsg);
  return found.slice(0, 24).map(({ epsg, inside, sampled }) => ({ epsg, inside, sampled }));
}
