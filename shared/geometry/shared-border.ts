import { arrange } from './arrange.ts';
import { boxesIntersect, expandBox } from './box.ts';
import { distanceM } from './distance.ts';
import { fromSteps, STEP_DEGREES } from './grid.ts';
import { localise } from './localise.ts';
import type { Packed } from './packed.ts';
import { edgeKey } from './snap-round.ts';

/** Metres of border that two polygons have in common, once both are noded against each other. */
export function sharedBorderM(a: Packed, b: Packed): number {
  if (!boxesIntersect(expandBox(a.box, STEP_DEGREES), b.box)) return 0;
  // Of the other only what lies about the first one matters: it may be a zone of many thousand vertices.
  const near = localise(b, expandBox(a.box, 4 * STEP_DEGREES));
  if (near === undefined) return 0;
  const { walks, nodes } = arrange([a, near]);
  const own = new Set<number>();
  for (const walk of walks[0] ?? [])
    for (let i = 1; i < walk.length; i++) own.add(edgeKey(walk[i - 1]!, walk[i]!));
  let length = 0;
  for (const walk of walks[1] ?? []) {
    for (let i = 1; i < walk.length; i++) {
      const [u, v] = [walk[i - 1]!, walk[i]!];
      if (!own.delete(edgeKey(u, v))) continue;
      length += distanceM(
        fromSteps(nodes.x(u)),
        fromSteps(nodes.y(u)),
        fromSteps(nodes.x(v)),
        fromSteps(nodes.y(v)),
      );
    }
  }
  return length;
}

/** The one with the longest common border, ties to the first; undefined when none has any. */
export function longestNeighbour<T extends { readonly geometry: Packed | null }>(
  shape: Packed,
  among: readonly T[],
): T | undefined {
  let best: T | undefined;
  let longest = 0;
  for (const one of among) {
    const length = one.geometry === null ? 0 : sharedBorderM(shape, one.geometry);
    if (length <= longest) continue;
    longest = length;
    best = one;
  }
  return best;
}
