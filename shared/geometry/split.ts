import { polygonAreaM2 } from './area.ts';
import { closedRing, concatPacked, packFlat } from './build-packed.ts';
import { partCount, partOf } from './counts.ts';
import { packSteps } from './faces.ts';
import { fromSteps, toSteps } from './grid.ts';
import { innerPoint } from './inner-point.ts';
import type { NestedRings } from './nest.ts';
import type { Packed } from './packed.ts';
import { pointInRing } from './predicates.ts';
import { keepStarts } from './ring-start.ts';
import { cutAllAlong } from './cut-together.ts';
import { nodeSketch } from './sketch-nodes.ts';

/** What a person drew, positions in degrees: a line, or a ring (open or closed). */
export interface Sketch {
  readonly kind: 'line' | 'ring';
  readonly points: readonly (readonly [number, number])[];
}

/** The coordinates of a sketch as a flat line; a ring is closed. */
export function sketchXY({ kind, points }: Sketch): ArrayLike<number> {
  const flat = points.flat();
  return kind === 'ring' ? closedRing(flat) : flat;
}

/** A part as connected rings in steps. */
const stepsOfPart = (polygon: Packed, part: number): NestedRings =>
  partOf(polygon, part).map((ring) => Float64Array.from(ring, toSteps));

const only = (polygon: Packed, parts: readonly number[]): Packed =>
  packFlat(
    'polygon',
    parts.map((part) => partOf(polygon, part)),
  );

const joined = (all: readonly Packed[]): Packed => concatPacked('polygon', all);

/**
 * Cuts polygons along one sketch, noded together: where it crosses a border that two of them share, both get the very
 * same vertex. The pieces of a polygon tile it exactly along its noded border.
 *
 * - By a line every connected face is a piece; parts it does not cut stay with the largest. Ends that stop inside, and
 *   ways that only lead from the border to a hole, cut nothing and leave no vertex.
 * - By a ring what lies inside it (even-odd, where it crosses itself) is one piece and the rest another; where
 *   `multi` is false each connected face is one.
 *
 * @param multi for each polygon whether a piece may have several parts
 * @returns for each polygon its pieces, two or more, or undefined where it is not cut
 */
export function splitBySketch(
  polygons: readonly Packed[],
  sketch: Sketch,
  multi: readonly boolean[],
): (readonly Packed[] | undefined)[] {
  const noded = nodeSketch(polygons, [sketchXY(sketch)]);
  const cuts = cutAllAlong(polygons, noded);
  return polygons.map((polygon, i) => {
    const made = cuts[i];
    const faces = (made?.faces ?? []).map((rings) => ({
      rings,
      piece: keepStarts(packSteps([rings]), [polygon], made?.ends),
    }));
    const whole = made?.untouched ?? Array.from({ length: partCount(polygon) }, (_, part) => part);
    if (sketch.kind === 'line') {
      if (faces.length === 0) return undefined;
      return withRest(
        faces.map(({ piece }) => piece),
        only(polygon, whole),
      );
    }
    const path = Float64Array.from(
      noded.paths[0]!.flatMap((node) => [noded.nodes.x(node), noded.nodes.y(node)]),
    );
    const isIn = (rings: NestedRings): boolean => pointInRing(path, ...innerPoint(rings)) === 'inside';
    const all = [
      ...faces.map(({ rings, piece }) => ({ piece, inside: isIn(rings) })),
      ...whole.map((part) => ({ piece: only(polygon, [part]), inside: isIn(stepsOfPart(polygon, part)) })),
    ];
    const inside = all.filter((one) => one.inside).map(({ piece }) => piece);
    const outside = all.filter((one) => !one.inside).map(({ piece }) => piece);
    if (inside.length === 0 || outside.length === 0) return undefined;
    return multi[i] ? [joined(outside), joined(inside)] : [...outside, ...inside];
  });
}

/** Pieces with what was not cut added to the largest. */
function withRest(pieces: readonly Packed[], rest: Packed): readonly Packed[] {
  if (rest.xy.length === 0) return pieces;
  const areas = pieces.map(polygonAreaM2);
  const largest = areas.indexOf(Math.max(...areas));
  return pieces.map((piece, i) => (i === largest ? joined([piece, rest]) : piece));
}

/**
 * Where a sketch meets the borders of polygons, and its own vertices: positions at which neighbours may get a vertex
 * (flat, canonical or as drawn). More than a cut leaves.
 */
export function meetingsOf(polygons: readonly Packed[], sketch: Sketch): number[] {
  const { nodes, edges } = nodeSketch(polygons, [sketchXY(sketch)]);
  const xy = sketch.points.flat();
  const seen = new Set<number>();
  for (const found of edges) {
    for (const ids of found.values()) {
      for (const id of ids.slice(1, -1)) {
        if (seen.has(id)) continue;
        seen.add(id);
        xy.push(fromSteps(nodes.x(id)), fromSteps(nodes.y(id)));
      }
    }
  }
  return xy;
}
