import { RADIANS } from '../geometry/ellipsoid.ts';
import type { LonLat } from '../geometry/geodesic.ts';

/** Places beyond this many are improved only among those that are near in the order. */
const ALL_PAIRS = 600;
/** How far along the order two legs are exchanged when there are more. */
const WINDOW = 60;
/** Rounds of improvement at most; each goes over all pairs that are looked at. */
const ROUNDS = 40;
const ROUNDS_OF_MANY = 10;
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

/** Not `Math.hypot`, which is many times slower; nothing here is near the limits it minds. */
function leg({ x, y }: Plane, a: number, b: number): number {
  const dx = x[a]! - x[b]!;
  const dy = y[a]! - y[b]!;
  return Math.sqrt(dx * dx + dy * dy);
}

function lengthIn(plane: Plane, order: readonly number[]): number {
  let sum = 0;
  for (let i = 1; i < order.length; i++) sum += leg(plane, order[i - 1]!, order[i]!);
  return sum;
}

/** From the first place always to the nearest one that is left; equal ones in the order given. */
function nearestNext(plane: Plane): number[] {
  // Those that are left stand side by side: they are gone through once for every step.
  const [x, y] = [plane.x.slice(1), plane.y.slice(1)];
  const left = Int32Array.from(x, (_, i) => i + 1);
  const order = [0];
  for (let count = left.length; count > 0; count--) {
    const from = order.at(-1)!;
    const [fromX, fromY] = [plane.x[from]!, plane.y[from]!];
    let best = 0;
    let least = Infinity;
    for (let i = 0; i < count; i++) {
      const dx = x[i]! - fromX;
      const dy = y[i]! - fromY;
      const square = dx * dx + dy * dy;
      if (square < least || (square === least && left[i]! < left[best]!)) {
        best = i;
        least = square;
      }
    }
    order.push(left[best]!);
    const last = count - 1;
    x[best] = x[last]!;
    y[best] = y[last]!;
    left[best] = left[last]!;
  }
  return order;
}

/** Turns parts of the way round as long as that makes it shorter (2-opt). The first place stays the first. */
function straightened(plane: Plane, order: number[]): number[] {
  const many = order.length > ALL_PAIRS;
  const reach = many ? WINDOW : order.length;
  for (let round = 0, better = true; better && round < (many ? ROUNDS_OF_MANY : ROUNDS); round++) {
    better = false;
    for (let i = 1; i < order.length - 1; i++) {
      const a = order[i - 1]!;
      const end = Math.min(order.length, i + reach);
      for (let j = i + 1; j < end; j++) {
        const b = order[i]!;
        const c = order[j]!;
        const last = j + 1 === order.length;
        const d = last ? c : order[j + 1]!;
        const before = leg(plane, a, b) + (last ? 0 : leg(plane, c, d));
        const after = leg(plane, a, c) + (last ? 0 : leg(plane, b, d));
        if (after >= before - before * LEAST_GAIN) continue;
        order.splice(i, j - i + 1, ...order.slice(i, j + 1).toReversed());
        better = true;
      }
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
