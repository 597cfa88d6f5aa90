import { boxContains, boxOfXY } from '../../geometry/box.ts';
import { orientedRing, turnOfRing } from '../../geometry/build-packed.ts';
import type { Box } from '../../geometry/packed.ts';
import { pointInRing } from '../../geometry/predicates.ts';

interface Ring {
  readonly xy: ArrayLike<number>;
  readonly box: Box;
  readonly area: number;
}

/** Whether a ring lies in another: its first vertex that is not on the other's border tells. */
function liesIn(inner: Ring, outer: Ring): boolean {
  if (inner.area >= outer.area || !boxContains(outer.box, inner.box)) return false;
  for (let i = 0; i + 1 < inner.xy.length; i += 2) {
    const place = pointInRing(outer.xy, inner.xy[i]!, inner.xy[i + 1]!);
    if (place !== 'boundary') return place === 'inside';
  }
  return false;
}

/** Rings beyond this are taken as parts, unnested: a plot has a handful. */
const MAX_RINGS = 2000;

/**
 * Closed rings as parts of a polygon, shell first, told by which lies in which: tables of boundary points number rings
 * and do not say which are holes, and their sense of turning means nothing.
 */
export function nestByPlace(rings: readonly ArrayLike<number>[]): ArrayLike<number>[][] {
  if (rings.length === 1 || rings.length > MAX_RINGS) return rings.map((xy) => [orientedRing(xy, true)]);
  const all: Ring[] = rings.map((xy) => ({ xy, box: boxOfXY(xy), area: Math.abs(turnOfRing(xy)) }));
  const around = all.map((ring) =>
    all.filter((other) => other !== ring && liesIn(ring, other)).sort((a, b) => a.area - b.area),
  );
  const parts = new Map<Ring, ArrayLike<number>[]>();
  all.forEach((ring, i) => {
    if (around[i]!.length % 2 === 0) parts.set(ring, [orientedRing(ring.xy, true)]);
  });
  all.forEach((ring, i) => {
    if (around[i]!.length % 2 === 0) return;
    const owner = around[i]!.find((outer) => parts.has(outer));
    if (owner !== undefined) parts.get(owner)?.push(orientedRing(ring.xy, false));
  });
  return [...parts.values()];
}
