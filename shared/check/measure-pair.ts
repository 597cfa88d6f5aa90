import { compareSizes, magnitude } from '../geometry/operand-order.ts';
import type { Overlay, Piece } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import { RegionTree } from '../geometry/region-tree.ts';
import type { CheckFeature } from './source.ts';

/** The measured parts of a pair, in either order. */
export type MeasurePair = (a: CheckFeature, b: CheckFeature) => readonly Piece[];

/** Told of pairs whose parts are not local (overlay.ts). */
export type NotLocal = (a: CheckFeature, b: CheckFeature) => void;

/** Measures for one run; rules on the same pair measure it once, whichever side they take for the subject. */
export interface Measurer {
  readonly overlay: Overlay;
  /** Parts that two features have in common. */
  readonly parts: MeasurePair;
  /** Parts of a feature that none of the others covers. */
  outside(subject: CheckFeature, others: readonly CheckFeature[]): readonly Piece[];
  /** The region tree of a geometry. */
  tree(geometry: Packed): RegionTree;
}

/** A polygon of this magnitude (64 points or more) is asked through a region tree, which looks only at what is near. */
const LARGE = 7;
/** Pairs that are remembered. */
const REMEMBERED = 256;

/**
 * Whether a tree is used depends on the pair alone, and a tree's answers do not depend on what was asked before, so
 * the parts are a pure function of the two geometries. Trees live as long as the geometries they are made of.
 */
export function createMeasurer(overlay: Overlay, notLocal: NotLocal = () => {}): Measurer {
  const trees = new WeakMap<Packed, RegionTree>();
  const tree = (geometry: Packed): RegionTree => {
    const known = trees.get(geometry);
    if (known !== undefined) return known;
    const made = new RegionTree(geometry);
    trees.set(geometry, made);
    return made;
  };
  const measure = (large: CheckFeature, small: CheckFeature): readonly Piece[] => {
    const [a, b] = [large.geometry, small.geometry];
    const lie = magnitude(a) < LARGE ? 'part' : tree(a).classify(b.box).kind;
    if (lie === 'out') return [];
    if (lie === 'in') return overlay.filled(b);
    const { parts, local } = overlay.common(a, b);
    if (!local) notLocal(large, small);
    return parts;
  };
  /** The last pairs: what several rules ask about one pair is measured once. */
  const known = new Map<Packed, Map<Packed, readonly Piece[]>>();
  let remembered = 0;
  return {
    overlay,
    tree,
    parts(a, b) {
      const [large, small] = compareSizes(a.geometry, b.geometry) >= 0 ? [a, b] : [b, a];
      const before = known.get(large.geometry)?.get(small.geometry);
      if (before !== undefined) return before;
      if (remembered >= REMEMBERED) {
        known.clear();
        remembered = 0;
      }
      const parts = measure(large, small);
      const ofLarge = known.get(large.geometry) ?? new Map<Packed, readonly Piece[]>();
      known.set(large.geometry, ofLarge.set(small.geometry, parts));
      remembered += 1;
      return parts;
    },
    outside({ geometry }, others) {
      const left: Packed[] = [];
      for (const other of others) {
        const lie = tree(other.geometry).classify(geometry.box);
        if (lie.kind === 'in') return [];
        if (lie.kind === 'out') continue;
        // Whoever looks from the subject's side leaves these out as well: what is taken away must not differ.
        if (tree(geometry).classify(other.geometry.box).kind !== 'out') left.push(lie.local);
      }
      return overlay.differenceMany(geometry, left);
    },
  };
}

/** Measures pairs for one run. */
export const pairMeasurer = (overlay: Overlay): MeasurePair => createMeasurer(overlay).parts;
