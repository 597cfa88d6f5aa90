import { onSegment } from './predicates.ts';
import { passesNode } from './snap-round.ts';

/*
 * Points made on edges. All numbers are grid steps. A point rounded to the grid lies on its edge in one of twenty
 * thousand cases, so "on" means here: the edge runs through the closed square of half a step around the point. Every
 * point made by this file has that property, and so `edgesThrough` (shared-edge.ts) finds its edge again.
 */

/** An edge with its lesser end first, so that both sides of a border mean the same line. */
export interface StepEdge {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

export type StepPoint = readonly [number, number];

/** The edge between two points, its lesser end first. */
export function stepEdge(x1: number, y1: number, x2: number, y2: number): StepEdge {
  return x1 < x2 || (x1 === x2 && y1 <= y2)
    ? { ax: x1, ay: y1, bx: x2, by: y2 }
    : { ax: x2, ay: y2, bx: x1, by: y1 };
}

const CORNERS = [
  [-0.5, -0.5],
  [-0.5, 0.5],
  [0.5, -0.5],
  [0.5, 0.5],
] as const;

/**
 * Whether an edge passes through a node: exactly, or within the half step by which a point made on the edge was
 * rounded. The border of the square counts: a middle or a crossing can lie just between the places of the grid.
 */
export function runsThrough(px: number, py: number, ax: number, ay: number, bx: number, by: number): boolean {
  if (
    Math.max(ax, bx) < px - 0.5 ||
    Math.min(ax, bx) > px + 0.5 ||
    Math.max(ay, by) < py - 0.5 ||
    Math.min(ay, by) > py + 0.5
  ) {
    return false;
  }
  return (
    onSegment(px, py, ax, ay, bx, by) ||
    passesNode(px, py, ax, ay, bx, by) ||
    CORNERS.some(([x, y]) => onSegment(px + x, py + y, ax, ay, bx, by))
  );
}

const runsAlong = ([x, y]: StepPoint, { ax, ay, bx, by }: StepEdge): boolean =>
  onSegment(x, y, ax, ay, bx, by) || passesNode(x, y, ax, ay, bx, by);

/**
 * The place of the grid for a measured point of an edge: the nearest one that the edge runs through. Of two equally
 * near the western, then the southern, so that the answer does not depend on who asks.
 */
export function ontoEdge(x: number, y: number, edge: StepEdge): StepPoint {
  // Halves go down: west, and south.
  const [cx, cy] = [Math.ceil(x - 0.5) + 0, Math.ceil(y - 0.5) + 0];
  if (runsAlong([cx, cy], edge)) return [cx, cy];
  const places: StepPoint[] = [];
  for (let i = -1; i <= 1; i++) for (let j = -1; j <= 1; j++) places.push([cx + i, cy + j]);
  const far = ([px, py]: StepPoint): number => (px - x) ** 2 + (py - y) ** 2;
  places.sort((p, q) => far(p) - far(q) || p[0] - q[0] || p[1] - q[1]);
  return places.find((place) => runsAlong(place, edge)) ?? [cx, cy];
}

/** The middle of an edge; null where the grid has no place between its ends. */
export function middleOfEdge(edge: StepEdge): StepPoint | null {
  const { ax, ay, bx, by } = edge;
  const middle = ontoEdge((ax + bx) / 2, (ay + by) / 2, edge);
  return isEnd(middle, edge) ? null : middle;
}

export const isEnd = ([x, y]: StepPoint, { ax, ay, bx, by }: StepEdge): boolean =>
  (x === ax && y === ay) || (x === bx && y === by);

/** A measured point of an edge and how far along it lies, 0 to 1. */
export interface AlongEdge {
  readonly x: number;
  readonly y: number;
  readonly t: number;
}

/**
 * Where the perpendicular from a point meets the line of an edge, on ground where a step of longitude is `shrink`
 * times as long as one of latitude; null for an edge without length. `t` may lie outside 0 to 1.
 */
export function footOn(px: number, py: number, edge: StepEdge, shrink: number): AlongEdge | null {
  const { ax, ay, bx, by } = edge;
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx * shrink * shrink + dy * dy;
  if (length2 === 0) return null;
  const t = ((px - ax) * dx * shrink * shrink + (py - ay) * dy) / length2;
  return { x: ax + t * dx, y: ay + t * dy, t };
}

/** The point of an edge nearest to a place. */
export function nearestOn(px: number, py: number, edge: StepEdge, shrink: number): AlongEdge | null {
  const foot = footOn(px, py, edge, shrink);
  if (foot === null || (foot.t >= 0 && foot.t <= 1)) return foot;
  return foot.t < 0 ? { x: edge.ax, y: edge.ay, t: 0 } : { x: edge.bx, y: edge.by, t: 1 };
}

/** Distance between two places in steps of latitude. */
export const stepDistance = (ax: number, ay: number, bx: number, by: number, shrink: number): number =>
  Math.hypot((ax - bx) * shrink, ay - by);
