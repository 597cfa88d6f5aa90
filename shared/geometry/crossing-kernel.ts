import { BandMeter } from './authalic-band.ts';
import { boxContains } from './box.ts';
import { turnOfRing } from './build-packed.ts';
import { EdgeList } from './edge-list.ts';
import { RADIANS } from './ellipsoid.ts';
import { STEPS_PER_DEGREE, toSteps } from './grid.ts';
import { CROSSES_OTHER, CROSSES_OWN, KernelNodes, TOUCHES_OTHER, TOUCHES_OWN } from './kernel-nodes.ts';
import {
  COMMON,
  combined,
  isBorder,
  LESS,
  REST,
  staysAlone,
  UNION,
  windowOf,
  XOR,
} from './kernel-operation.ts';
import { Operand } from './kernel-operand.ts';
import { extent, mark, onEarth } from './kernel-places.ts';
import { BOTH, LEFT, pivot, RIGHT, UNKNOWN } from './kernel-pivot.ts';
import { compareSizes } from './operand-order.ts';
import type { BoolOp } from './overlay.ts';
import type { Packed } from './packed.ts';
import { SimpleMemo } from './simple-memo.ts';

/** What to make of the parts of borders that bound the common area. */
export interface KeptSink {
  /** A part of a border from one node or vertex to the next, the common area on its left; local steps. */
  keep(x1: number, y1: number, x2: number, y2: number): void;
}

/**
 * The common area of two polygons (or another operation on them) from their crossings. All edges near the common
 * window are cut where they meet; each part is kept when the result, by the even-odd rule, lies on one side of it
 * alone; the area is the boundary integral over the kept parts. How edges meet is decided exactly; on which side a part
 * lies is told by a ray from its middle and then carried on from crossing to crossing. Where a ray passes an
 * edge too near to be sure, or the kept parts do not close, the kernel gives up and says so.
 *
 * Scratch: one instance works on one pair at a time.
 */
export class CrossingKernel {
  /** Local steps are counted from here, in steps. */
  originX = 0;
  originY = 0;
  /** Of the last pair: common area on the ellipsoid in m2, by the sum over all kept parts. */
  areaM2 = 0;
  /** Twice the plane area in square steps, and the length of the kept parts along the axes in steps. */
  planeTwice = 0;
  length = 0;
  private readonly list = new EdgeList();
  private readonly nodes = new KernelNodes();
  private readonly operands = [new Operand(), new Operand()] as const;
  private readonly simple = new SimpleMemo();
  private readonly band = new BandMeter();
  /** Whether part of the first, of the second operand lies outside the other, as far as the walk tells. */
  private readonly reachesOut: [boolean, boolean] = [true, true];
  private op = COMMON;
  private slack = 0;
  /** Whether the edges of the operands are known to meet nowhere. */
  private readonly isSimple: [boolean, boolean] = [false, false];
  /** Which state of the first operand is listed whole, and how many edges that are. */
  private listed = -1;
  private listedCount = 0;
  private readonly meet = (e: number, f: number): boolean => {
    this.nodes.meet(e, f);
    return false;
  };

  /**
   * Measures what an operation leaves of two polygons; the common area unless another one is named.
   *
   * @param sink receives the kept parts, when they are wanted
   * @returns false when the pair is none for this kernel; nothing that was given out then counts
   */
  run(a: Packed, b: Packed, sink?: KeptSink, op: BoolOp = 'intersection'): boolean {
    this.areaM2 = this.planeTwice = this.length = 0;
    this.reachesOut[0] = this.reachesOut[1] = true;
    if (!onEarth(a) || !onEarth(b)) return false;
    // The smaller first, counted from its own corner: over one subject and many counterparts it stays as it is.
    const isSmaller = compareSizes(a, b) <= 0;
    const small = isSmaller ? a : b;
    const large = isSmaller ? b : a;
    const x0 = (this.originX = toSteps(small.box[0]));
    const y0 = (this.originY = toSteps(small.box[1]));
    const common = op === 'intersection';
    this.op = common ? COMMON : op === 'union' ? UNION : op === 'xor' ? XOR : isSmaller ? LESS : REST;
    const [minX, minY, maxX, maxY] = windowOf(op, a.box, b.box);
    const west = toSteps(minX) - x0;
    const south = toSteps(minY) - y0;
    const east = toSteps(maxX) - x0;
    const north = toSteps(maxY) - y0;
    if (!(west < east && south < north)) return common;
    const [first, second] = this.operands;
    if (!second.load(large, x0, y0)) return false;
    if (common && second.isAbsent(west, south, east, north)) return true;
    if (!first.load(small, x0, y0)) return false;
    if (common && first.isAbsent(west, south, east, north)) return true;
    this.findNodes(small, large, west, south, east, north);
    this.slack = 1e-7 + 4e-15 * Math.max(extent(first), extent(second));
    this.band.begin(south + y0, north + y0, y0);
    return this.walk(sink);
  }

  /** Whether `inner` certainly has no area outside `outer`; false also when it cannot be told. */
  covers(outer: Packed, inner: Packed): boolean {
    if (!boxContains(outer.box, inner.box) || !this.run(outer, inner)) return false;
    return !this.reachesOut[compareSizes(outer, inner) <= 0 ? 1 : 0];
  }

  /**
   * The border of a polygon of one ring that turns counter-clockwise and meets itself nowhere, in local steps;
   * undefined for any other.
   */
  simpleRing(a: Packed): Float64Array | undefined {
    if (a.rings.length !== 2 || !onEarth(a)) return undefined;
    const x0 = (this.originX = toSteps(a.box[0]));
    const y0 = (this.originY = toSteps(a.box[1]));
    const operand = this.operands[0];
    if (!operand.load(a, x0, y0) || !this.simple.finds(a, operand)) return undefined;
    const { xy } = a;
    const ring = new Float64Array(xy.length);
    for (let i = 0; i < xy.length; i += 2) {
      ring[i] = toSteps(xy[i]!) - x0;
      ring[i + 1] = toSteps(xy[i + 1]!) - y0;
      if (i > 0 && ring[i] === ring[i - 2] && ring[i + 1] === ring[i - 1]) return undefined;
    }
    return turnOfRing(ring) > 0 ? ring : undefined;
  }

  /** Lists the edges near the window and finds how they meet. */
  private findNodes(
    small: Packed,
    large: Packed,
    west: number,
    south: number,
    east: number,
    north: number,
  ): void {
    const { list, nodes, simple } = this;
    const [first, second] = this.operands;
    const isWhole = first.isWithin(west, south, east, north);
    if (isWhole && first.version === this.listed) list.count = this.listedCount;
    else {
      list.clear();
      first.collect(list, 0, west, south, east, north);
      this.listed = isWhole ? first.version : -1;
      this.listedCount = list.count;
    }
    const split = list.count;
    second.collect(list, 1, west, south, east, north);
    nodes.begin(list);
    const firstKnown = simple.knows(small, first);
    const secondKnown = simple.knows(large, second);
    list.forEachPair(this.meet, split, firstKnown, secondKnown);
    this.isSimple[0] = firstKnown || (isWhole && !nodes.meetsItself[0]);
    this.isSimple[1] = secondKnown || (second.isWithin(west, south, east, north) && !nodes.meetsItself[1]);
    if (this.isSimple[0] && !firstKnown) simple.learn(small, first);
    if (this.isSimple[1] && !secondKnown) simple.learn(large, second);
  }

  /** Goes along all edges part by part, keeps what bounds the common area and adds it up. */
  private walk(sink: KeptSink | undefined): boolean {
    const { list, nodes, band, slack, op } = this;
    const { count, ax, ay, bx, by, owner, next } = list;
    let own = UNKNOWN;
    let other = UNKNOWN;
    // Bits for the first and the second operand: some of it lies outside the other.
    let out = 0;
    // Where the last kept part ended, and Q there.
    let lastX = NaN;
    let lastY = NaN;
    let lastQ = 0;
    let balance = 0;
    let sum = 0;
    let planeTwice = 0;
    let length = 0;
    // Where the own border is simple, the own area lies on one side of a whole ring.
    let ringEnd = 0;
    let ringSide = UNKNOWN;
    let lastOwner = -1;
    let isSimple = false;
    for (let e = 0; e < count; e++) {
      if (owner[e] !== lastOwner) {
        lastOwner = owner[e]!;
        isSimple = this.isSimple[lastOwner === 0 ? 0 : 1];
        ringEnd = 0;
      }
      if (isSimple && list.id[e]! >= ringEnd) {
        ringEnd = (lastOwner === 0 ? this.operands[0] : this.operands[1]).ringEnd(list.id[e]!);
        ringSide = UNKNOWN;
      }
      const joined = e > 0 && next[e - 1] === e;
      if (!joined) own = other = UNKNOWN;
      const joint = joined ? nodes.endTouch[e - 1]! | nodes.startTouch[e]! : 0;
      const inner = nodes.hasInner(e) ? nodes.sortInner(e, slack) : 0;
      if (inner < 0) return false;
      let x2 = ax[e]!;
      let y2 = ay[e]!;
      for (let i = 0; i <= inner; i++) {
        const x1 = x2;
        const y1 = y2;
        if (i < inner) {
          x2 = nodes.x[i]!;
          y2 = nodes.y[i]!;
        } else {
          x2 = bx[e]!;
          y2 = by[e]!;
        }
        const bits = i > 0 ? nodes.bits[i - 1]! : joint;
        if (bits !== 0) {
          if ((bits & CROSSES_OTHER) !== 0 && other !== UNKNOWN) other ^= BOTH;
          if ((bits & CROSSES_OWN) !== 0 && own !== UNKNOWN) own ^= BOTH;
          if ((bits & TOUCHES_OTHER) !== 0) {
            const one = i > 0 ? nodes.first[i - 1]! : nodes.endFirst[e - 1]!;
            const two = i > 0 ? nodes.second[i - 1]! : nodes.endSecond[e - 1]!;
            // From vertex to vertex, so that all of it is exact.
            const fromX = i > 0 ? ax[e]! : ax[e - 1]!;
            const fromY = i > 0 ? ay[e]! : ay[e - 1]!;
            other = pivot(list, other, fromX, fromY, x1, y1, bx[e]!, by[e]!, one, two);
          }
          if ((bits & TOUCHES_OWN) !== 0) own = UNKNOWN;
        }
        if (other === UNKNOWN) {
          other = this.look(e, x1, y1, x2, y2, 1 - owner[e]!);
          if (other === UNKNOWN) return false;
        }
        if (other === 0) out |= 1 << lastOwner;
        if (other === 0 && !staysAlone(op, lastOwner)) {
          // Where the other polygon is not, crossings of the own border may have gone unnoticed.
          own = UNKNOWN;
          continue;
        }
        if (own === UNKNOWN) {
          own = ringSide;
          if (!isSimple || own === UNKNOWN) own = this.look(e, x1, y1, x2, y2, lastOwner);
          if (own === UNKNOWN) return false;
          ringSide = own;
        }
        if (isBorder(own & ~other)) out |= 1 << lastOwner;
        if (isBorder(other & ~own)) out |= 2 >> lastOwner;
        const sides = lastOwner === 0 ? combined(op, own, other) : combined(op, other, own);
        if (!isBorder(sides)) continue;
        if (nodes.along.has(e) && this.isRepeat(e, x1, y1, x2, y2)) continue;
        const forward = sides === LEFT;
        const sx = forward ? x1 : x2;
        const sy = forward ? y1 : y2;
        const tx = forward ? x2 : x1;
        const ty = forward ? y2 : y1;
        if (sx !== lastX || sy !== lastY) {
          if (length > 0) balance += mark(lastX, lastY);
          balance = (balance - mark(sx, sy)) | 0;
          lastQ = band.at(sy);
        }
        const q = band.at(ty);
        sum += sx * q - tx * lastQ;
        planeTwice += sx * ty - tx * sy;
        length += Math.abs(tx - sx) + Math.abs(ty - sy);
        lastX = tx;
        lastY = ty;
        lastQ = q;
        if (sink !== undefined) sink.keep(sx, sy, tx, ty);
      }
    }
    if (length > 0) balance = (balance + mark(lastX, lastY)) | 0;
    this.reachesOut[0] = (out & 1) !== 0;
    this.reachesOut[1] = (out & 2) !== 0;
    this.planeTwice = planeTwice;
    this.length = length;
    this.areaM2 = (sum * RADIANS) / (2 * STEPS_PER_DEGREE);
    return balance === 0;
  }

  /** Finds by a ray on which sides of a part an operand lies: bits, or UNKNOWN when it cannot be told. */
  private look(e: number, x1: number, y1: number, x2: number, y2: number, which: number): number {
    const x = (x1 + x2) / 2;
    const y = (y1 + y2) / 2;
    const { list } = this;
    const { along } = this.nodes;
    const operand = which === 0 ? this.operands[0] : this.operands[1];
    const isOwn = list.owner[e] === which;
    if (!isOwn && (x < operand.minX - 1 || x > operand.maxX + 1)) return 0;
    if (!isOwn && (y < operand.minY - 1 || y > operand.maxY + 1)) return 0;
    const axis = Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? 0 : 1;
    operand.skippedCount = 0;
    if (isOwn) operand.skip(list.id[e]!);
    if (along.has(e)) {
      const at = axis === 0 ? x : y;
      for (let i = along.next(e, -1, axis, at); i >= 0; i = along.next(e, i, axis, at)) {
        const partner = along.partner(i);
        if (list.owner[partner] === which) operand.skip(list.id[partner]!);
      }
    }
    const isOnBorder = (operand.skippedCount & 1) === 1;
    const beyond = operand.parity(x, y, axis, this.slack);
    if (beyond < 0) return UNKNOWN;
    if (!isOnBorder) return beyond === 1 ? BOTH : 0;
    // The ray leaves a part that runs east, or south, on its left.
    const leavesLeft = axis === 0 ? x2 > x1 : y2 < y1;
    return leavesLeft === (beyond === 1) ? LEFT : RIGHT;
  }

  /** Whether the part lies along an edge that was walked before and has kept it. */
  private isRepeat(e: number, x1: number, y1: number, x2: number, y2: number): boolean {
    const { along } = this.nodes;
    const axis = Math.abs(x2 - x1) >= Math.abs(y2 - y1) ? 0 : 1;
    const at = axis === 0 ? (x1 + x2) / 2 : (y1 + y2) / 2;
    for (let i = along.next(e, -1, axis, at); i >= 0; i = along.next(e, i, axis, at)) {
      if (along.partner(i) < e) return true;
    }
    return false;
  }
}
