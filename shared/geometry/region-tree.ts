import { boxCentre, boxContains, boxesIntersect, intersectionBox } from './box.ts';
import { isEmptyPacked } from './counts.ts';
import { localise, outcode } from './localise.ts';
import type { Box, Packed } from './packed.ts';
import { orientation, pointInRing } from './predicates.ts';

/**
 * How a box lies to a region: wholly inside, wholly outside, or partly. `local` is then all that matters
 * of the region within the box (see localise.ts for what it may be used for).
 */
export type Classification =
  | { readonly kind: 'in' }
  | { readonly kind: 'out' }
  | { readonly kind: 'part'; readonly local: Packed };

const IN: Classification = { kind: 'in' };
const OUT: Classification = { kind: 'out' };

/** A copy of this few coordinates is not worth dividing. */
const SMALL = 48;
/** Deepest level; a cell is then the 4096th part of the region. */
const MAX_LEVEL = 12;

/**
 * Answers for very many boxes how they lie to one polygon of many vertices. A lazy loose quadtree: every
 * visited cell keeps the polygon localised to twice the cell; every second level is skipped to save
 * memory. Answers depend on polygon and box alone, not on what was asked before.
 */
export class RegionTree {
  readonly region: Packed;
  private readonly size: number;
  private readonly cells = new Map<number, Classification>();
  private readonly root: Classification;

  constructor(region: Packed) {
    this.region = region;
    const [minX, minY, maxX, maxY] = region.box;
    this.size = Math.max(maxX - minX, maxY - minY);
    this.root = isEmptyPacked(region) || region.kind !== 'polygon' ? OUT : { kind: 'part', local: region };
  }

  classify(box: Box): Classification {
    const whole = this.region.box;
    if (this.root.kind === 'out' || !boxesIntersect(box, whole)) return OUT;
    const within = intersectionBox(box, whole);
    const cell = this.cellAround(within);
    if (cell.kind === 'out') return OUT;
    const inside = boxContains(whole, box);
    if (cell.kind === 'in') return inside ? IN : { kind: 'part', local: this.region };
    if (edgesMeet(cell.local, within)) return cell;
    const [x, y] = boxCentre(within);
    if (!holds(cell.local, x, y)) return OUT;
    return inside ? IN : cell;
  }

  /** The cell whose doubled box holds the given one. */
  private cellAround(box: Box): Classification {
    const extent = Math.max(box[2] - box[0], box[3] - box[1]) * 1.001;
    if (extent >= this.size) return this.root;
    const fit = extent > 0 ? Math.floor(Math.log2(this.size / extent)) : MAX_LEVEL;
    const level = Math.min(MAX_LEVEL, fit) & ~1;
    const cell = this.size / 2 ** level;
    const last = 2 ** level - 1;
    const [x, y] = boxCentre(box);
    const column = Math.min(last, Math.floor((x - this.region.box[0]) / cell));
    const row = Math.min(last, Math.floor((y - this.region.box[1]) / cell));
    return this.cell(level, column, row);
  }

  private cell(level: number, column: number, row: number): Classification {
    if (level === 0) return this.root;
    const key = (level * 2 ** (MAX_LEVEL + 1) + column) * 2 ** (MAX_LEVEL + 1) + row;
    const known = this.cells.get(key);
    if (known !== undefined) return known;
    const parent = this.cell(level - 2, column >> 2, row >> 2);
    const made = parent.kind === 'part' ? this.divided(parent, level, column, row) : parent;
    this.cells.set(key, made);
    return made;
  }

  private divided(
    parent: Classification & { kind: 'part' },
    level: number,
    column: number,
    row: number,
  ): Classification {
    if (parent.local.xy.length <= SMALL) return parent;
    const cell = this.size / 2 ** level;
    const minX = this.region.box[0] + (column - 0.5) * cell;
    const minY = this.region.box[1] + (row - 0.5) * cell;
    const box: Box = [minX, minY, minX + 2 * cell, minY + 2 * cell];
    const local = localise(parent.local, box);
    if (local === undefined) return OUT;
    if (edgesMeet(local, box)) return { kind: 'part', local };
    return holds(local, minX + cell, minY + cell) ? IN : OUT;
  }
}

/** Even-odd location of a position that lies on no edge. */
function holds(packed: Packed, x: number, y: number): boolean {
  let odd = false;
  for (let ring = 0; ring + 1 < packed.rings.length; ring++) {
    const from = packed.rings[ring]!;
    const to = packed.rings[ring + 1]!;
    if (pointInRing(packed.xy, x, y, from, to) === 'inside') odd = !odd;
  }
  return odd;
}

/** Whether any edge has a point in the closed box; exact for the numbers given. */
export function edgesMeet(packed: Packed, box: Box): boolean {
  const { xy, rings } = packed;
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    let i = 2 * rings[ring]!;
    const end = 2 * rings[ring + 1]!;
    let codeA = outcode(xy[i]!, xy[i + 1]!, box);
    for (i += 2; i < end; i += 2) {
      const codeB = outcode(xy[i]!, xy[i + 1]!, box);
      if ((codeA & codeB) === 0) {
        if (codeA === 0 || codeB === 0) return true;
        if (lineSplitsBox(xy[i - 2]!, xy[i - 1]!, xy[i]!, xy[i + 1]!, box)) return true;
      }
      codeA = codeB;
    }
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
