import { toSteps } from './grid.ts';
import type { Box, Packed } from './packed.ts';

/** Edges of one ring in a row that share a box. */
const GROUP = 8;
/** Boxes of one level under a box of the next. */
const FAN = 8;

let found = new Int32Array(256);

/**
 * Boxes over the edges of one polygon, in grid steps: eight edges of a ring to a box, eight boxes to a box
 * above them. Neighbouring edges lie near each other, so that a ring needs no sorting. About five bytes a
 * vertex; coordinates are read from the geometry itself.
 *
 * An edge is named by the point it begins in, counted over the whole geometry.
 */
export class EdgeTree {
  readonly packed: Packed;
  /** Whether every ring ends in its first point and all coordinates are finite. */
  readonly sound: boolean;
  /** Notes of those who work with the tree (simple-memo.ts): whether no edges meet, and how often that was asked. */
  simple = false;
  asked = 0;
  /** First edge of each group and, in the entry after it, of the next; groups never span rings. */
  private readonly starts: Int32Array;
  /** One past the last edge of each group. */
  private readonly ends: Int32Array;
  /** Four numbers a box, the finest level first. */
  private readonly levels: Float64Array[] = [];
  // The query in progress.
  private minX = 0;
  private minY = 0;
  private maxX = 0;
  private maxY = 0;
  private count = 0;

  constructor(packed: Packed) {
    this.packed = packed;
    const starts: number[] = [];
    const ends: number[] = [];
    let sound = packed.xy.every(Number.isFinite);
    for (let ring = 0; ring + 1 < packed.rings.length; ring++) {
      const from = packed.rings[ring]!;
      const last = packed.rings[ring + 1]! - 1;
      if (last - from < 1) continue;
      sound &&= sameSteps(packed.xy, from, last);
      for (let i = from; i < last; i += GROUP) {
        starts.push(i);
        ends.push(Math.min(last, i + GROUP));
      }
    }
    this.sound = sound;
    this.starts = Int32Array.from(starts);
    this.ends = Int32Array.from(ends);
    let level = this.groupBoxes();
    this.levels.push(level);
    while (level.length > 4 * FAN) {
      level = boxesAbove(level);
      this.levels.push(level);
    }
  }

  private groupBoxes(): Float64Array {
    const { starts, ends } = this;
    const { xy } = this.packed;
    const boxes = new Float64Array(4 * starts.length);
    for (let g = 0; g < starts.length; g++) {
      let minX = Infinity;
      let minY = Infinity;
      let maxX = -Infinity;
      let maxY = -Infinity;
      for (let i = starts[g]!; i <= ends[g]!; i++) {
        const x = xy[2 * i]!;
        const y = xy[2 * i + 1]!;
        if (x < minX) minX = x;
        if (x > maxX) maxX = x;
        if (y < minY) minY = y;
        if (y > maxY) maxY = y;
      }
      boxes[4 * g] = toSteps(minX);
      boxes[4 * g + 1] = toSteps(minY);
      boxes[4 * g + 2] = toSteps(maxX);
      boxes[4 * g + 3] = toSteps(maxY);
    }
    return boxes;
  }

  /**
   * Finds the groups of edges whose common box meets the closed box (steps), in the order of the geometry: they
   * are then in `found`, until the next query of any tree.
   *
   * @returns how many
   */
  query(minX: number, minY: number, maxX: number, maxY: number): number {
    this.minX = minX;
    this.minY = minY;
    this.maxX = maxX;
    this.maxY = maxY;
    this.count = 0;
    const top = this.levels.length - 1;
    this.descend(top, 0, this.levels[top]!.length >> 2);
    return this.count;
  }

  private descend(level: number, from: number, to: number): void {
    const boxes = this.levels[level]!;
    const { minX, minY, maxX, maxY } = this;
    for (let i = from, at = 4 * from; i < to; i++, at += 4) {
      if (boxes[at]! > maxX || boxes[at + 2]! < minX) continue;
      if (boxes[at + 1]! > maxY || boxes[at + 3]! < minY) continue;
      if (level === 0) this.find(i);
      else this.descend(level - 1, FAN * i, Math.min(this.levels[level - 1]!.length >> 2, FAN * (i + 1)));
    }
  }

  private find(group: number): void {
    if (this.count === found.length) {
      const more = new Int32Array(2 * found.length);
      more.set(found);
      found = more;
    }
    found[this.count++] = group;
  }

  /** The groups that the last query found. */
  get found(): Int32Array {
    return found;
  }

  /** The boxes of the groups in steps, four numbers each. */
  get boxes(): Float64Array {
    return this.levels[0]!;
  }

  /** The sides of a window (degrees) beyond which all of a group lies, coded as in localise.ts. */
  groupCode(group: number, window: Box): number {
    const { boxes } = this;
    const at = 4 * group;
    return (
      (boxes[at + 2]! < toSteps(window[0]) ? 1 : boxes[at]! > toSteps(window[2]) ? 2 : 0) |
      (boxes[at + 3]! < toSteps(window[1]) ? 4 : boxes[at + 1]! > toSteps(window[3]) ? 8 : 0)
    );
  }

  get groupCount(): number {
    return this.starts.length;
  }

  groupStart(group: number): number {
    return this.starts[group]!;
  }

  groupEnd(group: number): number {
    return this.ends[group]!;
  }
}

function sameSteps(xy: Float64Array, i: number, j: number): boolean {
  return toSteps(xy[2 * i]!) === toSteps(xy[2 * j]!) && toSteps(xy[2 * i + 1]!) === toSteps(xy[2 * j + 1]!);
}

function boxesAbove(below: Float64Array): Float64Array {
  const count = below.length >> 2;
  const boxes = new Float64Array(4 * Math.ceil(count / FAN));
  for (let i = 0; 4 * i < boxes.length; i++) {
    let minX = Infinity;
    let minY = Infinity;
    let maxX = -Infinity;
    let maxY = -Infinity;
    for (let j = FAN * i; j < Math.min(count, FAN * (i + 1)); j++) {
      minX = Math.min(minX, below[4 * j]!);
      minY = Math.min(minY, below[4 * j + 1]!);
      maxX = Math.max(maxX, below[4 * j + 2]!);
      maxY = Math.max(maxY, below[4 * j + 3]!);
    }
    boxes.set([minX, minY, maxX, maxY], 4 * i);
  }
  return boxes;
}

const trees = new WeakMap<Packed, EdgeTree>();

/** The tree of a geometry, kept as long as the geometry is. */
export function edgeTreeOf(packed: Packed): EdgeTree {
  let tree = trees.get(packed);
  if (tree === undefined) {
    tree = new EdgeTree(packed);
    trees.set(packed, tree);
  }
  return tree;
}
