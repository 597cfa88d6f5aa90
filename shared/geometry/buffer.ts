import { arrange } from './arrange.ts';
import { reversedRing, packFlat } from './build-packed.ts';
import { isEmptyPacked, partCount, partOf, ringCount, ringXY } from './counts.ts';
import { packSteps } from './faces.ts';
import { averageWidthM } from './measure.ts';
import { canonicalPacked } from './normalise.ts';
import { aroundPoint, type Corners, piecesRightOf } from './offset-pieces.ts';
import type { Packed } from './packed.ts';
import { simplifiedTogether } from './simplify-shared.ts';
import { subdivide } from './subdivision.ts';

/** Edges of a border that are widened together: more would only cross one another, fewer be joined again. */
const EDGES_A_PIECE = 10;
/** Holes and parts narrower than this are what rounding leaves where pieces meet, m. */
const LEFTOVER_WIDTH_M = 1e-3;

/** Vertices within this of the line without them are where pieces met on a straight side, m. */
const SPARE_M = 1e-3;

/** Rings as one polygon for an arrangement, which minds windings and not what a ring is. */
const bundle = (rings: readonly ArrayLike<number>[]): Packed =>
  canonicalPacked(
    packFlat(
      'polygon',
      rings.map((ring) => [closed(ring)]),
    ),
  );

function closed(ring: ArrayLike<number>): number[] {
  const out = Array.from(ring);
  if (out[0] !== out[out.length - 2] || out[1] !== out[out.length - 1]) out.push(out[0]!, out[1]!);
  return out;
}

/** The outlines of where rings wind round, together. */
function outlines(rings: readonly ArrayLike<number>[]): ArrayLike<number>[] {
  const region = packSteps(
    subdivide(arrange([bundle(rings)])).region((winding) => (winding.get(0) ?? 0) > 0),
  );
  return Array.from({ length: ringCount(region) }, (_, ring) => ringXY(region, ring));
}

/** A ring or line without points that repeat the one before them. */
function withoutRepeats(xy: ArrayLike<number>): number[] {
  const out: number[] = [];
  for (let i = 0; i < xy.length; i += 2) {
    if (out.at(-2) !== xy[i] || out.at(-1) !== xy[i + 1]) out.push(xy[i]!, xy[i + 1]!);
  }
  return out;
}

/** A line as the closed way there and back. */
function thereAndBack(line: number[]): number[] {
  return [...line, ...Array.from(reversedRing(line)).slice(2)];
}

/** Pieces within the distance of a geometry, on its outside; on its inside where `inner`. */
function piecesOf(
  geometry: Packed,
  distanceM: number,
  corners: Corners,
  inner: boolean,
): ArrayLike<number>[] {
  const pieces: ArrayLike<number>[] = [];
  const ends = corners === 'mitre' ? 'round' : corners;
  for (let ring = 0; ring < ringCount(geometry); ring++) {
    const xy = withoutRepeats(ringXY(geometry, ring));
    if (geometry.kind === 'point' || xy.length === 2) {
      pieces.push(aroundPoint(xy[0]!, xy[1]!, distanceM, corners));
      continue;
    }
    const way = geometry.kind === 'line' ? thereAndBack(xy) : inner ? Array.from(reversedRing(xy)) : xy;
    for (const piece of piecesRightOf(way, distanceM, corners, ends, EDGES_A_PIECE)) {
      pieces.push(...outlines([piece]));
    }
  }
  return pieces;
}

/**
 * What lies within a distance of geometries, all together; for a negative distance what of polygons lies farther than
 * that within their borders. Metres on the ellipsoid (offset-pieces.ts says how true), arcs as chords within 1 cm of the
 * true arc; ends of lines are square for square corners, else round. Valid, on the grid, possibly empty.
 *
 * @param geometries on the grid, valid
 */
export function bufferOf(geometries: readonly Packed[], distanceM: number, corners: Corners): Packed {
  const polygons = geometries.filter(({ kind }) => kind === 'polygon');
  const grounds = polygons.flatMap((polygon) =>
    Array.from({ length: ringCount(polygon) }, (_, ring) => ringXY(polygon, ring)),
  );
  const inner = distanceM < 0;
  const reach = Math.abs(distanceM);
  const about = (inner ? polygons : geometries).flatMap((one) => piecesOf(one, reach, corners, inner));
  const inputs = inner ? [bundle(grounds), bundle(about)] : [bundle([...grounds, ...about])];
  if (inputs.every(isEmptyPacked)) return inputs[0]!;
  const region = subdivide(arrange(inputs)).region(
    (winding) => (winding.get(0) ?? 0) > 0 && (winding.get(1) ?? 0) <= 0,
  );
  const [sparse] = simplifiedTogether([withoutLeftovers(packSteps(region))], SPARE_M);
  return sparse!;
}

function withoutLeftovers(packed: Packed): Packed {
  const isReal = (ring: ArrayLike<number>): boolean =>
    averageWidthM(packFlat('polygon', [[ring]])) > LEFTOVER_WIDTH_M;
  const parts = Array.from({ length: partCount(packed) }, (_, part) => partOf(packed, part));
  return packFlat(
    'polygon',
    parts.filter(([shell]) => isReal(shell!)).map(([shell, ...holes]) => [shell!, ...holes.filter(isReal)]),
  );
}
