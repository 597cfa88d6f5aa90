import { meterAt } from './area-meters.ts';
import { EMPTY_BOX } from './box.ts';
import { turnOfRing } from './build-packed.ts';
import { RADIANS, SEMI_MAJOR_M } from './ellipsoid.ts';
import { fromSteps } from './grid.ts';
import { metresPerDegree } from './local-frame.ts';
import { type NestedRings, nestLoops, nestRings } from './nest.ts';
import type { Piece } from './overlay.ts';
import type { Box } from './packed.ts';

/** Parts narrower than this (twice area by perimeter) are rounding of the measuring grid. */
const NOISE_WIDTH_M = 1e-6;

type Origin = readonly [number, number];

/**
 * Pieces from the boundary walks of an overlay result, in grid steps from an origin (steps). Order and form are
 * canonical.
 */
export const piecesOf = (walks: readonly ArrayLike<number>[], origin: Origin = [0, 0]): Piece[] =>
  measured(nestRings(walks), origin);

/** The same of walks that visit no vertex twice. */
export const piecesOfLoops = (loops: readonly ArrayLike<number>[], origin: Origin): Piece[] =>
  measured(nestLoops(loops), origin);

function measured(parts: readonly NestedRings[], origin: Origin): Piece[] {
  const pieces: Piece[] = [];
  for (const part of parts) {
    const piece = pieceOf(part, origin);
    if (piece !== undefined) pieces.push(piece);
  }
  return pieces;
}

/*
 * A check keeps hundreds of thousands of pieces, nearly all of one ring: arrays that only say so are the same ones
 * for all of them. Nobody writes to the arrays of a geometry.
 */
const ONE_PART = Int32Array.of(0, 1);
const oneRings: Int32Array[] = [];
/** Points up to which such arrays are kept. */
const FEW_POINTS = 4096;

function oneRing(points: number): Int32Array {
  if (points > FEW_POINTS) return Int32Array.of(0, points);
  return (oneRings[points] ??= Int32Array.of(0, points));
}

function pieceOf(part: NestedRings, [x0, y0]: Origin): Piece | undefined {
  let size = 0;
  for (const ring of part) size += ring.length;
  const xy = new Float64Array(size);
  const rings = part.length === 1 ? oneRing(size / 2) : new Int32Array(part.length + 1);
  let at = 0;
  let [minX, minY, maxX, maxY] = EMPTY_BOX;
  for (let r = 0; r < part.length; r++) {
    const ring = part[r]!;
    for (let i = 0; i < ring.length; i += 2) {
      const x = fromSteps(ring[i]! + x0);
      const y = fromSteps(ring[i + 1]! + y0);
      xy[at++] = x;
      xy[at++] = y;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    if (part.length > 1) rings[r + 1] = at / 2;
  }
  const box: Box = [minX, minY, maxX, maxY];
  const { ringAreaM2 } = meterAt(box);
  let areaM2 = 0;
  let planeTwice = 0;
  for (let r = 0; r < part.length; r++) {
    const [from, to] = [rings[r]!, rings[r + 1]!];
    const sign = r === 0 ? 1 : -1;
    areaM2 += sign * Math.abs(ringAreaM2(xy, from, to));
    planeTwice += sign * Math.abs(turnOfRing(xy, from, to));
  }
  if (isNoise(planeTwice, xy, rings)) return undefined;
  const parts = part.length === 1 ? ONE_PART : Int32Array.of(0, part.length);
  return { geometry: { kind: 'polygon', xy, rings, parts, box }, areaM2 };
}

/** Whether rings of so much area (twice, in square degrees) enclose nothing but rounding. */
function isNoise(twice: number, xy: Float64Array, rings: Int32Array): boolean {
  const { lon, lat } = metresPerDegree(xy[1]!);
  const twiceM2 = twice * lon * lat;
  const bound = NOISE_WIDTH_M * RADIANS * SEMI_MAJOR_M;
  // Along the axes a border is never shorter: what is no rounding by that is none.
  return twiceM2 <= bound * lengthOf(xy, rings, alongAxes) && twiceM2 <= bound * lengthOf(xy, rings, roughly);
}

type Length = (dx: number, dy: number, latitude: number) => number;

const alongAxes: Length = (dx, dy) => Math.abs(dx) + Math.abs(dy);

/** On a sphere, degrees of latitude: good to a per cent, which is enough to tell rounding from area. */
const roughly: Length = (dx, dy, latitude) => Math.hypot(dx * Math.cos(latitude * RADIANS), dy);

function lengthOf(xy: Float64Array, rings: Int32Array, length: Length): number {
  let sum = 0;
  for (let r = 0; r + 1 < rings.length; r++) {
    for (let i = 2 * rings[r]!; i + 3 < 2 * rings[r + 1]!; i += 2) {
      sum += length(xy[i + 2]! - xy[i]!, xy[i + 3]! - xy[i + 1]!, xy[i + 1]!);
    }
  }
  return sum;
}
