import type { EdgeList } from './edge-list.ts';
import { edgeTreeOf, type EdgeTree } from './edge-tree.ts';
import { toSteps } from './grid.ts';
import type { Packed } from './packed.ts';

/** Up to this many points the whole polygon is taken over; above, only what its edge tree finds. */
export const SMALL_POINTS = 160;

/** What a ray says of a position: an even or odd number of edges beyond it, or too near to tell. */
export type Parity = 0 | 1 | -1;

/**
 * One polygon while it is overlaid: its edges near a window in steps from an origin, and the parity of any
 * position in it by the even-odd rule. Scratch, used for one pair after the other.
 */
export class Operand {
  private packed: Packed | undefined;
  private sound = false;
  /** Grows with every polygon taken over. */
  version = 0;
  /** Of a polygon of many points. */
  tree: EdgeTree | undefined;
  private readonly points = new Float64Array(2 * SMALL_POINTS);
  /** Points of one group of the tree. */
  private readonly group = new Float64Array(64);
  private x0 = 0;
  private y0 = 0;
  /** Box in steps from the origin. */
  minX = 0;
  minY = 0;
  maxX = 0;
  maxY = 0;
  /** Edges that a ray does not count: those that the position lies on. */
  private skipped = new Int32Array(8);
  skippedCount = 0;
  // The ray in progress.
  private rayX = 0;
  private rayY = 0;
  private axis: 0 | 1 = 0;
  private slack = 0;
  private odd = false;

  /** Takes a polygon over; false when its rings are open or not finite. */
  load(packed: Packed, x0: number, y0: number): boolean {
    const { xy, rings, box } = packed;
    if (this.packed === packed && this.x0 === x0 && this.y0 === y0) return this.sound;
    this.packed = packed;
    this.x0 = x0;
    this.y0 = y0;
    this.sound = false;
    this.version++;
    this.minX = toSteps(box[0]) - x0;
    this.minY = toSteps(box[1]) - y0;
    this.maxX = toSteps(box[2]) - x0;
    this.maxY = toSteps(box[3]) - y0;
    if (xy.length > 2 * SMALL_POINTS) {
      this.tree = edgeTreeOf(packed);
      this.sound = this.tree.sound;
      return this.sound;
    }
    this.tree = undefined;
    const { points } = this;
    let sum = 0;
    for (let i = 0; i < xy.length; i += 2) {
      const x = toSteps(xy[i]!) - x0;
      const y = toSteps(xy[i + 1]!) - y0;
      points[i] = x;
      points[i + 1] = y;
      sum += x + y;
    }
    if (sum - sum !== 0) return false;
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      const from = 2 * rings[ring]!;
      const last = 2 * rings[ring + 1]! - 2;
      if (last < from) continue;
      if (points[from] !== points[last] || points[from + 1] !== points[last + 1]) return false;
    }
    this.sound = true;
    return true;
  }

  /** Whether all of it lies in the closed window. */
  isWithin(minX: number, minY: number, maxX: number, maxY: number): boolean {
    return this.minX >= minX && this.minY >= minY && this.maxX <= maxX && this.maxY <= maxY;
  }

  /** Whether a polygon of many points certainly has nothing in the closed window (steps from the origin). */
  isAbsent(minX: number, minY: number, maxX: number, maxY: number): boolean {
    const { tree, x0, y0 } = this;
    if (tree === undefined || tree.query(minX + x0, minY + y0, maxX + x0, maxY + y0) > 0) return false;
    this.skippedCount = 0;
    return this.parity((minX + maxX) / 2, (minY + maxY) / 2, 0, 0) === 0;
  }

  /** Which ring an edge belongs to, by the first edge of the ring after it. */
  ringEnd(edge: number): number {
    const { rings } = this.packed!;
    let ring = 0;
    while (edge >= rings[ring + 1]!) ring++;
    return rings[ring + 1]!;
  }

  /** Adds the edges whose box meets the closed window (steps from the origin), linked where they join. */
  collect(list: EdgeList, owner: number, minX: number, minY: number, maxX: number, maxY: number): void {
    const { rings } = this.packed!;
    const start = list.count;
    list.setWindow(minX, minY, maxX, maxY);
    if (this.tree === undefined) {
      for (let ring = 0; ring + 1 < rings.length; ring++) {
        list.addWithin(this.points, 0, owner, rings[ring]!, rings[ring + 1]! - 1);
      }
    } else {
      const { tree, x0, y0 } = this;
      const count = tree.query(minX + x0, minY + y0, maxX + x0, maxY + y0);
      const groups = tree.found;
      for (let i = 0; i < count; i++) {
        const from = tree.groupStart(groups[i]!);
        const to = tree.groupEnd(groups[i]!);
        list.addWithin(this.groupPoints(from, to), 2 * from, owner, from, to);
      }
    }
    this.linkRingEnds(list, start);
  }

  private groupPoints(from: number, to: number): Float64Array {
    const { group, x0, y0 } = this;
    const { xy } = this.packed!;
    let at = 0;
    for (let i = 2 * from; i <= 2 * to; i += 2) {
      group[at++] = toSteps(xy[i]!) - x0;
      group[at++] = toSteps(xy[i + 1]!) - y0;
    }
    return group;
  }

  /** Links the last edge of a ring to its first where both are listed. */
  private linkRingEnds(list: EdgeList, start: number): void {
    const { rings } = this.packed!;
    const { id, next, count } = list;
    if (rings.length === 2) {
      if (count > start && id[start] === 0 && id[count - 1] === rings[1]! - 2) next[count - 1] = start;
      return;
    }
    let ring = 0;
    let first = -1;
    for (let i = start; i < count; i++) {
      const edge = id[i]!;
      while (edge >= rings[ring + 1]!) {
        ring++;
        first = -1;
      }
      if (edge === rings[ring]!) first = i;
      if (edge === rings[ring + 1]! - 2 && first >= 0) next[i] = first;
    }
  }

  /** Leaves an edge out of the next rays, until `skippedCount` is set back. */
  skip(edge: number): void {
    if (this.skippedCount === this.skipped.length) {
      const more = new Int32Array(2 * this.skipped.length);
      more.set(this.skipped);
      this.skipped = more;
    }
    this.skipped[this.skippedCount++] = edge;
  }

  private isSkipped(edge: number): boolean {
    for (let i = 0; i < this.skippedCount; i++) if (this.skipped[i] === edge) return true;
    return false;
  }

  /**
   * How many edges, modulo two, lie beyond a position: north of it, or east of it when `axis` is 1.
   * Skipped edges do not count. -1 when another edge passes within about `slack` steps.
   */
  parity(x: number, y: number, axis: 0 | 1, slack: number): Parity {
    this.rayX = axis === 0 ? x : y;
    this.rayY = axis === 0 ? y : x;
    this.axis = axis;
    this.slack = slack;
    this.odd = false;
    const { tree, x0, y0 } = this;
    if (tree === undefined) {
      const { rings } = this.packed!;
      for (let ring = 0; ring + 1 < rings.length; ring++) {
        if (!this.countRange(this.points, 0, rings[ring]!, rings[ring + 1]! - 1)) return -1;
      }
      return this.odd ? 1 : 0;
    }
    const count =
      axis === 0
        ? tree.query(x + x0 - 1, y + y0 - 1, x + x0 + 1, Infinity)
        : tree.query(x + x0 - 1, y + y0 - 1, Infinity, y + y0 + 1);
    const groups = tree.found;
    const { boxes } = tree;
    const nearest = axis === 0 ? y + y0 + 1 : x + x0 + 1;
    for (let i = 0; i < count; i++) {
      const group = groups[i]!;
      const from = tree.groupStart(group);
      const to = tree.groupEnd(group);
      if (boxes[4 * group + 1 - axis]! > nearest) {
        // All of it lies beyond: only where it begins and ends counts.
        const { xy } = this.packed!;
        const across = axis === 0 ? x + x0 : y + y0;
        if (toSteps(xy[2 * from + axis]!) > across !== toSteps(xy[2 * to + axis]!) > across) {
          this.odd = !this.odd;
        }
      } else if (!this.countRange(this.groupPoints(from, to), 2 * from, from, to)) return -1;
    }
    return this.odd ? 1 : 0;
  }

  /** Counts the edges `from` to `to` (exclusive), whose points begin at `shift` before the array. */
  private countRange(points: Float64Array, shift: number, from: number, to: number): boolean {
    const { axis, rayX, rayY, slack } = this;
    const across = 1 - axis;
    const low = rayY - 1;
    let at = 2 * from - shift;
    let px = points[at + axis]!;
    let py = points[at + across]!;
    let odd = this.odd;
    for (let i = from; i < to; i++) {
      at += 2;
      const qx = points[at + axis]!;
      const qy = points[at + across]!;
      if (px > rayX !== qx > rayX && (py >= low || qy >= low)) {
        const dx = qx - px;
        const dy = qy - py;
        // Positive for a position below an edge that runs east.
        const side = (rayX - px) * dy - (rayY - py) * dx;
        if (Math.abs(side) <= slack * (Math.abs(dx) + Math.abs(dy))) {
          if (!this.isSkipped(i)) return false;
        } else if (side > 0 === dx > 0 && !this.isSkipped(i)) odd = !odd;
      }
      px = qx;
      py = qy;
    }
    this.odd = odd;
    return true;
  }
}
