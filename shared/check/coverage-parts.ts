import { ringAreaM2 } from '../geometry/area.ts';
import { packFlat } from '../geometry/build-packed.ts';
import type { Loop, Region } from '../geometry/coverage-loops.ts';
import { fromSteps, STEP_DEGREES, STEPS_PER_DEGREE } from '../geometry/grid.ts';
import { averageWidthM, metresPerDegree } from '../geometry/measure.ts';
import type { Piece } from '../geometry/overlay.ts';
import type { Box } from '../geometry/packed.ts';

/** Metres in a grid step along a meridian, where a step is widest. */
const STEP_M = STEP_DEGREES * metresPerDegree(90).lat;

/**
 * Metres. A vertex put on a neighbour's edge lies off it by up to half a step either way: what is no wider than that is
 * how the grid stores a border, and no rule hears of it.
 */
const ROUNDING_M = 0.75 * STEP_M;

/** Box of a loop in degrees. */
export const boxInDegrees = ([x0, y0, x1, y1]: Box): Box => [
  fromSteps(x0),
  fromSteps(y0),
  fromSteps(x1),
  fromSteps(y1),
];

/** Box in whole steps. */
export const boxInSteps = (box: Box): Box => {
  const [x0, y0, x1, y1] = box.map((degrees) => Math.round(degrees * STEPS_PER_DEGREE));
  return [x0!, y0!, x1!, y1!];
};

/** Box in degrees around everything that lies in a box of steps when it is taken to the grid. */
export const roomyInDegrees = ([x0, y0, x1, y1]: Box): Box => boxInDegrees([x0 - 1, y0 - 1, x1 + 1, y1 + 1]);

/** Metres of a step at the place of a loop. */
function scaleAt({ ring }: Loop): { readonly lon: number; readonly lat: number } {
  const { lon, lat } = metresPerDegree(fromSteps(ring[1]!));
  return { lon: lon * STEP_DEGREES, lat: lat * STEP_DEGREES };
}

/**
 * Whether a loop lies within a strip so narrow that nothing in it is wider than rounding: the strip along its
 * longest edge.
 */
export function isRounding(loop: Loop): boolean {
  const { ring } = loop;
  const { lon, lat } = scaleAt(loop);
  let longest = 0;
  let [ux, uy, px, py] = [0, 0, 0, 0];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const dx = (ring[i + 2]! - ring[i]!) * lon;
    const dy = (ring[i + 3]! - ring[i + 1]!) * lat;
    const length = Math.sqrt(dx * dx + dy * dy);
    if (length <= longest) continue;
    longest = length;
    [ux, uy, px, py] = [dx / length, dy / length, ring[i]!, ring[i + 1]!];
  }
  let [least, most] = [0, 0];
  for (let i = 0; i < ring.length; i += 2) {
    const off = (ring[i]! - px) * lon * uy - (ring[i + 1]! - py) * lat * ux;
    least = Math.min(least, off);
    most = Math.max(most, off);
  }
  return most - least <= ROUNDING_M;
}

/** A region as a part that a rule can judge; null where it is no wider than rounding. */
export function partOfRegion({ shell, holes }: Region): Piece | null {
  if (isRounding(shell)) return null;
  const { lon, lat } = scaleAt(shell);
  let area = shell.area;
  let perimeter = 0;
  for (const hole of holes) area -= hole.area;
  for (const { ring } of [shell, ...holes]) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const dx = (ring[i + 2]! - ring[i]!) * lon;
      const dy = (ring[i + 3]! - ring[i + 1]!) * lat;
      perimeter += Math.sqrt(dx * dx + dy * dy);
    }
  }
  if (2 * area * lon * lat <= ROUNDING_M * perimeter) return null;
  const rings = [shell, ...holes].map(({ ring }) => ring.map(fromSteps));
  let areaM2 = 0;
  rings.forEach((ring, i) => {
    const own = Math.abs(ringAreaM2(ring));
    areaM2 += i === 0 ? own : -own;
  });
  return { geometry: packFlat('polygon', [rings]), areaM2 };
}

/** The parts that are wider than rounding. */
export const widerThanRounding = (parts: readonly Piece[]): Piece[] =>
  parts.filter(({ geometry }) => averageWidthM(geometry) > ROUNDING_M);
