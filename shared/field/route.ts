import { RADIANS } from '../geometry/ellipsoid.ts';
import type { LonLat } from '../geometry/geodesic.ts';

/** Places beyond this many are improved only among those that are near in the order. */
const ALL_PAIRS = 600;
/** How far along the order two legs are exchanged when there are more. */
const WINDOW = 60;
/** Rounds of improvement at most; each goes over all pairs. */
const ROUNDS = 40;
/** Shorter by less than this, relative to the leg, is no improvement: rounding would go on for ever. */
const LEAST_GAIN = 1e-12;

/**
 * Places as a plane about their middle, degrees of latitude in both directions. Over a county the error is far below
 * what one walks around a field; lengths that people read come from the ellipsoid.
 */
function planeOf(places: readonly LonLat[]): { readonly x: Float64Array; readonly y: Float64Array } {
  const middle = places.reduce((sum, place) => sum + place[1], 0) / Math.max(1, places.length);
  const narrow = Math.cos(middle * RADIANS);
  return {
    x: Float64Array.from(places, ([lon]) => lon * narrow),
    y: Float64Array.from(places, ([, lat]) => lat),
  };
}

type Plane = ReturnType<typeof planeOf>;

const leg = ({ x, y }: Plane, a: number, b: number): number => Math.hypot(x[a]! - x[b]!, y[a]! - y[b]!);

function lengthIn(plane: Plane, order: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < order.length; i++) sum += leg(plane, order[i - 1]!, order[i]!);
  return sum;
}

/** From the first place always to the nearest one that is left; equal ones in the order given. */
function nearestNext(plane: Plane): number[] {
  const count = plane.x.length;
  const left = Array.from({ length: count - 1 }, (_, i) => i + 1);
  const order = [0];
  while (left.length > 0) {
    const from = order.at(-1)!;
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < left.length; i++) {
      const [dx, dy] = [plane.x[left[i]!]! - plane.x[from]!, plane.y[left[i]!]! - plane.y[from]!];
      const square = dx * dx + dy * dy;
      if (square < least || (square === least && left[i]! < left[best]!)) [best, least] = [i, square];
    }
    order.push(left[best]!);
    left[best] = left.at(-1)!;
    left.pop();
  }
  return order;
}

/** Turns parts of the way round as long as that makes it shorter (2-opt). The first place stays the first. */
function straightened(plane: Plane, order: number[]): number[] {
  const reach = order.length > ALL_PAIRS ? WINDOW : order.length;
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false;
    for (let i = 1; i < order.length - 1; i++)
      for (let j = i + 1; j < Math.min(order.length, i + reach); j++) {
        const [a, b, c, d] = [order[i - 1]!, order[i]!, order[j]!, order[j + 1]];
        const before = leg(plane, a, b) + (d === undefined ? 0 : leg(plane, c, d));
        const after = leg(plane, a, c) + (d === undefined ? 0 : leg(plane, b, d));
        if (after >= before - before * LEAST_GAIN) continue;
        for (let low = i, high = j; low < high; low++, high--)
          [order[low], order[high]] = [order[high]!, order[low]!];
        better = true;
      }
  }
  return order;
}

/**
 * A short way over places: from the nearest to the next nearest, then without crossings. It does not come back.
 *
 * @param places degrees
 * @param start where one stands; null to set out from the first place
 * @returns numbers of the places in the order in which to go to them, each once; never longer than `nearestOrder`
 */
export function routeOrder(places: readonly LonLat[], start: LonLat | null): number[] {
  if (places.length === 0) return [];
  const { plane, out } = begun(places, start);
  const near = nearestNext(plane);
  const better = straightened(plane, [...near]);
  return out(lengthIn(plane, better) <= lengthIn(plane, near) ? better : near);
}

/** The same without the improvement: always to the nearest place that is left. */
export function nearestOrder(places: readonly LonLat[], start: LonLat | null): number[] {
  if (places.length === 0) return [];
  const { plane, out } = begun(places, start);
  return out(nearestNext(plane));
}

/** How long a way is, in the plane in which it was sought: degrees of latitude. */
export function orderLength(
  places: readonly LonLat[],
  order: readonly number[],
  start: LonLat | null,
): number {
  const { plane, all } = begun(places, start);
  return lengthIn(plane, start === null ? order : [0, ...order.map((i) => i + (all - places.length))]);
}

/** The start as a place before the others, where there is one. */
function begun(places: readonly LonLat[], start: LonLat | null) {
  const all = start === null ? places : [start, ...places];
  return {
    plane: planeOf(all),
    all: all.length,
    out: (order: readonly number[]): number[] =>
      start === null ? [...order] : order.slice(1).map((i) => i - 1),
  };
}
