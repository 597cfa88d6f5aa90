import { outcode } from './localise.ts';
import type { Piece } from './overlay.ts';
import type { Box } from './packed.ts';

/**
 * What is nearer to a window's border than this, degrees (a tenth of a step), is not told apart from it: far more
 * than rounding, and less than the half step by which windows stay away from the grid.
 */
export const NEAR_BORDER = 1e-10;

/** Where borders pass the border of a window, in the order of their rings. */
export interface WindowCuts {
  /** Rings that are cut, as closed runs of points `from` to `last` of the coordinates. */
  readonly rings: readonly CutRing[];
  /** Rings that lie in the window: piece and ring. */
  readonly within: readonly (readonly [piece: number, ring: number])[];
  /** Of each cut: its ring in `rings`, the edge (named by its first point), and where on the window's border. */
  readonly ring: readonly number[];
  readonly edge: readonly number[];
  readonly at: readonly number[];
  /** The border goes into the window there, else out of it. */
  readonly enters: readonly boolean[];
}

export interface CutRing {
  readonly piece: number;
  readonly ring: number;
  readonly xy: Float64Array;
  readonly from: number;
  readonly last: number;
  /** Its cuts are numbered from here, and end before there. */
  readonly firstCut: number;
  readonly endCut: number;
}

/** The cut that follows on the same ring. */
export function cutAfter({ rings, ring }: WindowCuts, cut: number): number {
  const { firstCut, endCut } = rings[ring[cut]!]!;
  return cut + 1 < endCut ? cut + 1 : firstCut;
}

/**
 * Cuts the rings of pieces at a window. Undefined where it cannot be told for sure: a vertex on the window's
 * border, a border through its corner.
 */
export function cutAtWindow(pieces: readonly Piece[], window: Box): WindowCuts | undefined {
  const cutter = new Cutter(window);
  for (let piece = 0; piece < pieces.length; piece++) {
    const { geometry } = pieces[piece]!;
    const { box, rings } = geometry;
    if (box[0] > window[2] || box[2] < window[0] || box[1] > window[3] || box[3] < window[1]) continue;
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      if (!cutter.cut(piece, ring, geometry.xy, rings[ring]!, rings[ring + 1]! - 1)) return undefined;
    }
  }
  return cutter;
}

class Cutter implements WindowCuts {
  readonly rings: CutRing[] = [];
  readonly within: [number, number][] = [];
  readonly ring: number[] = [];
  readonly edge: number[] = [];
  readonly at: number[] = [];
  readonly enters: boolean[] = [];
  private readonly window: Box;
  private readonly wide: Box;
  private readonly narrow: Box;

  constructor(window: Box) {
    const [west, south, east, north] = window;
    const e = NEAR_BORDER;
    this.window = window;
    this.wide = [west - e, south - e, east + e, north + e];
    this.narrow = [west + e, south + e, east - e, north - e];
  }

  /** False where it cannot be told. */
  cut(piece: number, ring: number, xy: Float64Array, from: number, last: number): boolean {
    const { window } = this;
    const [west, south, east, north] = window;
    const firstCut = this.at.length;
    let hasInside = false;
    let x1 = xy[2 * from]!;
    let y1 = xy[2 * from + 1]!;
    let code = outcode(x1, y1, window);
    for (let i = from, k = 2 * from + 2; i < last; i++, k += 2) {
      const x2 = xy[k]!;
      const y2 = xy[k + 1]!;
      // Most of a ring lies far away on one side; that is asked first, and cheaply.
      const next = (x2 < west ? 1 : x2 > east ? 2 : 0) | (y2 < south ? 4 : y2 > north ? 8 : 0);
      if ((code & next) === 0) {
        if (this.isNear(x1, y1) || this.isNear(x2, y2)) return false;
        if (code === 0) hasInside = true;
        if ((code | next) !== 0 && !this.cutEdge(i, x1, y1, x2, y2, code === 0, next === 0)) return false;
      }
      x1 = x2;
      y1 = y2;
      code = next;
    }
    const endCut = this.at.length;
    if (endCut > firstCut) {
      for (let cut = firstCut; cut < endCut; cut++) this.ring.push(this.rings.length);
      this.rings.push({ piece, ring, xy, from, last, firstCut, endCut });
    } else if (hasInside) this.within.push([piece, ring]);
    return true;
  }

  private isNear(x: number, y: number): boolean {
    return outcode(x, y, this.wide) === 0 && outcode(x, y, this.narrow) !== 0;
  }

  /** Notes where an edge that is not wholly inside goes through the border. */
  private cutEdge(
    edge: number,
    x1: number,
    y1: number,
    x2: number,
    y2: number,
    startsInside: boolean,
    endsInside: boolean,
  ): boolean {
    const [west, south, east, north] = this.window;
    const dx = x2 - x1;
    const dy = y2 - y1;
    // Parts of the edge from where it has passed the sides it comes from, until it passes those it goes to.
    const enterX = dx > 0 ? (west - x1) / dx : dx < 0 ? (east - x1) / dx : -Infinity;
    const enterY = dy > 0 ? (south - y1) / dy : dy < 0 ? (north - y1) / dy : -Infinity;
    const leaveX = dx > 0 ? (east - x1) / dx : dx < 0 ? (west - x1) / dx : Infinity;
    const leaveY = dy > 0 ? (north - y1) / dy : dy < 0 ? (south - y1) / dy : Infinity;
    if (!startsInside && !endsInside) {
      const through = (Math.min(leaveX, leaveY) - Math.max(enterX, enterY)) * (Math.abs(dx) + Math.abs(dy));
      if (through < -4 * NEAR_BORDER) return true;
      if (through < 4 * NEAR_BORDER) return false;
    }
    if (!startsInside) {
      const isSide = enterX > enterY;
      const side = isSide ? (dx > 0 ? 3 : 1) : dy > 0 ? 0 : 2;
      if (!this.note(edge, true, side, isSide ? y1 + dy * enterX : x1 + dx * enterY)) return false;
    }
    if (!endsInside) {
      const isSide = leaveX < leaveY;
      const side = isSide ? (dx > 0 ? 1 : 3) : dy > 0 ? 2 : 0;
      if (!this.note(edge, false, side, isSide ? y1 + dy * leaveX : x1 + dx * leaveY)) return false;
    }
    return true;
  }

  /** @param side south, east, north, west */
  private note(edge: number, enters: boolean, side: number, value: number): boolean {
    const [west, south, east, north] = this.window;
    const width = east - west;
    const height = north - south;
    const length = side === 0 || side === 2 ? width : height;
    const along =
      side === 0 ? value - west : side === 1 ? value - south : side === 2 ? east - value : north - value;
    if (!(along > NEAR_BORDER && along < length - NEAR_BORDER)) return false;
    this.edge.push(edge);
    this.enters.push(enters);
    this.at.push(along + (side > 0 ? width : 0) + (side > 1 ? height : 0) + (side > 2 ? width : 0));
    return true;
  }
}

/**
 * Which cut of the one is which of the other, where borders are the same all along the window's border; undefined
 * where they are not, or too near each other to tell.
 */
export function matchCuts(a: WindowCuts, b: WindowCuts): Int32Array | undefined {
  const count = a.at.length;
  if (b.at.length !== count) return undefined;
  const order = (at: readonly number[]): Int32Array =>
    Int32Array.from({ length: count }, (_, i) => i).sort((i, j) => at[i]! - at[j]!);
  const ofA = order(a.at);
  const ofB = order(b.at);
  const match = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const i = ofA[k]!;
    const j = ofB[k]!;
    if (Math.abs(a.at[i]! - b.at[j]!) > NEAR_BORDER || a.enters[i] !== b.enters[j]) return undefined;
    if (k > 0 && a.at[i]! - a.at[ofA[k - 1]!]! < 4 * NEAR_BORDER) return undefined;
    // Around a region borders go in and out by turns.
    if (k > 0 && a.enters[i] === a.enters[ofA[k - 1]!]) return undefined;
    match[i] = j;
  }
  return match;
}
