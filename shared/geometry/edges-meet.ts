import { EdgeList } from './edge-list.ts';
import { edgesTouch } from './exact-turn.ts';
import type { Packed } from './packed.ts';

const list = new EdgeList();

/** Whether two edges of a list touch other than by following each other in a ring. */
export function anyTouch(edges: EdgeList): boolean {
  const { ax, ay, bx, by } = edges;
  return edges.forEachPair((i, j) =>
    edgesTouch(ax[i]!, ay[i]!, bx[i]!, by[i]!, ax[j]!, ay[j]!, bx[j]!, by[j]!),
  );
}

/**
 * Whether edges of a polygon have a point in common other than by following each other in a ring: they cross,
 * touch, run together or fold back. Exact; where it is false nothing can be wrong with how the edges meet, and
 * for most polygons that is all there is to find out.
 *
 * @param steps the coordinates in grid steps; rings closed
 */
export function edgesMeet(packed: Packed, steps: Float64Array): boolean {
  const { rings } = packed;
  list.clear();
  list.setWindow(-Infinity, -Infinity, Infinity, Infinity);
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const first = list.count;
    list.addWithin(steps, 0, ring, rings[ring]!, rings[ring + 1]! - 1);
    if (list.count > first) list.next[list.count - 1] = first;
  }
  return anyTouch(list);
}
