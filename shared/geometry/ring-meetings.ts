import { partOfRing, ringCount } from './counts.ts';
import { forEachOverlap, segmentBoxes } from './edge-sweep.ts';
import type { Packed } from './packed.ts';
import { onSegment, orientation, segmentRelation } from './predicates.ts';
import { crossingNode } from './snap-round.ts';
import type { GeometryProblem, ProblemKind } from './validity.ts';

/** Two different rings that have a single point in common, in grid steps. */
export interface RingTouch {
  readonly ringA: number;
  readonly ringB: number;
  readonly x: number;
  readonly y: number;
}

export interface Meetings {
  /** Problems with places in grid steps. */
  readonly problems: GeometryProblem[];
  /** The points in which rings touch without crossing. */
  readonly touches: RingTouch[];
}

interface Segments {
  /** Offset of the first end in the coordinate array. */
  readonly at: Int32Array;
  readonly ring: Int32Array;
  /** Segment before and after in the same ring. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

function segmentsOf(packed: Packed, steps: Float64Array): Segments {
  const at: number[] = [];
  const ring: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (let r = 0; r < ringCount(packed); r++) {
    const first = at.length;
    for (let i = 2 * packed.rings[r]!; i < 2 * packed.rings[r + 1]! - 2; i += 2) {
      // Vertices twice in a row are reported elsewhere; here they are one.
      if (steps[i] === steps[i + 2] && steps[i + 1] === steps[i + 3]) continue;
      before.push(at.length - 1);
      after.push(at.length + 1);
      at.push(i);
      ring.push(r);
    }
    if (at.length > first) {
      before[first] = at.length - 1;
      after[at.length - 1] = first;
    }
  }
  return {
    at: Int32Array.from(at),
    ring: Int32Array.from(ring),
    before: Int32Array.from(before),
    after: Int32Array.from(after),
  };
}

/** How the edges of a polygon meet each other, exactly. Stops after `limit` problems. */
export function meetings(packed: Packed, steps: Float64Array, limit: number): Meetings {
  const segments = segmentsOf(packed, steps);
  const boxes = segmentBoxes(segments.at.length, (s, put) => {
    const i = segments.at[s]!;
    put(steps[i]!, steps[i + 1]!, endX(segments, steps, s), endY(segments, steps, s));
  });
  const problems: GeometryProblem[] = [];
  const touches: RingTouch[] = [];
  const reported = new Set<string>();
  const report = (kind: ProblemKind, x: number, y: number, ring: number): void => {
    const key = `${kind} ${x} ${y}`;
    if (reported.has(key)) return;
    reported.add(key);
    problems.push({ kind, x, y, ring });
  };
  const partOf = Int32Array.from({ length: ringCount(packed) }, (_, r) => partOfRing(packed, r));
  forEachOverlap(boxes, (s, t) => {
    const [ax, ay] = startOf(segments, steps, s);
    const bx = endX(segments, steps, s);
    const by = endY(segments, steps, s);
    const [cx, cy] = startOf(segments, steps, t);
    const dx = endX(segments, steps, t);
    const dy = endY(segments, steps, t);
    const relation = segmentRelation(ax, ay, bx, by, cx, cy, dx, dy);
    if (relation === 'disjoint') return false;
    const ringA = segments.ring[s]!;
    const ringB = segments.ring[t]!;
    const neighbours = segments.after[s] === t || segments.before[s] === t;
    if (ringA === ringB && neighbours) {
      if (relation === 'overlap') {
        const tip = segments.after[s] === t ? [bx, by] : [ax, ay];
        report('spike', tip[0]!, tip[1]!, ringA);
      }
      return problems.length >= limit;
    }
    const apart: ProblemKind =
      ringA === ringB ? 'self-crossing' : partOf[ringA] === partOf[ringB] ? 'rings-cross' : 'parts-overlap';
    if (relation === 'cross') {
      report(apart, ...crossingNode(ax, ay, bx, by, cx, cy, dx, dy), ringA);
    } else if (relation === 'overlap') {
      const [x, y] = onSegment(ax, ay, cx, cy, dx, dy) ? [ax, ay] : [bx, by];
      report(apart, x, y, ringA);
    } else {
      const [x, y] = touchPoint(ax, ay, bx, by, cx, cy, dx, dy);
      if (crossesAt(segments, steps, s, t, x, y)) report(apart, x, y, ringA);
      else if (ringA === ringB) report('self-touching', x, y, ringA);
      else touches.push({ ringA, ringB, x, y });
    }
    return problems.length >= limit;
  });
  problems.sort((p, q) => p.ring - q.ring || p.x - q.x || p.y - q.y);
  return { problems, touches };
}

function startOf({ at }: Segments, steps: Float64Array, s: number): [number, number] {
  return [steps[at[s]!]!, steps[at[s]! + 1]!];
}
const endX = ({ at }: Segments, steps: Float64Array, s: number): number => steps[at[s]! + 2]!;
const endY = ({ at }: Segments, steps: Float64Array, s: number): number => steps[at[s]! + 3]!;

/** Two segments that touch do so in an end of one of them. */
function touchPoint(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): [number, number] {
  if (onSegment(ax, ay, cx, cy, dx, dy)) return [ax, ay];
  if (onSegment(bx, by, cx, cy, dx, dy)) return [bx, by];
  return onSegment(cx, cy, ax, ay, bx, by) ? [cx, cy] : [dx, dy];
}

/** The two directions in which a ring leaves a point that lies on one of its segments. */
function arms(
  segments: Segments,
  steps: Float64Array,
  s: number,
  x: number,
  y: number,
): [number, number, number, number] {
  const [sx, sy] = startOf(segments, steps, s);
  if (sx === x && sy === y) {
    const before = startOf(segments, steps, segments.before[s]!);
    return [...before, endX(segments, steps, s), endY(segments, steps, s)];
  }
  if (endX(segments, steps, s) === x && endY(segments, steps, s) === y) {
    const next = segments.after[s]!;
    return [sx, sy, endX(segments, steps, next), endY(segments, steps, next)];
  }
  return [sx, sy, endX(segments, steps, s), endY(segments, steps, s)];
}

/** Whether two ways through a common point change sides there. */
function crossesAt(
  segments: Segments,
  steps: Float64Array,
  s: number,
  t: number,
  x: number,
  y: number,
): boolean {
  const [ax, ay, bx, by] = arms(segments, steps, s, x, y);
  const [cx, cy, dx, dy] = arms(segments, steps, t, x, y);
  const c = inWedge(x, y, ax, ay, bx, by, cx, cy);
  const d = inWedge(x, y, ax, ay, bx, by, dx, dy);
  return c !== 0 && d !== 0 && c !== d;
}

/**
 * Where the direction to p lies seen from (x, y): 1 in the turn counter-clockwise from a to b, -1 in the
 * rest, 0 on one of the two arms.
 */
function inWedge(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
): -1 | 0 | 1 {
  const pa = orientation(x, y, ax, ay, px, py);
  const pb = orientation(x, y, bx, by, px, py);
  if (pa === 0 && sameWay(x, y, ax, ay, px, py)) return 0;
  if (pb === 0 && sameWay(x, y, bx, by, px, py)) return 0;
  const ab = orientation(x, y, ax, ay, bx, by);
  if (ab > 0) return pa > 0 && pb < 0 ? 1 : -1;
  if (ab < 0) return pa < 0 && pb > 0 ? -1 : 1;
  return pa > 0 ? 1 : -1;
}

function sameWay(x: number, y: number, ax: number, ay: number, px: number, py: number): boolean {
  return Math.sign(ax - x) === Math.sign(px - x) && Math.sign(ay - y) === Math.sign(py - y);
}
