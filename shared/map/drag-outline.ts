import { forEachRing } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import type { LonLat } from './sketch.ts';

/** The outline of a shape whose points are partly in motion: runs of point numbers, each drawn as one line. */
export interface SplitOutline {
  readonly still: readonly (readonly number[])[];
  readonly moving: readonly (readonly number[])[];
}

/**
 * Parts an outline into the edges that stay and those with an end in motion, so that a drag draws only the latter
 * again, however many vertices the shape has.
 * @param moving point numbers in the packed array; of a ring's first vertex also the one that closes it
 */
export function splitOutline(packed: Packed, moving: ReadonlySet<number>): SplitOutline {
  const still: number[][] = [];
  const parts: number[][] = [];
  forEachRing(packed, (from, to) => {
    let line: number[] | null = null;
    let movesNow = false;
    for (let i = from; i + 1 < to; i++) {
      const moves = moving.has(i) || moving.has(i + 1);
      if (line === null || moves !== movesNow) {
        line = [i];
        (moves ? parts : still).push(line);
        movesNow = moves;
      }
      line.push(i + 1);
    }
  });
  return { still, moving: parts };
}

/** Lines of point numbers as positions, points in motion displaced by `by` degrees. */
export function linesOf(
  packed: Packed,
  lines: readonly (readonly number[])[],
  moving: ReadonlySet<number> = new Set(),
  by: LonLat = [0, 0],
): LonLat[][] {
  return lines.map((line) =>
    line.map((i): LonLat => {
      const [x, y] = [packed.xy[2 * i]!, packed.xy[2 * i + 1]!];
      return moving.has(i) ? [x + by[0], y + by[1]] : [x, y];
    }),
  );
}

/** The geometry with points displaced by `by` degrees, each given position mapped by `place` onto the grid. */
export function displaced(
  packed: Packed,
  moving: ReadonlySet<number>,
  place: (at: LonLat) => LonLat,
): Float64Array {
  const xy = packed.xy.slice();
  for (const i of moving) {
    const [x, y] = place([xy[2 * i]!, xy[2 * i + 1]!]);
    xy[2 * i] = x;
    xy[2 * i + 1] = y;
  }
  return xy;
}
