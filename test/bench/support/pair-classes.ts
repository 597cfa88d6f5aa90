import { packPolygon } from '../../../shared/geometry/build-packed.ts';
import { fromSteps } from '../../../shared/geometry/grid.ts';
import type { Packed } from '../../../shared/geometry/packed.ts';
import { seeded } from '../../fixtures/parcels.ts';

/** How the small polygon of a pair lies to the other. */
export const LIES = ['contained', 'disjoint', 'touching', 'crossing', 'near-coincident'] as const;
export type Lie = (typeof LIES)[number];

export interface Pair {
  readonly small: Packed;
  readonly large: Packed;
}

/** Grid steps to about a metre at 30 N. */
const METRE = 10_000;
const CENTRE: Point = [110_000_000_000, 30_000_000_000];
/** About a parcel: 58 points, 120 m across. */
const SMALL_POINTS = 58;
const SMALL_RADIUS = 60 * METRE;

type Point = readonly [number, number];
type Walk = readonly Point[];

const toPacked = (walk: Walk): Packed =>
  packPolygon([[...walk, walk[0]!].map(([x, y]): [number, number] => [fromSteps(x), fromSteps(y)])]);

/** A border around `centre`, wavy at every scale; the radius lies between 0.75 and 1.25 of `radius`. */
function border(random: () => number, centre: Point, radius: number, points: number): Walk {
  const waves = Array.from({ length: 24 }, (_none, i) => ({
    times: Math.max(1, Math.round(2 ** (i / 2.4))),
    phase: random() * 2 * Math.PI,
    high: 0.08 / (1 + i),
  }));
  return Array.from({ length: points }, (_none, i): Point => {
    const turn = (2 * Math.PI * i) / points;
    const r = waves.reduce((sum, { times, phase, high }) => sum + high * Math.sin(times * turn + phase), 1);
    return [
      Math.round(centre[0] + radius * r * Math.cos(turn)),
      Math.round(centre[1] + radius * r * Math.sin(turn)),
    ];
  });
}

/** A run of the border's own points, closed by a way that lies `depth` steps further out. */
function alongside(large: Walk, from: number, depth: number, move: () => number): Walk {
  const run = Array.from({ length: SMALL_POINTS / 2 }, (_none, i) => large[(from + i) % large.length]!);
  const outer = run.map(([x, y]): Point => {
    const [dx, dy] = [x - CENTRE[0], y - CENTRE[1]];
    const grow = 1 + depth / Math.hypot(dx, dy);
    return [Math.round(CENTRE[0] + dx * grow), Math.round(CENTRE[1] + dy * grow)];
  });
  const inner = run.map(([x, y]): Point => [x + Math.round(move()), y + Math.round(move())]);
  return [...inner.reverse(), ...outer];
}

/** Pairs of one kind: the same large polygon, and small ones at places all around it. */
export function pairsOf(lie: Lie, points: number, count: number): Pair[] {
  const random = seeded(points + LIES.indexOf(lie));
  const radius = points <= 100 ? 2 * SMALL_RADIUS : (points * 8 * METRE) / (2 * Math.PI);
  const walk = border(random, CENTRE, radius, points);
  const large = toPacked(walk);
  const jitter = (): number => (random() - 0.5) * METRE;
  return Array.from({ length: count }, (_none, i): Pair => {
    const at = Math.floor((i * points) / count);
    const [x, y] = walk[at]!;
    const [dx, dy] = [x - CENTRE[0], y - CENTRE[1]];
    const place = (share: number): Point => [CENTRE[0] + dx * share, CENTRE[1] + dy * share];
    const blob = (centre: Point, size = SMALL_RADIUS): Walk => border(random, centre, size, SMALL_POINTS);
    const corner = (): Point => {
      const [x0, y0, x1, y1] = large.box.map((degrees) => degrees / fromSteps(1));
      const inset = SMALL_RADIUS * (points <= 100 ? 0.2 : 1.3);
      return [i % 2 ? x0! + inset : x1! - inset, i % 4 < 2 ? y0! + inset : y1! - inset];
    };
    const walks: Record<Lie, () => Walk> = {
      contained: () => blob(place(0.4), points <= 100 ? SMALL_RADIUS / 3 : SMALL_RADIUS),
      disjoint: () => blob(corner(), points <= 100 ? SMALL_RADIUS / 4 : SMALL_RADIUS),
      touching: () => alongside(walk, at, SMALL_RADIUS, () => 0),
      crossing: () => blob([x, y]),
      'near-coincident': () => alongside(walk, at, SMALL_RADIUS, jitter),
    };
    return { small: toPacked(walks[lie]()), large };
  });
}
