import { boxCentre, boxContains, boxesIntersect, boxOfXY, intersectionBox } from './box.ts';
import { isEmptyPacked } from './counts.ts';
import { type EdgeTree, edgeTreeOf } from './edge-tree.ts';
import { toSteps } from './grid.ts';
import { outcode } from './localise.ts';
import type { Box, Packed } from './packed.ts';
import { orientation } from './predicates.ts';

/**
 * How a box lies to a region: wholly inside, wholly outside, or partly. `local` is then all that matters
 * of the region within the box (see localise.ts for what it may be used for); it is made when it is asked for.
 */
export type Classification =
  | { readonly kind: 'in' }
  | { readonly kind: 'out' }
  | { readonly kind: 'part'; readonly local: Packed };

const IN: Classification = { kind: 'in' };
const OUT: Classification = { kind: 'out' };

/**
 * Answers for very many boxes how they lie to one polygon of many vertices, from boxes over its edges
 * (edge-tree.ts): five bytes a vertex and nothing more, however many boxes are asked. Answers depend on polygon
 * and box alone, and are exact for the numbers given.
 */
export class RegionTree {
  readonly region: Packed;
  private readonly tree: EdgeTree;
  private readonly isEmpty: boolean;

  constructor(region: Packed) {
    this.region = region;
    this.isEmpty = isEmptyPacked(region) || region.kind !== 'polygon';
    this.tree = edgeTreeOf(region);
  }

  classify(box: Box): Classification {
    const whole = this.region.box;
    if (this.isEmpty || !boxesIntersect(box, whole)) return OUT;
    const within = intersectionBox(box, whole);
    const inside = boxContains(whole, box);
    if (this.hasEdgesIn(within)) return new PartOfRegion(this.tree, within);
    if (!this.holds(...boxCentre(within))) return OUT;
    return inside ? IN : new PartOfRegion(this.tree, within);
  }

  /** Whether any edge has a point in the closed box. */
  private hasEdgesIn(box: Box): boolean {
    const { tree } = this;
    // A step more on each side: the box need not be on the grid.
    const count = tree.query(
      toSteps(box[0]) - 1,
      toSteps(box[1]) - 1,
      toSteps(box[2]) + 1,
      toSteps(box[3]) + 1,
    );
    const groups = tree.found;
    for (let i = 0; i < count; i++) {
      if (edgesMeet(this.region.xy, tree.groupStart(groups[i]!), tree.groupEnd(groups[i]!), box)) return true;
    }
    return false;
  }

  /** Even-odd location of a position that lies on no edge, by the edges north of it. */
  private holds(x: number, y: number): boolean {
    const { tree } = this;
    const { xy } = this.region;
    const count = tree.query(toSteps(x) - 1, toSteps(y) - 1, toSteps(x) + 1, Infinity);
    const groups = tree.found;
    let odd = false;
    for (let g = 0; g < count; g++) {
      const end = 2 * tree.groupEnd(groups[g]!);
      for (let i = 2 * tree.groupStart(groups[g]!); i < end; i += 2) {
        const ax = xy[i]!;
        const bx = xy[i + 2]!;
        if (ax > x === bx > x) continue;
        // The position lies right of an edge that runs east: south of it.
        if (orientation(ax, xy[i + 1]!, bx, xy[i + 3]!, x, y) < 0 === bx > ax) odd = !odd;
      }
    }
    return odd;
  }
}

class PartOfRegion {
  readonly kind = 'part';
  private readonly tree: EdgeTree;
  private readonly window: Box;
  private made: Packed | undefined;

  constructor(tree: EdgeTree, window: Box) {
    this.tree = tree;
    this.window = window;
  }

  get local(): Packed {
    this.made ??= localised(this.tree, this.window);
    return this.made;
  }
}

/** Whether any of the edges `from` to `to` (exclusive) has a point in the closed box; exact for the numbers given. */
function edgesMeet(xy: Float64Array, from: number, to: number, box: Box): boolean {
  let codeA = outcode(xy[2 * from]!, xy[2 * from + 1]!, box);
  for (let i = 2 * from + 2; i <= 2 * to; i += 2) {
    const codeB = outcode(xy[i]!, xy[i + 1]!, box);
    if ((codeA & codeB) === 0) {
      if (codeA === 0 || codeB === 0) return true;
      if (lineSplitsBox(xy[i - 2]!, xy[i - 1]!, xy[i]!, xy[i + 1]!, box)) return true;
    }
    codeA = codeB;
  }
  return false;
}

function lineSplitsBox(ax: number, ay: number, bx: number, by: number, box: Box): boolean {
  const first = orientation(ax, ay, bx, by, box[0], box[1]);
  if (first === 0) return true;
  const left = first > 0;
  return (
    orientation(ax, ay, bx, by, box[2], box[1]) > 0 !== left ||
    orientation(ax, ay, bx, by, box[2], box[3]) > 0 !== left ||
    orientation(ax, ay, bx, by, box[0], box[3]) > 0 !== left
  );
}

/**
 * The very polygon that `localise(region, window)` gives (the region itself where nothing can be left out),
 * leaving out whole groups of edges at a time.
 */
function localised(tree: EdgeTree, window: Box): Packed {
  const { packed } = tree;
  const { xy, rings, parts } = packed;
  const out: number[] = [];
  const ringStarts = [0];
  const partStarts = [0];
  let group = 0;
  for (let part = 0; part + 1 < parts.length; part++) {
    for (let ring = parts[part]!; ring < parts[part + 1]!; ring++) {
      const from = rings[ring]!;
      const last = rings[ring + 1]! - 1;
      const start = out.length;
      if (last - from < 1) continue;
      const first = outcode(xy[2 * from]!, xy[2 * from + 1]!, window);
      out.push(xy[2 * from]!, xy[2 * from + 1]!);
      let kept = first;
      let common = first;
      for (; group < tree.groupCount && tree.groupStart(group) < last; group++) {
        const end = tree.groupEnd(group);
        let i = tree.groupStart(group) + 1;
        if ((kept & tree.groupCode(group, window)) !== 0) i = end;
        for (; i <= end && i < last; i++) {
          const code = outcode(xy[2 * i]!, xy[2 * i + 1]!, window);
          const next = i + 1 < last ? outcode(xy[2 * i + 2]!, xy[2 * i + 3]!, window) : first;
          if ((kept & code & next) !== 0) continue;
          out.push(xy[2 * i]!, xy[2 * i + 1]!);
          common &= code;
          kept = code;
        }
      }
      if (common !== 0 || out.length - start < 6) {
        out.length = start;
        continue;
      }
      out.push(xy[2 * from]!, xy[2 * from + 1]!);
      ringStarts.push(out.length / 2);
    }
    if (ringStarts.length - 1 > partStarts.at(-1)!) partStarts.push(ringStarts.length - 1);
  }
  if (out.length === xy.length) return packed;
  const kept = Float64Array.from(out);
  return {
    kind: 'polygon',
    xy: kept,
    rings: Int32Array.from(ringStarts),
    parts: Int32Array.from(partStarts),
    box: boxOfXY(kept),
  };
}
