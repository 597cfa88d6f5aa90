import { boxContains, boxOfXY } from './box.ts';
import { reversedRing, turnOfRing } from './build-packed.ts';
import { compareLoops, formOfLoop, rotatedLoop, splitAtTouches } from './loops.ts';
import type { Box } from './packed.ts';
import { pointInRing } from './predicates.ts';

/** A connected area: its shell (counter-clockwise) and then its holes (clockwise). */
export type NestedRings = readonly Float64Array[];

interface Loop {
  readonly ring: Float64Array;
  readonly box: Box;
  readonly area: number;
}

const measured = (ring: Float64Array): Loop => ({
  ring,
  box: boxOfXY(ring),
  area: Math.abs(turnOfRing(ring)),
});

/**
 * Connected areas from the boundary walks of a region, interior on the left (or on the right of every
 * one: the turn of the outermost decides nothing here, each loop speaks for itself). Walks may meet in
 * vertices but not cross. The result is the same whatever the order and starting points of the walks.
 *
 * @param walks closed flat rings in exact numbers (steps or fractions of a step by a power of two)
 */
export const nestRings = (walks: readonly ArrayLike<number>[]): NestedRings[] =>
  nestLoops(walks.flatMap(splitAtTouches));

/**
 * The same for the boundary walks of several areas side by side: where one fills a hole of another, the hole is a
 * hole of the other, and the two are not taken for a shell and a hole that leave nothing.
 */
export const nestSideBySide = (walks: readonly ArrayLike<number>[]): NestedRings[] =>
  nestLoops(walks.flatMap(splitAtTouches), false);

/** The same of walks that visit no vertex twice. */
export function nestLoops(loops: readonly ArrayLike<number>[], isOwnHole = true): NestedRings[] {
  const shells: Float64Array[] = [];
  const holes: Float64Array[] = [];
  for (const loop of loops) {
    const { turn, ring } = formOfLoop(loop);
    if (turn !== 0) (turn > 0 ? shells : holes).push(ring);
  }
  shells.sort(compareLoops);
  const parts = shells.map((shell) => [shell]);
  if (holes.length === 0) return parts;
  const boxed = shells.map(measured);
  // Smallest first: the first shell around a hole is the one it is cut from.
  const bySize = shells.map((_, i) => i).sort((i, j) => boxed[i]!.area - boxed[j]!.area);
  for (const ring of holes.sort(compareLoops)) {
    const hole = measured(ring);
    const owner = bySize.find((i) => holds(boxed[i]!, hole, isOwnHole));
    if (owner !== undefined) parts[owner]!.push(ring);
  }
  return parts;
}

/** Whether a loop that does not cross the shell lies in it. Vertices on the border leave it open. */
function holds(shell: Loop, loop: Loop, isOwnHole: boolean): boolean {
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
  return isOwnHole && compareLoops(rotatedLoop(reversedRing(ring)), shell.ring) === 0;
}
