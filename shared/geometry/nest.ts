import { boxContains, boxOfXY } from './box.ts';
import { reversedRing, turnOfRing } from './build-packed.ts';
import { compareLoops, loopTurn, rotatedLoop, splitAtTouches } from './loops.ts';
import type { Box } from './packed.ts';
import { pointInRing } from './predicates.ts';

/** A connected area: its shell (counter-clockwise) and then its holes (clockwise). */
export type NestedRings = readonly Float64Array[];

interface Loop {
  readonly ring: Float64Array;
  readonly box: Box;
  readonly area: number;
}

/**
 * Connected areas from the boundary walks of a region, interior on the left (or on the right of every
 * one: the turn of the outermost decides nothing here, each loop speaks for itself). Walks may meet in
 * vertices but not cross. The result is the same whatever the order and starting points of the walks.
 *
 * @param walks closed flat rings in exact numbers (steps or fractions of a step by a power of two)
 */
export function nestRings(walks: readonly ArrayLike<number>[]): NestedRings[] {
  const shells: Loop[] = [];
  const holes: Loop[] = [];
  for (const walk of walks) {
    for (const loop of splitAtTouches(walk)) {
      const turn = loopTurn(loop);
      if (turn === 0) continue;
      const ring = rotatedLoop(loop);
      const entry = { ring, box: boxOfXY(ring), area: Math.abs(turnOfRing(ring)) };
      (turn > 0 ? shells : holes).push(entry);
    }
  }
  shells.sort((a, b) => compareLoops(a.ring, b.ring));
  holes.sort((a, b) => compareLoops(a.ring, b.ring));
  const parts = shells.map((shell) => [shell.ring]);
  // Smallest first: the first shell around a hole is the one it is cut from.
  const bySize = shells.map((_, i) => i).sort((i, j) => shells[i]!.area - shells[j]!.area);
  for (const hole of holes) {
    const owner = bySize.find((i) => holds(shells[i]!, hole));
    if (owner !== undefined) parts[owner]!.push(hole.ring);
  }
  return parts;
}

/** Whether a loop that does not cross the shell lies in it. Vertices on the border leave it open. */
function holds(shell: Loop, loop: Loop): boolean {
  if (!boxContains(shell.box, loop.box) || loop.area > shell.area) return false;
  const { ring } = loop;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const location = pointInRing(shell.ring, ring[i]!, ring[i + 1]!);
    if (location !== 'boundary') return location === 'inside';
  }
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const x = (ring[i]! + ring[i + 2]!) / 2;
    const y = (ring[i + 1]! + ring[i + 3]!) / 2;
    const location = pointInRing(shell.ring, x, y);
    if (location !== 'boundary') return location === 'inside';
  }
  // Every vertex and edge lies on the shell: the loop is the shell walked the other way.
  return compareLoops(rotatedLoop(reversedRing(ring)), shell.ring) === 0;
}
