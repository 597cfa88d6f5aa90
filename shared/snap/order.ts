import { SNAP_KINDS, type SnapHit, type SnapKind, type SnapPlace } from '../bridge/snap-contract.ts';

const RANK = Object.fromEntries(SNAP_KINDS.map((kind, rank) => [kind, rank])) as Record<SnapKind, number>;

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const byPlace = (a: SnapPlace, b: SnapPlace): number =>
  byText(a.ref.table, b.ref.table) || byText(a.ref.uid, b.ref.uid) || a.ring - b.ring || a.index - b.index;

function byPlaces(a: readonly SnapPlace[], b: readonly SnapPlace[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = byPlace(a[i]!, b[i]!);
    if (order !== 0) return order;
  }
  // What is stored comes before what is only being drawn.
  return b.length - a.length;
}

/**
 * The total order of hits: kind, distance in grid steps, layer, uid, ring, index. It rests on stored coordinates
 * alone, not on tiles, zoom or the order in which features are found. (What none of these tells apart is told apart
 * by the shape in hand, then by the place itself.)
 */
export const byOrder = (a: SnapHit, b: SnapHit): number =>
  RANK[a.kind] - RANK[b.kind] ||
  a.distance - b.distance ||
  byPlaces(a.on, b.on) ||
  (a.own ?? -1) - (b.own ?? -1) ||
  a.point[0] - b.point[0] ||
  a.point[1] - b.point[1];
