import { ringAreaM2 } from './area.ts';
import { packFlat } from './build-packed.ts';
import { RADIANS, SEMI_MAJOR_M } from './ellipsoid.ts';
import { fromSteps } from './grid.ts';
import { planeAreaM2 } from './local-frame.ts';
import { type NestedRings, nestRings } from './nest.ts';
import type { Piece } from './overlay.ts';

/** Parts narrower than this (twice area by perimeter) are rounding of the measuring grid. */
const NOISE_WIDTH_M = 1e-6;

/**
 * Pieces from the boundary walks of an overlay result, in grid steps from an origin (steps). Order and form are
 * canonical.
 */
export function piecesOf(
  walks: readonly ArrayLike<number>[],
  origin: readonly [number, number] = [0, 0],
): Piece[] {
  const pieces: Piece[] = [];
  for (const part of nestRings(walks)) {
    const piece = pieceOf(part, origin);
    if (piece !== undefined) pieces.push(piece);
  }
  return pieces;
}

function pieceOf(part: NestedRings, [x0, y0]: readonly [number, number]): Piece | undefined {
  const rings = part.map((ring) => ring.map((steps, i) => fromSteps(steps + (i % 2 === 0 ? x0 : y0))));
  let areaM2 = 0;
  rings.forEach((ring, i) => {
    const area = Math.abs(ringAreaM2(ring));
    areaM2 += i === 0 ? area : -area;
  });
  if (2 * planeAreaM2(rings) <= NOISE_WIDTH_M * roughPerimeterM(rings)) return undefined;
  return { geometry: packFlat('polygon', [rings]), areaM2 };
}

/** On a sphere: good to a per cent, which is enough to tell rounding from area. */
function roughPerimeterM(rings: readonly Float64Array[]): number {
  let sum = 0;
  for (const ring of rings) {
    const shrink = Math.cos(ring[1]! * RADIANS);
    for (let i = 0; i + 3 < ring.length; i += 2) {
      sum += Math.hypot((ring[i + 2]! - ring[i]!) * shrink, ring[i + 3]! - ring[i + 1]!);
    }
  }
  return sum * RADIANS * SEMI_MAJOR_M;
}
