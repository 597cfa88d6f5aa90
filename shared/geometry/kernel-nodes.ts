import type { EdgeList } from './edge-list.ts';
import { exactTurn } from './exact-turn.ts';
import { KernelAlong } from './kernel-along.ts';

/** What happens to an edge in a node, as bits. */
export const CROSSES_OTHER = 1;
export const CROSSES_OWN = 2;
export const TOUCHES_OTHER = 4;
export const TOUCHES_OWN = 8;

/** No edge, and more edges than are told apart. */
export const NONE = -1;
export const SEVERAL = -2;

/**
 * The nodes of a list of edges: where edges cross, and where an end of one lies on another, decided exactly.
 * Ends that edges of a ring have in common by following each other are no nodes. Scratch.
 */
export class KernelNodes {
  /** Whether edges of the first, of the second owner were found to meet among themselves. */
  readonly meetsItself: [boolean, boolean] = [false, false];
  /** How many meetings were found. */
  met = 0;
  /** For each edge what touches its start and its end. */
  startTouch = new Uint8Array(256);
  endTouch = new Uint8Array(256);
  /** The two edges of the other polygon that touch the end of each edge; SEVERAL when there are more. */
  endFirst = new Int32Array(256);
  endSecond = new Int32Array(256);
  /** Which edges lie along each other. */
  readonly along = new KernelAlong();
  /** First of the nodes inside an edge; -1 for none. */
  private head = new Int32Array(256);

  private nodeCount = 0;
  private nodeNext = new Int32Array(256);
  private nodeX = new Float64Array(256);
  private nodeY = new Float64Array(256);
  private nodeBits = new Uint8Array(256);
  private nodePartner = new Int32Array(256);

  /** The nodes of one edge in the order of its way, filled by `sortInner`. */
  x = new Float64Array(16);
  y = new Float64Array(16);
  bits = new Uint8Array(16);
  /** The two edges of the other polygon that touch the edge there, as for ends. */
  first = new Int32Array(16);
  second = new Int32Array(16);
  private order = new Int32Array(16);

  private list!: EdgeList;

  begin(list: EdgeList): void {
    this.list = list;
    this.met = 0;
    this.meetsItself[0] = this.meetsItself[1] = false;
    this.nodeCount = 0;
    this.along.begin(list);
    const size = list.count;
    if (this.head.length < size) {
      this.head = new Int32Array(2 * size);
      this.startTouch = new Uint8Array(2 * size);
      this.endTouch = new Uint8Array(2 * size);
      this.endFirst = new Int32Array(2 * size);
      this.endSecond = new Int32Array(2 * size);
    }
    this.head.fill(-1, 0, size);
    this.startTouch.fill(0, 0, size);
    this.endTouch.fill(0, 0, size);
    this.endFirst.fill(NONE, 0, size);
    this.endSecond.fill(NONE, 0, size);
  }

  /** Finds how two edges meet and notes it on both. */
  meet(e: number, f: number): void {
    const { owner } = this.list;
    const own = owner[e] === owner[f];
    const before = this.met;
    this.compare(e, f, own);
    if (own && this.met > before) this.meetsItself[owner[e] === 0 ? 0 : 1] = true;
  }

  private compare(e: number, f: number, own: boolean): void {
    const { ax, ay, bx, by } = this.list;
    const eax = ax[e]!;
    const eay = ay[e]!;
    const ebx = bx[e]!;
    const eby = by[e]!;
    const fax = ax[f]!;
    const fay = ay[f]!;
    const fbx = bx[f]!;
    const fby = by[f]!;
    // Borders that run together share vertices: most meetings are of this kind.
    if (eax === fax && eay === fay) {
      if (this.join(e, f, true, true, ebx, eby, fbx, fby, eax, eay, own)) return;
    } else if (eax === fbx && eay === fby) {
      if (this.join(e, f, true, false, ebx, eby, fax, fay, eax, eay, own)) return;
    } else if (ebx === fax && eby === fay) {
      if (this.join(e, f, false, true, eax, eay, fbx, fby, ebx, eby, own)) return;
    } else if (ebx === fbx && eby === fby) {
      if (this.join(e, f, false, false, eax, eay, fax, fay, ebx, eby, own)) return;
    }
    const fa = exactTurn(eax, eay, ebx, eby, fax, fay);
    const fb = exactTurn(eax, eay, ebx, eby, fbx, fby);
    if ((fa > 0 && fb > 0) || (fa < 0 && fb < 0)) return;
    const ea = exactTurn(fax, fay, fbx, fby, eax, eay);
    const eb = exactTurn(fax, fay, fbx, fby, ebx, eby);
    if ((ea > 0 && eb > 0) || (ea < 0 && eb < 0)) return;
    if (fa !== 0 && fb !== 0 && ea !== 0 && eb !== 0) {
      const t = fa / (fa - fb);
      const x = fax + (fbx - fax) * t;
      const y = fay + (fby - fay) * t;
      const bits = own ? CROSSES_OWN : CROSSES_OTHER;
      this.put(e, x, y, bits, f);
      this.put(f, x, y, bits, e);
      this.met++;
      return;
    }
    const bits = own ? TOUCHES_OWN : TOUCHES_OTHER;
    const before = this.met;
    if (fa === 0) this.endOn(e, f, fax, fay, true, bits);
    if (fb === 0) this.endOn(e, f, fbx, fby, false, bits);
    if (ea === 0) this.endOn(f, e, eax, eay, true, bits);
    if (eb === 0) this.endOn(f, e, ebx, eby, false, bits);
    if (this.met > before && fa === 0 && fb === 0) this.along.putIfOverlap(e, f);
  }

  /**
   * Two edges with a common end v, which go on to p and q. Notes how they meet; false when they lie along each
   * other in part, which the caller finds out.
   */
  private join(
    e: number,
    f: number,
    startOfE: boolean,
    startOfF: boolean,
    px: number,
    py: number,
    qx: number,
    qy: number,
    vx: number,
    vy: number,
    own: boolean,
  ): boolean {
    const bits = own ? TOUCHES_OWN : TOUCHES_OTHER;
    const same = px === qx && py === qy;
    if (!same && exactTurn(vx, vy, px, py, qx, qy) === 0) {
      if ((px - vx) * (qx - vx) + (py - vy) * (qy - vy) > 0) return false;
    }
    this.met++;
    if (startOfE || same) this.startTouch[e]! |= bits;
    if (!startOfE || same) this.touchEnd(e, f, bits);
    if (startOfF || same) this.startTouch[f]! |= bits;
    if (!startOfF || same) this.touchEnd(f, e, bits);
    if (same) {
      this.along.put(e, f);
    }
    return true;
  }

  /** An end of edge g, in line with edge e: noted when it lies on it. */
  private endOn(e: number, g: number, x: number, y: number, isStart: boolean, bits: number): void {
    const { ax, ay, bx, by } = this.list;
    const x0 = ax[e]!;
    const y0 = ay[e]!;
    const x1 = bx[e]!;
    const y1 = by[e]!;
    if ((x < x0 && x < x1) || (x > x0 && x > x1) || (y < y0 && y < y1) || (y > y0 && y > y1)) return;
    this.met++;
    if (isStart) this.startTouch[g]! |= bits;
    else this.touchEnd(g, e, bits);
    if (x === x0 && y === y0) this.startTouch[e]! |= bits;
    else if (x === x1 && y === y1) this.touchEnd(e, g, bits);
    else this.put(e, x, y, bits, g);
  }

  private touchEnd(edge: number, partner: number, bits: number): void {
    this.endTouch[edge]! |= bits;
    if (bits !== TOUCHES_OTHER) return;
    const { endFirst, endSecond } = this;
    if (endFirst[edge] === partner || endSecond[edge] === partner) return;
    if (endFirst[edge] === NONE) endFirst[edge] = partner;
    else endSecond[edge] = endSecond[edge] === NONE ? partner : SEVERAL;
  }

  private put(edge: number, x: number, y: number, bits: number, partner: number): void {
    const i = this.nodeCount++;
    if (i === this.nodeX.length) this.growNodes();
    this.nodeX[i] = x;
    this.nodeY[i] = y;
    this.nodeBits[i] = bits;
    this.nodePartner[i] = partner;
    this.nodeNext[i] = this.head[edge]!;
    this.head[edge] = i;
  }

  private growNodes(): void {
    const size = 2 * this.nodeX.length;
    const { nodeX, nodeY, nodeBits, nodeNext, nodePartner } = this;
    (this.nodePartner = new Int32Array(size)).set(nodePartner);
    (this.nodeX = new Float64Array(size)).set(nodeX);
    (this.nodeY = new Float64Array(size)).set(nodeY);
    (this.nodeBits = new Uint8Array(size)).set(nodeBits);
    (this.nodeNext = new Int32Array(size)).set(nodeNext);
  }

  hasInner(edge: number): boolean {
    return this.head[edge]! >= 0;
  }

  /**
   * The nodes inside an edge in the order of its way, into `x`, `y`, `bits`; equal ones once.
   *
   * @returns how many; -1 when two of them, or one and an end, are nearer than `slack` and not the same: their
   * order is then not certain
   */
  sortInner(edge: number, slack: number): number {
    const { nodeX, nodeY, nodeBits, nodePartner } = this;
    const { ax, ay, bx, by } = this.list;
    const dx = bx[edge]! - ax[edge]!;
    const dy = by[edge]! - ay[edge]!;
    const flat = Math.abs(dx) >= Math.abs(dy);
    const sign = (flat ? dx : dy) > 0 ? 1 : -1;
    const keyOf = flat ? nodeX : nodeY;
    const count = this.orderedNodes(edge, keyOf, sign);
    const { x, y, bits, order, first, second } = this;
    let n = 0;
    let last = sign * (flat ? ax[edge]! : ay[edge]!);
    for (let k = 0; k < count; k++) {
      const node = order[k]!;
      if (n > 0 && nodeX[node] === x[n - 1] && nodeY[node] === y[n - 1]) {
        // Two crossings in one place need not be in the same place exactly.
        if (((bits[n - 1]! | nodeBits[node]!) & (CROSSES_OTHER | CROSSES_OWN)) !== 0) return -1;
        bits[n - 1]! |= nodeBits[node]!;
        if (first[n - 1] !== nodePartner[node] && second[n - 1] !== nodePartner[node]) {
          second[n - 1] = second[n - 1] === NONE ? nodePartner[node]! : SEVERAL;
        }
        continue;
      }
      const key = sign * keyOf[node]!;
      if (key - last <= slack) return -1;
      last = key;
      x[n] = nodeX[node]!;
      y[n] = nodeY[node]!;
      first[n] = nodePartner[node]!;
      second[n] = NONE;
      bits[n++] = nodeBits[node]!;
    }
    return sign * (flat ? bx[edge]! : by[edge]!) - last > slack ? n : -1;
  }

  private orderedNodes(edge: number, keyOf: Float64Array, sign: number): number {
    const { nodeNext } = this;
    let count = 0;
    for (let i = this.head[edge]!; i >= 0; i = nodeNext[i]!) count++;
    if (count > this.order.length) {
      this.order = new Int32Array(2 * count);
      this.x = new Float64Array(2 * count);
      this.y = new Float64Array(2 * count);
      this.bits = new Uint8Array(2 * count);
      this.first = new Int32Array(2 * count);
      this.second = new Int32Array(2 * count);
    }
    const { order } = this;
    let n = 0;
    if (count > 32) {
      for (let i = this.head[edge]!; i >= 0; i = nodeNext[i]!) order[n++] = i;
      order.subarray(0, n).sort((i, j) => sign * (keyOf[i]! - keyOf[j]!));
      return n;
    }
    for (let i = this.head[edge]!; i >= 0; i = nodeNext[i]!) {
      const key = sign * keyOf[i]!;
      let at = n++;
      while (at > 0 && sign * keyOf[order[at - 1]!]! > key) {
        order[at] = order[at - 1]!;
        at--;
      }
      order[at] = i;
    }
    return n;
  }
}
