import { z } from 'zod';
import { finite, recordRef } from '../bridge/schemas.ts';
import { pointCount } from '../geometry/counts.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { fail, ok, type Result } from '../result.ts';

/** A position inside the world, degrees. */
export const position = z.tuple([finite.min(-180).max(180), finite.min(-90).max(90)]);
export type Position = z.infer<typeof position>;

/**
 * A vertex of a feature: ring number in the packed geometry, place in the ring, and the position the caller sees
 * there. The position guards against a shape that has moved on, and names the neighbours to read.
 */
export const vertexParams = {
  ref: recordRef,
  ring: z.number().int().nonnegative(),
  index: z.number().int().nonnegative(),
  at: position,
};

/** Reading around a position: candidates of the index are exact enough without a margin. */
export const boxAt = ([x, y]: Position): Box => [x, y, x, y];

/** The position of a vertex; failure `command.vertex-gone` when it is not where the caller saw it. */
export function vertexAt(geometry: Packed, ring: number, index: number, seen: Position): Result<Position> {
  const from = geometry.rings[ring];
  const to = geometry.rings[ring + 1];
  if (from === undefined || to === undefined || index >= to - from) return fail('command.vertex-gone');
  const i = from + index;
  if (i >= pointCount(geometry)) return fail('command.vertex-gone');
  const x = geometry.xy[2 * i]!;
  const y = geometry.xy[2 * i + 1]!;
  return x === seen[0] && y === seen[1] ? ok([x, y]) : fail('command.vertex-gone');
}
