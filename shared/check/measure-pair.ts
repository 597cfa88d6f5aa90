import { expandBox } from '../geometry/box.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { pointCount } from '../geometry/counts.ts';
import type { Overlay, Piece } from '../geometry/overlay.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { RegionTree } from '../geometry/region-tree.ts';
import type { CheckFeature } from './source.ts';

/** The measured parts of a pair; handed in so that rules on the same pair measure once. */
export type MeasurePair = (subject: CheckFeature, counterpart: CheckFeature) => readonly Piece[];

/** A polygon of more points than this is asked through a region tree, which looks only at what is near. */
const LARGE = 100;
/** Around what lies wholly inside, so that no edge of the frame touches it. */
const FRAME_DEGREES = 1e-5;

const frame = (box: Box): Packed => {
  const [x0, y0, x1, y1] = expandBox(box, FRAME_DEGREES);
  return packFlat('polygon', [[[x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]]]);
};

/**
 * Measures pairs for one run. Whether a tree is used depends on the pair alone, and a tree's answers do not
 * depend on what was asked before, so the parts are a pure function of the two geometries. Trees live as long
 * as the geometries they are made of.
 */
export function pairMeasurer(overlay: Overlay): MeasurePair {
  const trees = new WeakMap<Packed, RegionTree>();
  const treeOf = (geometry: Packed): RegionTree => {
    const tree = trees.get(geometry) ?? new RegionTree(geometry);
    trees.set(geometry, tree);
    return tree;
  };
  const measure = (a: Packed, b: Packed): readonly Piece[] => {
    const [large, small] = pointCount(a) >= pointCount(b) ? [a, b] : [b, a];
    if (pointCount(large) <= LARGE) return overlay.measure('intersection', a, b);
    const lie = treeOf(large).classify(small.box);
    if (lie.kind === 'out') return [];
    return overlay.measure('intersection', lie.kind === 'in' ? frame(small.box) : lie.local, small);
  };
  let last: { a: CheckFeature; b: CheckFeature; parts: readonly Piece[] } | undefined;
  return (a, b) => {
    if (last === undefined || last.a !== a || last.b !== b) {
      last = { a, b, parts: measure(a.geometry, b.geometry) };
    }
    return last.parts;
  };
}
