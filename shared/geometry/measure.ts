import { forEachRing, partCount, partOf } from './counts.ts';
import { distanceM } from './distance.ts';
import { metresPerDegree, planeAreaM2 } from './local-frame.ts';
import type { Packed } from './packed.ts';

export { distanceM } from './distance.ts';
export { metresPerDegree } from './local-frame.ts';

/** Length in metres of the way along the points `from` to `to` (exclusive), on the ellipsoid. */
export function pathLengthM(xy: ArrayLike<number>, from = 0, to = xy.length / 2): number {
  let sum = 0;
  for (let i = 2 * from; i < 2 * (to - 1); i += 2) {
    sum += distanceM(xy[i]!, xy[i + 1]!, xy[i + 2]!, xy[i + 3]!);
  }
  return sum;
}

/** Length of all lines in metres; zero for points and polygons. */
export function lineLengthM(packed: Packed): number {
  return packed.kind === 'line' ? boundaryLength(packed) : 0;
}

/** Length of all rings of a polygon in metres, holes included; zero for points and lines. */
export function perimeterM(packed: Packed): number {
  return packed.kind === 'polygon' ? boundaryLength(packed) : 0;
}

function boundaryLength(packed: Packed): number {
  let sum = 0;
  forEachRing(packed, (from, to) => {
    sum += pathLengthM(packed.xy, from, to);
  });
  return sum;
}

/**
 * Length of all rings in the plane of local metres at the middle latitude: a tenth of the cost of `perimeterM`, and
 * off by less than half a per cent over a county. For questions of shape, never reported.
 */
export function planePerimeterM(packed: Packed): number {
  if (packed.kind !== 'polygon' || packed.xy.length === 0) return 0;
  const { lon, lat } = metresPerDegree((packed.box[1] + packed.box[3]) / 2);
  const { xy, rings } = packed;
  let sum = 0;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = 2 * rings[ring]! + 2; i < 2 * rings[ring + 1]!; i += 2) {
      const dx = (xy[i]! - xy[i - 2]!) * lon;
      const dy = (xy[i + 1]! - xy[i - 1]!) * lat;
      sum += Math.sqrt(dx * dx + dy * dy);
    }
  }
  return sum;
}

/**
 * Average width in metres, 2A/P: the width of a strip of that area and perimeter. Both are of the plane: the area
 * of a strip without width is near zero there, as the survey area of a long one is not.
 */
export function averageWidthM(packed: Packed): number {
  const perimeter = planePerimeterM(packed);
  if (perimeter === 0) return 0;
  let area = 0;
  for (let part = 0; part < partCount(packed); part++) area += planeAreaM2(partOf(packed, part));
  return (2 * area) / perimeter;
}
