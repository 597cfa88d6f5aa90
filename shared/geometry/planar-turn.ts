import { orientation } from './predicates.ts';

/** A place as `[x, y]` in grid steps. */
export type Place = readonly [number, number];

/** 0 right of the way back (clockwise of it, under half a turn), 1 straight on, 2 left of it, 3 the way back itself. */
function quarter(at: Place, back: Place, to: Place): number {
  const side = orientation(at[0], at[1], back[0], back[1], to[0], to[1]);
  if (side !== 0) return side < 0 ? 0 : 2;
  const same = (back[0] - at[0]) * (to[0] - at[0]) + (back[1] - at[1]) * (to[1] - at[1]) > 0;
  return same ? 3 : 1;
}

/**
 * Which of several ways from a node comes first when turning clockwise from the way one came: the next edge round the
 * face on the left. Exact.
 *
 * @param ways the second node of each way
 */
export function firstClockwise(at: Place, back: Place, ways: readonly Place[]): number {
  let best = 0;
  let bestQuarter = 4;
  ways.forEach((to, i) => {
    const own = quarter(at, back, to);
    if (own > bestQuarter) return;
    if (own === bestQuarter) {
      const [x, y] = ways[best]!;
      // Clockwise: what lies left of the best so far comes before it.
      if (orientation(at[0], at[1], x, y, to[0], to[1]) <= 0) return;
    }
    best = i;
    bestQuarter = own;
  });
  return best;
}
