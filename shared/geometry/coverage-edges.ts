import { arrange } from './arrange.ts';
import { closedRing, packFlat, turnOfRing } from './build-packed.ts';
import { forEachRing, ringCount, ringXY } from './counts.ts';
import { toSteps } from './grid.ts';
import { canonicalPacked } from './normalise.ts';
import type { Box, Packed } from './packed.ts';
import { pointInRing } from './predicates.ts';
import { subdivide } from './subdivision.ts';
import type { GeometryProblem } from './validity.ts';

/** One directed edge from a to b in whole grid steps, its polygon on the left. */
export type TakeEdge = (ax: number, ay: number, bx: number, by: number) => void;

/** Problems that leave every ring winding once round its own area. */
const HARMLESS: ReadonlySet<GeometryProblem['kind']> = new Set(['duplicate-vertex', 'self-touching']);

/** Whether the rings of a polygon with these problems wind once round what it covers. */
export const isSound = (problems: readonly GeometryProblem[]): boolean =>
  problems.every(({ kind }) => HARMLESS.has(kind));

/**
 * The directed edges of a polygon: round every point that it covers they wind once, round every other not at all.
 * Where its rings cross, that is its even-odd fill, taken to the grid, without holes that lie outside their shell.
 * Nothing for points, lines and coordinates that are no place.
 *
 * @param sound `isSound` of its problems
 * @param within degrees; edges whose boxes do not meet it may be left out, which spares most of a large polygon
 */
export function forEachHalfEdge(polygon: Packed, sound: boolean, take: TakeEdge, within?: Box): void {
  if (polygon.kind !== 'polygon') return;
  if (!sound) {
    if (!polygon.xy.every((value) => Number.isFinite(value))) return;
    for (const ring of evenOddRings(polygon)) walkSteps(ring, take);
    return;
  }
  const { xy } = polygon;
  forEachRing(polygon, (from, to, _ring, _part, shell) => {
    const turned = turnOfRing(xy, from, to) > 0 !== shell;
    if (within === undefined) walkDegrees(xy, from, to, turned, take);
    else walkWithin(xy, from, to, turned, take, within);
  });
}

function walkDegrees(xy: Float64Array, from: number, to: number, turned: boolean, take: TakeEdge): void {
  let ax = toSteps(xy[2 * from]!);
  let ay = toSteps(xy[2 * from + 1]!);
  for (let i = from + 1; i < to; i++) {
    const bx = toSteps(xy[2 * i]!);
    const by = toSteps(xy[2 * i + 1]!);
    if (ax !== bx || ay !== by) {
      if (turned) take(bx, by, ax, ay);
      else take(ax, ay, bx, by);
    }
    ax = bx;
    ay = by;
  }
}

/** As `walkDegrees`, but for edges whose boxes do not meet the box. */
function walkWithin(
  xy: Float64Array,
  from: number,
  to: number,
  turned: boolean,
  take: TakeEdge,
  [west, south, east, north]: Box,
): void {
  let x0 = xy[2 * from]!;
  let y0 = xy[2 * from + 1]!;
  for (let i = from + 1; i < to; i++) {
    const x1 = xy[2 * i]!;
    const y1 = xy[2 * i + 1]!;
    const apart =
      (x0 < west && x1 < west) ||
      (x0 > east && x1 > east) ||
      (y0 < south && y1 < south) ||
      (y0 > north && y1 > north);
    if (!apart) walkDegrees(xy, i - 1, i + 1, turned, take);
    x0 = x1;
    y0 = y1;
  }
}

function walkSteps(ring: Float64Array, take: TakeEdge): void {
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
    if (ax !== bx || ay !== by) take(ax, ay, bx, by);
  }
}

/** Rings of the area that an odd number of rings wind round, interior on the left, in steps. */
function evenOddRings(polygon: Packed): Float64Array[] {
  const onGrid = canonicalPacked(polygon);
  const rings = Array.from({ length: ringCount(onGrid) }, (_, ring) => ring)
    .filter((ring) => !isStray(onGrid, ring))
    .map((ring) => packFlat('polygon', [[closedRing(ringXY(onGrid, ring))]]))
    .filter(({ xy }) => xy.length >= 8);
  const region = subdivide(arrange(rings)).region((winding) => {
    let times = 0;
    for (const one of winding.values()) times += one;
    return times % 2 !== 0;
  });
  return region.flat();
}

const grounds = new WeakMap<Packed, Packed>();

/** A polygon as the ground it covers: the very same where no hole lies outside its shell. */
export function groundOf(polygon: Packed): Packed {
  const { kind, rings, parts } = polygon;
  if (kind !== 'polygon' || rings.length === parts.length) return polygon;
  const known = grounds.get(polygon);
  if (known !== undefined) return known;
  const all = Array.from({ length: parts.length - 1 }, (_, part) =>
    Array.from({ length: parts[part + 1]! - parts[part]! }, (_none, i) => parts[part]! + i),
  );
  const kept = all.map((part) => part.filter((ring) => !isStray(polygon, ring)));
  const ground = kept.every((part, i) => part.length === all[i]!.length)
    ? polygon
    : packFlat(
        'polygon',
        kept.map((part) => part.map((ring) => ringXY(polygon, ring))),
      );
  grounds.set(polygon, ground);
  return ground;
}

/** A hole that lies outside its shell takes nothing away and adds no ground: its own rule names it. */
function isStray({ xy, rings, parts }: Packed, ring: number): boolean {
  const shell = parts.findLast((first) => first <= ring);
  if (shell === undefined || shell === ring) return false;
  for (let i = rings[ring]!; i < rings[ring + 1]!; i++) {
    const place = pointInRing(xy, xy[2 * i]!, xy[2 * i + 1]!, rings[shell]!, rings[shell + 1]!);
    if (place !== 'outside') return false;
  }
  return true;
}
