import { ringCount } from './counts.ts';
import { edgesMeet } from './edges-meet.ts';
import { fromSteps, toSteps, WORLD } from './grid.ts';
import type { Packed } from './packed.ts';
import { meetings } from './ring-meetings.ts';
import { misplacedRings } from './ring-places.ts';

/** What can be wrong with a geometry; also the suffix of its text key. */
export type ProblemKind =
  | 'empty'
  | 'non-finite'
  | 'out-of-world'
  | 'not-closed'
  | 'too-few-points'
  | 'duplicate-vertex'
  | 'spike'
  | 'self-crossing'
  | 'self-touching'
  | 'rings-cross'
  | 'interior-divided'
  | 'hole-outside-shell'
  | 'nested-holes'
  | 'parts-overlap';

/** A fault with the place where a person can see it. */
export interface GeometryProblem {
  readonly kind: ProblemKind;
  /** Longitude and latitude, degrees; NaN where the coordinate itself is none. */
  readonly x: number;
  readonly y: number;
  /** Ring, line or point, counted over all parts. */
  readonly ring: number;
}

/** More problems of one geometry than this are not listed. */
const LIMIT = 100;

/**
 * Everything that makes a geometry invalid (OGC 06-103r4 with what the product's own form asks: no vertex
 * twice in a row), decided exactly on the grid. An empty list means valid. Faults of single coordinates
 * and rings are listed first and hide those that can only be judged on sound rings.
 *
 * A hole or another part may touch a ring in single vertices.
 */
export function problemsOf(packed: Packed): GeometryProblem[] {
  if (packed.xy.length === 0) return [{ kind: 'empty', x: NaN, y: NaN, ring: 0 }];
  const faults = coordinateProblems(packed);
  if (faults.length > 0) return faults.slice(0, LIMIT);
  const steps = stepsInScratch(packed.xy);
  const ringFaults = ringProblems(packed, steps);
  if (packed.kind !== 'polygon') return ringFaults.slice(0, LIMIT);
  if (ringFaults.some(({ kind }) => kind !== 'duplicate-vertex')) return ringFaults.slice(0, LIMIT);
  // Sound rings whose edges meet nowhere: the usual case, and cheap to see.
  const isApart = ringFaults.length === 0 && !edgesMeet(packed, steps);
  if (isApart && packed.rings.length === 2) return [];
  const met = isApart ? { problems: [], touches: [] } : meetings(packed, steps, LIMIT);
  const all = [...ringFaults, ...met.problems.map(toDegrees)];
  // Where rings cross, what lies within what has no answer.
  if (met.problems.length === 0) {
    all.push(...misplacedRings(packed, steps, met.touches).map(toDegrees));
  }
  return all.slice(0, LIMIT);
}

export function isValid(packed: Packed): boolean {
  return problemsOf(packed).length === 0;
}

let scratch = new Float64Array(1 << 12);

/** Coordinates in steps; the array is good until the next call. */
function stepsInScratch(xy: Float64Array): Float64Array {
  if (scratch.length < xy.length) scratch = new Float64Array(2 * xy.length);
  for (let i = 0; i < xy.length; i++) scratch[i] = toSteps(xy[i]!);
  return scratch.subarray(0, xy.length);
}

function toDegrees(problem: GeometryProblem): GeometryProblem {
  return { ...problem, x: fromSteps(problem.x), y: fromSteps(problem.y) };
}

function coordinateProblems(packed: Packed): GeometryProblem[] {
  const problems: GeometryProblem[] = [];
  const [west, south, east, north] = WORLD;
  if (isInWorld(packed.xy)) return problems;
  for (let ring = 0; ring < ringCount(packed); ring++) {
    for (let i = packed.rings[ring]!; i < packed.rings[ring + 1]!; i++) {
      const x = packed.xy[2 * i]!;
      const y = packed.xy[2 * i + 1]!;
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        problems.push({ kind: 'non-finite', x, y, ring });
      } else if (x < west || x > east || y < south || y > north) {
        problems.push({ kind: 'out-of-world', x, y, ring });
      }
    }
  }
  return problems;
}

function isInWorld(xy: Float64Array): boolean {
  const [west, south, east, north] = WORLD;
  for (let i = 0; i < xy.length; i += 2) {
    const x = xy[i]!;
    const y = xy[i + 1]!;
    if (!(x >= west && x <= east && y >= south && y <= north)) return false;
  }
  return true;
}

function ringProblems(packed: Packed, steps: Float64Array): GeometryProblem[] {
  if (packed.kind === 'point') return [];
  const problems: GeometryProblem[] = [];
  const least = packed.kind === 'polygon' ? 3 : 2;
  for (let ring = 0; ring < ringCount(packed); ring++) {
    const from = 2 * packed.rings[ring]!;
    const last = 2 * packed.rings[ring + 1]! - 2;
    const [x, y] = [packed.xy[from]!, packed.xy[from + 1]!];
    if (packed.kind === 'polygon' && (steps[from] !== steps[last] || steps[from + 1] !== steps[last + 1])) {
      problems.push({ kind: 'not-closed', x, y, ring });
    }
    if (!hasDistinct(steps, from, last, least)) {
      problems.push({ kind: 'too-few-points', x, y, ring });
      continue;
    }
    for (let i = from + 2; i <= last; i += 2) {
      if (steps[i] === steps[i - 2] && steps[i + 1] === steps[i - 1]) {
        problems.push({ kind: 'duplicate-vertex', x: packed.xy[i]!, y: packed.xy[i + 1]!, ring });
      }
    }
  }
  return problems;
}

/** Whether the points `from` to `last` (offsets, inclusive) hold at least `count` (2 or 3) different ones. */
function hasDistinct(steps: Float64Array, from: number, last: number, count: number): boolean {
  const [ax, ay] = [steps[from]!, steps[from + 1]!];
  let second = -1;
  for (let i = from + 2; i <= last; i += 2) {
    if (steps[i] === ax && steps[i + 1] === ay) continue;
    if (second < 0) {
      if (count === 2) return true;
      second = i;
    } else if (steps[i] !== steps[second] || steps[i + 1] !== steps[second + 1]) {
      return true;
    }
  }
  return false;
}
