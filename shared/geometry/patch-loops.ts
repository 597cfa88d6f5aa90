import { authalicQ } from './area.ts';
import { RADIANS } from './ellipsoid.ts';
import type { Piece } from './overlay.ts';
import type { Box } from './packed.ts';
import { VertexIndex } from './vertex-index.ts';
import { cutAfter, type WindowCuts } from './window-cuts.ts';

/** A closed ring that begins at its lowest leftmost vertex, and what it was made of. */
export interface PatchedRing {
  readonly xy: Float64Array;
  /** Pieces before that its parts outside the window come from. */
  readonly sources: readonly number[];
  /** Area that its parts in the window add (ChainArea), m2. */
  readonly inside: number;
}

/** A run of points of a ring: `count` from point `start`, going on from `last` to `from`. */
interface Run {
  readonly xy: Float64Array;
  readonly from: number;
  readonly last: number;
  readonly start: number;
  readonly count: number;
}

/** The points after one cut up to the edge of the next. */
function runBetween(cuts: WindowCuts, cut: number, next: number): Run {
  const { xy, from, last } = cuts.rings[cuts.ring[cut]!]!;
  const edge = cuts.edge[cut]!;
  const start = edge + 1 === last ? from : edge + 1;
  // In and out on one edge: nothing between. Out and in again on one edge: all of the ring.
  if (cuts.enters[cut]! && cuts.edge[next] === edge) return { xy, from, last, start, count: 0 };
  const ahead = cuts.edge[next]! - start;
  return { xy, from, last, start, count: (ahead < 0 ? ahead + last - from : ahead) + 1 };
}

function copyRun({ xy, from, last, start, count }: Run, out: Float64Array, at: number): number {
  const ahead = Math.min(count, last - start);
  out.set(xy.subarray(2 * start, 2 * (start + ahead)), at);
  if (ahead < count) out.set(xy.subarray(2 * from, 2 * (from + count - ahead)), at + 2 * ahead);
  return at + 2 * count;
}

/** Sums areas along chains, counted from the corner of a window so that nothing far away is in the figures. */
export class ChainArea {
  private readonly x0: number;
  private readonly q0: number;
  private sum = 0;
  private px = 0;
  private pq = 0;

  constructor(window: Box) {
    this.x0 = window[0];
    this.q0 = authalicQ(window[1]);
  }

  begin(x: number, y: number): void {
    this.sum = 0;
    this.px = x - this.x0;
    this.pq = authalicQ(y) - this.q0;
  }

  to(x: number, y: number): void {
    const dx = x - this.x0;
    const dq = authalicQ(y) - this.q0;
    this.sum += this.px * dq - dx * this.pq;
    this.px = dx;
    this.pq = dq;
  }

  /** Since `begin`, m2. */
  get areaM2(): number {
    return (this.sum * RADIANS) / 2;
  }

  /** Of a closed ring, its points `from` to `last`. */
  ofRing(xy: Float64Array, from = 0, last = xy.length / 2 - 1): number {
    this.begin(xy[2 * from]!, xy[2 * from + 1]!);
    for (let i = 2 * from + 2; i <= 2 * last; i += 2) this.to(xy[i]!, xy[i + 1]!);
    return this.areaM2;
  }

  /** What the ring of a cut that goes in adds until the next one, with the edges that lead in and out. */
  ofCut(cuts: WindowCuts, cut: number): number {
    const { xy, from, last, start, count } = runBetween(cuts, cut, cutAfter(cuts, cut));
    const before = cuts.edge[cut]!;
    this.begin(xy[2 * before]!, xy[2 * before + 1]!);
    for (let i = 0, k = start; i <= count; i++, k = k + 1 === last ? from : k + 1)
      this.to(xy[2 * k]!, xy[2 * k + 1]!);
    return this.areaM2;
  }
}

/**
 * The rings that come of joining what the cut rings of `before` are outside the window to what those of `local` are
 * inside it. Undefined where borders touch in a vertex: which of the parts belong together there is a matter of the
 * whole.
 *
 * @param pieces of which `local` are the cuts
 * @param match which cut of `local` is which of `before` (matchCuts)
 */
export function patchLoops(
  before: WindowCuts,
  local: WindowCuts,
  pieces: readonly Piece[],
  match: Int32Array,
  area: ChainArea,
): readonly PatchedRing[] | undefined {
  const back = new Int32Array(match.length);
  match.forEach((j, i) => (back[j] = i));
  if (touchInside(local, pieces)) return undefined;
  const used = new Uint8Array(match.length);
  const made: PatchedRing[] = [];
  for (let first = 0; first < match.length; first++) {
    if (before.enters[first]! || used[first] === 1) continue;
    const runs: Run[] = [];
    const rings = new Set<number>();
    const sources = new Set<number>();
    let inside = 0;
    let size = 0;
    for (let out = first; used[out] === 0;) {
      used[out] = 1;
      const enter = cutAfter(before, out);
      const outer = runBetween(before, out, enter);
      const entered = match[enter]!;
      const left = cutAfter(local, entered);
      const inner = runBetween(local, entered, left);
      const next = back[left]!;
      rings.add(before.ring[out]!);
      sources.add(before.rings[before.ring[out]!]!.piece);
      inside += joinedArea(area, before, enter, inner, next);
      runs.push(outer, inner);
      size += outer.count + inner.count;
      out = next;
    }
    if (size < 3) continue;
    const ring = joined(runs, size);
    // Only parts of different rings can visit a vertex twice.
    if (rings.size > 1 && hasTouches(ring)) return undefined;
    made.push({ xy: rotated(ring), sources: [...sources], inside });
  }
  return made;
}

/** What the window's part of a joined ring adds: from the last point outside through the run to the next outside. */
function joinedArea(area: ChainArea, before: WindowCuts, enter: number, inner: Run, next: number): number {
  const { xy } = before.rings[before.ring[enter]!]!;
  const at = before.edge[enter]!;
  area.begin(xy[2 * at]!, xy[2 * at + 1]!);
  for (let i = 0, k = inner.start; i < inner.count; i++, k = k + 1 === inner.last ? inner.from : k + 1) {
    area.to(inner.xy[2 * k]!, inner.xy[2 * k + 1]!);
  }
  const after = before.rings[before.ring[next]!]!;
  const to = before.edge[next]! + 1;
  area.to(after.xy[2 * to]!, after.xy[2 * to + 1]!);
  return area.areaM2;
}

let scratch = new Float64Array(1 << 12);

/** The closed ring of runs, in a scratch array. */
function joined(runs: readonly Run[], size: number): Float64Array {
  if (scratch.length < 2 * size + 2) scratch = new Float64Array(4 * size);
  let at = 0;
  for (const run of runs) at = copyRun(run, scratch, at);
  scratch[at] = scratch[0]!;
  scratch[at + 1] = scratch[1]!;
  return scratch.subarray(0, at + 2);
}

/** Whether a closed ring visits a vertex twice. */
function hasTouches(ring: Float64Array): boolean {
  const size = ring.length / 2 - 1;
  const seen = new VertexIndex(size);
  for (let i = 0; i < size; i++) seen.add(ring[2 * i]!, ring[2 * i + 1]!);
  return seen.size < size;
}

/** Whether any vertex in the window is visited twice, by one ring or by two. */
function touchInside(cuts: WindowCuts, pieces: readonly Piece[]): boolean {
  const seen = new VertexIndex(32);
  let visits = 0;
  const visit = ({ xy, from, last, start, count }: Run): void => {
    visits += count;
    for (let i = 0, k = start; i < count; i++, k = k + 1 === last ? from : k + 1) {
      seen.add(xy[2 * k]!, xy[2 * k + 1]!);
    }
  };
  for (let cut = 0; cut < cuts.at.length; cut++) {
    if (cuts.enters[cut]!) visit(runBetween(cuts, cut, cutAfter(cuts, cut)));
  }
  for (const [piece, ring] of cuts.within) {
    const { xy, rings } = pieces[piece]!.geometry;
    const from = rings[ring]!;
    const last = rings[ring + 1]! - 1;
    visit({ xy, from, last, start: from, count: last - from });
  }
  return seen.size < visits;
}

/** Whether the rings are the same in the window, vertex for vertex. */
export function sameInside(a: WindowCuts, b: WindowCuts, match: Int32Array): boolean {
  if (a.within.length + b.within.length > 0) return false;
  for (let cut = 0; cut < match.length; cut++) {
    if (!a.enters[cut]!) continue;
    const one = runBetween(a, cut, cutAfter(a, cut));
    const two = runBetween(b, match[cut]!, cutAfter(b, match[cut]!));
    // Both have to go out in the same place as well.
    if (match[cutAfter(a, cut)] !== cutAfter(b, match[cut]!) || !sameRun(one, two)) return false;
  }
  return true;
}

function sameRun(a: Run, b: Run): boolean {
  if (a.count !== b.count) return false;
  for (let i = 0, k = a.start, l = b.start; i < a.count; i++) {
    if (a.xy[2 * k] !== b.xy[2 * l] || a.xy[2 * k + 1] !== b.xy[2 * l + 1]) return false;
    k = k + 1 === a.last ? a.from : k + 1;
    l = l + 1 === b.last ? b.from : l + 1;
  }
  return true;
}

/** A copy of the closed ring, turned round to begin at its lowest leftmost vertex. */
function rotated(ring: Float64Array): Float64Array {
  const size = ring.length - 2;
  let low = 0;
  for (let i = 2; i < size; i += 2) {
    const dx = ring[i]! - ring[low]!;
    if (dx < 0 || (dx === 0 && ring[i + 1]! < ring[low + 1]!)) low = i;
  }
  const out = new Float64Array(size + 2);
  out.set(ring.subarray(low, size));
  out.set(ring.subarray(0, low), size - low);
  out[size] = out[0]!;
  out[size + 1] = out[1]!;
  return out;
}
