import { intersectionBox, unionBoxes } from '../geometry/box.ts';
import { edgeCount, edgeMeets } from '../geometry/coverage-chain.ts';
import { forEachHalfEdge, type TakeEdge } from '../geometry/coverage-edges.ts';
import { EdgeTally } from '../geometry/coverage-tally.ts';
import type { Box } from '../geometry/packed.ts';
import { pointInPolygon } from '../geometry/predicates.ts';
import { boxInSteps, roomyInDegrees } from './coverage-parts.ts';
import type { CheckFeature } from './source.ts';

type IsSound = (fid: number) => boolean;

/** Takes on those edges that meet one of the boxes (steps). */
export function takeWithin(places: readonly Box[], tally: EdgeTally): TakeEdge {
  return (ax, ay, bx, by) => {
    const [x0, x1] = ax < bx ? [ax, bx] : [bx, ax];
    const [y0, y1] = ay < by ? [ay, by] : [by, ay];
    if (places.some((box) => x0 <= box[2] && x1 >= box[0] && y0 <= box[3] && y1 >= box[1])) {
      tally.add(ax, ay, bx, by);
    }
  };
}

/**
 * The edges of features that meet some boxes, opposite ones cancelled.
 * @param boxes degrees
 * @param near every feature whose box meets one of them
 */
export function edgesLeft(boxes: readonly Box[], near: readonly CheckFeature[], isSound: IsSound): EdgeTally {
  const tally = new EdgeTally();
  const places = boxes.map(boxInSteps);
  const take = takeWithin(places, tally);
  const within = roomyInDegrees(unionBoxes(places));
  for (const { geometry, fid } of near) forEachHalfEdge(geometry, isSound(fid), take, within);
  return tally;
}

/** Whether a feature that was looked around and another certainly have no ground in common; false says nothing. */
export type LayApart = (one: CheckFeature, other: CheckFeature) => boolean;

/**
 * Tells most neighbours apart without an overlay. Where no edge is left over in what their boxes have in common, every
 * point there is covered equally often: once or never, and they share no ground.
 *
 * @param left what `edgesLeft` leaves over in the box of the first of the two
 * @param near every feature whose box meets that box
 */
export function layApart(left: Float64Array, near: readonly CheckFeature[], isSound: IsSound): LayApart {
  if (!near.every(({ fid }) => isSound(fid))) return () => false;
  const isEven = (box: Box): boolean => {
    const steps = boxInSteps(box);
    for (let i = 0; i < edgeCount(left); i++) if (edgeMeets(left, i, steps)) return false;
    return true;
  };
  const isOnce = (box: Box): boolean => isEven(box) && timesCovered(near, box) < 2;
  // Where that holds in all of a feature's box, as it mostly does, none of its neighbours has to be asked.
  const alone = new Map<CheckFeature, boolean>();
  return (one, other) => {
    const common = intersectionBox(one.geometry.box, other.geometry.box);
    if (common[0] === common[2] || common[1] === common[3]) return true;
    let isAlone = alone.get(one);
    if (isAlone === undefined) alone.set(one, (isAlone = isOnce(one.geometry.box)));
    return isAlone || isOnce(common);
  };
}

/** Shares of a box at which points in it are looked at: odd ones, as borders like to lie halfway. */
const SHARES = [
  [0.4142, 0.5772],
  [0.6183, 0.3679],
  [0.2718, 0.7321],
] as const;

/** How many features cover a point of a box; Infinity where every point that was tried lies on a border. */
function timesCovered(near: readonly CheckFeature[], [west, south, east, north]: Box): number {
  for (const [across, up] of SHARES) {
    const count = timesCoveredAt(near, west + across * (east - west), south + up * (north - south));
    if (count !== null) return count;
  }
  return Infinity;
}

/** How many features cover a point; null where it lies on the border of one. */
function timesCoveredAt(near: readonly CheckFeature[], x: number, y: number): number | null {
  let count = 0;
  for (const { geometry } of near) {
    const place = pointInPolygon(geometry, x, y);
    if (place === 'boundary') return null;
    if (place === 'inside') count++;
  }
  return count;
}
