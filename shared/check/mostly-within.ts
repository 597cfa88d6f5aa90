import { polygonAreaM2 } from '../geometry/area.ts';
import { boxesIntersect, boxOfXY } from '../geometry/box.ts';
import { ringCount } from '../geometry/counts.ts';
import { distanceM } from '../geometry/distance.ts';
import type { Packed } from '../geometry/packed.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import type { Measurer } from './measure-pair.ts';
import type { CheckFeature } from './source.ts';

/** Whether more than half of a feature (area, length, or number of points) lies within a polygon. */
export function mostlyWithin(polygon: CheckFeature, feature: CheckFeature, { parts }: Measurer): boolean {
  const { geometry } = feature;
  if (!boxesIntersect(polygon.geometry.box, geometry.box)) return false;
  switch (geometry.kind) {
    case 'polygon': {
      const common = parts(polygon, feature).reduce((sum, { areaM2 }) => sum + areaM2, 0);
      return common > polygonAreaM2(geometry) / 2;
    }
    case 'line': {
      const { within, whole } = lengthWithin(polygon.geometry, geometry);
      return within > whole / 2;
    }
    case 'point':
      return pointsWithin(polygon.geometry, geometry) > ringCount(geometry) / 2;
  }
}

function pointsWithin(polygon: Packed, points: Packed): number {
  let within = 0;
  for (let i = 0; i < points.xy.length; i += 2) {
    if (pointInPolygon(polygon, points.xy[i]!, points.xy[i + 1]!) !== 'outside') within += 1;
  }
  return within;
}

/** Metres of a line within a polygon, and of all of it. */
function lengthWithin(polygon: Packed, line: Packed): { readonly within: number; readonly whole: number } {
  let within = 0;
  let whole = 0;
  for (let ring = 0; ring < ringCount(line); ring++) {
    for (let i = line.rings[ring]!; i + 1 < line.rings[ring + 1]!; i++) {
      const [ax, ay, bx, by] = line.xy.subarray(2 * i, 2 * i + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const cuts = [0, ...cutsOf(polygon, ax, ay, bx, by), 1].sort((s, t) => s - t);
      for (let k = 0; k + 1 < cuts.length; k++) {
        const [s, t] = [cuts[k]!, cuts[k + 1]!];
        const place = (u: number): [number, number] => [ax + u * (bx - ax), ay + u * (by - ay)];
        const metres = distanceM(...place(s), ...place(t));
        whole += metres;
        if (metres > 0 && pointInPolygon(polygon, ...place((s + t) / 2)) !== 'outside') within += metres;
      }
    }
  }
  return { within, whole };
}

/** Where along a segment it crosses the border of a polygon, 0 to 1. */
function cutsOf(polygon: Packed, ax: number, ay: number, bx: number, by: number): number[] {
  const box = boxOfXY([ax, ay, bx, by]);
  const cuts: number[] = [];
  if (!boxesIntersect(polygon.box, box)) return cuts;
  const [ux, uy] = [bx - ax, by - ay];
  for (let ring = 0; ring < ringCount(polygon); ring++) {
    for (let i = polygon.rings[ring]!; i + 1 < polygon.rings[ring + 1]!; i++) {
      const [cx, cy, dx, dy] = polygon.xy.subarray(2 * i, 2 * i + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const [vx, vy] = [dx - cx, dy - cy];
      const turn = ux * vy - uy * vx;
      if (turn === 0) continue;
      const s = ((cx - ax) * vy - (cy - ay) * vx) / turn;
      const t = ((cx - ax) * uy - (cy - ay) * ux) / turn;
      if (s > 0 && s < 1 && t >= 0 && t <= 1) cuts.push(s);
    }
  }
  return cuts;
}
