import Flatbush from 'flatbush';
import { polygonAreaM2 } from '../geometry/area.ts';
import { pointCount } from '../geometry/counts.ts';
import type { Overlay } from '../geometry/overlay.ts';
import type { Packed } from '../geometry/packed.ts';
import type { MeasureTogether, PieceDraft } from '../rules/define-rule.ts';

const sum = (pieces: readonly Pick<PieceDraft, 'areaM2'>[]): number =>
  pieces.reduce((total, { areaM2 }) => total + areaM2, 0);

/** Net area of all pieces; undefined as soon as one is not known. */
function netSum(pieces: readonly PieceDraft[]): number | undefined {
  let net = 0;
  for (const piece of pieces) {
    if (piece.netAreaM2 === undefined) return undefined;
    net += piece.netAreaM2;
  }
  return net;
}

/**
 * What was worked out of pieces, for as long as they stay: an edit leaves most pieces of a finding as they are, and
 * only what it changed is measured with the others anew.
 */
interface Known {
  readonly overlap: WeakMap<Packed, WeakMap<Packed, boolean>>;
  /** Area of a heap under its first piece. */
  readonly heaps: WeakMap<Packed, { readonly members: readonly Packed[]; readonly areaM2: number }>;
}
const knownBy = new WeakMap<Overlay, Known>();

function knownOf(overlay: Overlay): Known {
  const known = knownBy.get(overlay) ?? { overlap: new WeakMap(), heaps: new WeakMap() };
  knownBy.set(overlay, known);
  return known;
}

/** Of fewer pieces, and of fewer points than this nothing is kept: they are as soon looked at again. */
const MANY = 16;
const MANY_POINTS = 1000;

const isMuch = (pieces: readonly PieceDraft[]): boolean =>
  pieces.length >= MANY ||
  pieces.reduce((points, one) => points + pointCount(one.geometry), 0) >= MANY_POINTS;

const overlapNow = (overlay: Overlay, a: Packed, b: Packed): boolean =>
  overlay.measure('intersection', a, b).length > 0;

function overlapOnce(overlay: Overlay, a: Packed, b: Packed): boolean {
  const { overlap } = knownOf(overlay);
  const ofA = overlap.get(a) ?? new WeakMap<Packed, boolean>();
  overlap.set(a, ofA);
  let answer = ofA.get(b);
  if (answer === undefined) {
    answer = overlapNow(overlay, a, b);
    ofA.set(b, answer);
  }
  return answer;
}

/** Pieces in heaps: those that overlap each other, directly or by others between them, in order of the pieces. */
function heapsOf(pieces: readonly PieceDraft[], overlay: Overlay): PieceDraft[][] {
  const doOverlap = isMuch(pieces) ? overlapOnce : overlapNow;
  const index = new Flatbush(pieces.length);
  for (const { geometry } of pieces) index.add(...geometry.box);
  index.finish();
  /** For each piece one before it in its heap, or itself. */
  const before = pieces.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (before[at] !== at) at = before[at] = before[before[at]!]!;
    return at;
  };
  pieces.forEach(({ geometry }, i) => {
    for (const j of index.search(...geometry.box, (k) => k > i)) {
      const [a, b] = [root(i), root(j)];
      if (a !== b && doOverlap(overlay, geometry, pieces[j]!.geometry))
        before[Math.max(a, b)] = Math.min(a, b);
    }
  });
  const heaps = new Map<number, PieceDraft[]>();
  pieces.forEach((piece, i) => {
    const heap = heaps.get(root(i));
    if (heap === undefined) heaps.set(root(i), [piece]);
    else heap.push(piece);
  });
  return [...heaps.values()];
}

/** The ground under a heap, m2. */
function heapAreaM2(heap: readonly PieceDraft[], overlay: Overlay): number {
  if (heap.length === 1) return sum(heap);
  const members = heap.map(({ geometry }) => geometry);
  const { heaps } = knownOf(overlay);
  const known = heaps.get(members[0]!);
  if (known?.members.length === members.length && known.members.every((one, i) => one === members[i])) {
    return known.areaM2;
  }
  const areaM2 = polygonAreaM2(overlay.unionAll(members));
  heaps.set(members[0]!, { members, areaM2 });
  return areaM2;
}

/**
 * Areas of pieces together. Where counterparts overlap each other (two reserves on one hill), the ground under
 * both counts once; the net area is lowered in proportion. `disjoint` layers are summed without looking.
 */
export const measureTogether =
  (overlay: Overlay, disjoint: boolean): MeasureTogether =>
  (pieces) => {
    const total = sum(pieces);
    const net = netSum(pieces);
    const heaps = disjoint || pieces.length < 2 ? [] : heapsOf(pieces, overlay);
    const overlaps = heaps.some(({ length }) => length > 1);
    const areaM2 = overlaps ? heaps.reduce((all, heap) => all + heapAreaM2(heap, overlay), 0) : total;
    if (net === undefined) return { areaM2 };
    return { areaM2, netAreaM2: overlaps ? net * (areaM2 / total) : net };
  };
