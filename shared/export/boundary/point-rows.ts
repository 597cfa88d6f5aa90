import { ringCount, ringXY } from '../../geometry/counts.ts';
import type { Packed } from '../../geometry/packed.ts';

/** One line of a table of boundary points (界址点成果表). */
export interface BoundaryPoint {
  /** `J1`; numbers run on over the rings of a plot. */
  readonly name: string;
  /** Number of the ring in the plot, from 1: holes and further parts have their own. */
  readonly ring: number;
  /** North and east, metres, as printed: to the millimetre. */
  readonly x: number;
  readonly y: number;
  /** Metres in the plane from this point to the next, of what is printed; null for the line that closes the ring. */
  readonly sideM: number | null;
}

const STEPS_A_METRE = 1000;
const printed = (metres: number): number => Math.round(metres * STEPS_A_METRE) / STEPS_A_METRE;

/** Where a ring is begun: at its north-western corner, as surveyors do. */
function northWest(ring: ArrayLike<number>, points: number): number {
  let best = 0;
  for (let i = 1; i < points; i++) {
    if (ring[2 * i + 1]! - ring[2 * i]! > ring[2 * best + 1]! - ring[2 * best]!) best = i;
  }
  return best;
}

/**
 * The points of a polygon in a plane (easting first), ring by ring from the north-western corner, shells clockwise on
 * the map; each ring ends with its first point again.
 */
export function* boundaryPoints(plane: Packed): Generator<BoundaryPoint> {
  let number = 0;
  for (let r = 0; r < ringCount(plane); r++) {
    const ring = ringXY(plane, r);
    const points = ring.length / 2 - 1;
    if (points < 1) continue;
    const start = northWest(ring, points);
    // Shells are stored counter-clockwise.
    const at = (k: number): number => (((start - k) % points) + points) % points;
    const place = (k: number) => ({ x: printed(ring[2 * at(k) + 1]!), y: printed(ring[2 * at(k)]!) });
    for (let k = 0; k < points; k++) {
      const [here, next] = [place(k), place(k + 1)];
      const sideM = Math.hypot(next.x - here.x, next.y - here.y);
      yield { name: `J${number + k + 1}`, ring: r + 1, ...here, sideM };
    }
    yield { name: `J${number + 1}`, ring: r + 1, ...place(0), sideM: null };
    number += points;
  }
}
