import { polygonAreaM2 } from '../../geometry/area.ts';
import { pointCount, samePacked } from '../../geometry/counts.ts';
import { compareOperands } from '../../geometry/operand-order.ts';
import type { Overlay, Piece } from '../../geometry/overlay.ts';
import type { Packed } from '../../geometry/packed.ts';
import { RegionTree } from '../../geometry/region-tree.ts';

/** What two polygons have in common; the same whatever was asked before. */
export interface CommonGround {
  areaM2(a: Packed, b: Packed): number;
  parts(a: Packed, b: Packed): readonly Piece[];
}

/** A polygon of more points than this is asked through a region tree, which looks only at what is near. */
const LARGE = 100;

/** Trees live as long as the geometries they are made of. */
export function commonGround(overlay: Overlay): CommonGround {
  const trees = new WeakMap<Packed, RegionTree>();
  const treeOf = (geometry: Packed): RegionTree => {
    const tree = trees.get(geometry) ?? new RegionTree(geometry);
    trees.set(geometry, tree);
    return tree;
  };
  /** The two as they are to be overlaid; null when they are apart, one of them when it lies within the other. */
  const meeting = (a: Packed, b: Packed): readonly [Packed, Packed] | Packed | null => {
    const more = pointCount(a) - pointCount(b) || compareOperands(a, b);
    const [large, small] = more >= 0 ? [a, b] : [b, a];
    if (pointCount(large) <= LARGE) return [large, small];
    const lie = treeOf(large).classify(small.box);
    if (lie.kind === 'part') return [lie.local, small];
    return lie.kind === 'in' ? small : null;
  };
  return {
    areaM2(a, b) {
      // A parcel that the plan leaves as it is.
      if (samePacked(a, b)) return polygonAreaM2(a);
      const met = meeting(a, b);
      if (met === null) return 0;
      return 'xy' in met ? polygonAreaM2(met) : overlay.intersectionAreaM2(met[0], met[1]);
    },
    parts(a, b) {
      const met = meeting(a, b);
      if (met === null) return [];
      return 'xy' in met
        ? overlay.measure('intersection', met, met)
        : overlay.measure('intersection', met[0], met[1]);
    },
  };
}
