import { distanceM } from '../geometry/distance.ts';
import { canonical } from '../geometry/grid.ts';
import { metresPerDegree } from '../geometry/local-frame.ts';
import type { LonLat } from './sketch.ts';

/** Ways of making a ring: of its vertices, or of two or three anchors. */
export type SketchMethod = 'vertices' | 'rectangle' | 'angled-rectangle' | 'circle';

const ANCHORS: Readonly<Record<SketchMethod, number>> = {
  vertices: 0,
  rectangle: 2,
  'angled-rectangle': 3,
  circle: 2,
};

/** How many anchors a method takes; zero where the points are the vertices. */
export const anchorsOf = (method: SketchMethod): number => ANCHORS[method];

/** The chord of a drawn circle leaves the arc by no more than this, metres. */
const CIRCLE_CHORD_M = 0.05;
const FEWEST_ON_CIRCLE = 36;
const MOST_ON_CIRCLE = 720;

const onGrid = (lon: number, lat: number): LonLat => [canonical(lon), canonical(lat)];

/** The rectangle along meridian and parallel with these opposite corners. */
const rectangle = (a: LonLat, c: LonLat): LonLat[] => [a, [c[0], a[1]], c, [a[0], c[1]]];

/** The rectangle with this side whose other side goes through a third place. Square on the ground at the first. */
function angledRectangle(a: LonLat, b: LonLat, through: LonLat): LonLat[] {
  const { lon, lat } = metresPerDegree(a[1]);
  const [ux, uy] = [(b[0] - a[0]) * lon, (b[1] - a[1]) * lat];
  const length2 = ux * ux + uy * uy;
  if (length2 === 0) return [a];
  const [px, py] = [(through[0] - a[0]) * lon, (through[1] - a[1]) * lat];
  // What of the third place lies across the first side.
  const across = (px * -uy + py * ux) / length2;
  const [vx, vy] = [(-uy * across) / lon, (ux * across) / lat];
  if (vx === 0 && vy === 0) return [a, b];
  return [a, b, onGrid(b[0] + vx, b[1] + vy), onGrid(a[0] + vx, a[1] + vy)];
}

/** Vertices on the circle about a centre through a place, anticlockwise from that place. */
function circle(centre: LonLat, through: LonLat): LonLat[] {
  const radius = distanceM(centre[0], centre[1], through[0], through[1]);
  if (radius === 0) return [centre];
  const chord = Math.acos(Math.max(0, 1 - CIRCLE_CHORD_M / radius));
  const count = Math.min(Math.max(Math.ceil(Math.PI / chord), FEWEST_ON_CIRCLE), MOST_ON_CIRCLE);
  const { lon, lat } = metresPerDegree(centre[1]);
  const start = Math.atan2((through[1] - centre[1]) * lat, (through[0] - centre[0]) * lon);
  return Array.from({ length: count }, (_, i) => {
    const angle = start + (2 * Math.PI * i) / count;
    return onGrid(centre[0] + (radius * Math.cos(angle)) / lon, centre[1] + (radius * Math.sin(angle)) / lat);
  });
}

/** The ring that anchors stand for, on the grid; while anchors are missing, what there is of it. */
export function shapeFromAnchors(method: SketchMethod, anchors: readonly LonLat[]): readonly LonLat[] {
  const [a, b, c] = anchors;
  if (!a || !b) return anchors;
  switch (method) {
    case 'rectangle':
      return a[0] === b[0] || a[1] === b[1] ? anchors : rectangle(a, b);
    case 'angled-rectangle':
      return c ? angledRectangle(a, b, c) : anchors;
    case 'circle':
      return circle(a, b);
    default:
      return anchors;
  }
}
