import { SNAP_KINDS, type SnapHit, type SnapKind, type SnapPlace } from '../bridge/snap-contract.ts';
import { forEachOverlap, segmentBoxes } from '../geometry/edge-sweep.ts';
import {
  footOn,
  isEnd,
  middleOfEdge,
  nearestOn,
  ontoEdge,
  stepDistance,
  type StepPoint,
} from '../geometry/edge-points.ts';
import { fromSteps, toSteps } from '../geometry/grid.ts';
import { segmentRelation } from '../geometry/predicates.ts';
import { crossingNode } from '../geometry/snap-round.ts';
import { drawnGuides, groundShrink, meeting, type Drawn } from './guides.ts';
import { byOrder, byPlace } from './order.ts';
import { distanceFrom, type Surroundings } from './surroundings.ts';
import type { At, Around, Guide, NearEdge } from './types.ts';

/** Hits given at most; what is left out comes after all of them in the order. */
const MOST = 32;
/** An edge has a middle of its own only when it is this many times as long as the reach: else all would be middles. */
const MIDDLE_REACHES = 4;

export interface SnapWish {
  readonly around: Around;
  readonly kinds?: readonly SnapKind[] | undefined;
  readonly drawn?: Drawn | undefined;
  /** Continuations of edges, from `edgeGuides`. */
  readonly continued?: readonly Guide[] | undefined;
}

interface Source {
  readonly on: readonly SnapPlace[];
  readonly own: number | null;
}
const NOTHING: Source = { on: [], own: null };

const lesser = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);

/** Both features of a crossing, each once. */
function joined(a: Source, b: Source): Source {
  return { on: [...a.on, ...b.on].sort(byPlace), own: lesser(a.own, b.own) };
}

/**
 * What catches a pointer, best first: see `SnapHit`. Every number comes from stored coordinates, edges are measured
 * from their lesser end and crossings are computed exactly and rounded once, so that the answer is the same for
 * whoever asks, in whatever order features come.
 */
export function snapHits(wish: SnapWish, { vertices, edges }: Surroundings): SnapHit[] {
  const { around } = wish;
  const wanted = new Set<SnapKind>(wish.kinds ?? SNAP_KINDS);
  const hits: SnapHit[] = [];
  const add = (kind: SnapKind, [x, y]: StepPoint, from: Source, guides: readonly Guide[] = []): void => {
    const distance = distanceFrom(around, x, y);
    if (distance > around.reach) return;
    hits.push({
      kind,
      point: [fromSteps(x), fromSteps(y)],
      distance,
      on: [...from.on].sort(byPlace),
      own: from.own,
      guides: guides.map((guide): At => [fromSteps(guide.x), fromSteps(guide.y)]),
      title: null,
    });
  };

  if (wanted.has('vertex')) for (const vertex of vertices) add('vertex', [vertex.x, vertex.y], vertex);
  if (wanted.has('midpoint')) addMiddles(around, edges, add);
  if (wanted.has('edge')) {
    for (const edge of edges) {
      const near = nearestOn(around.x, around.y, edge, around.shrink);
      if (near) add('edge', ontoEdge(near.x, near.y, edge), edge);
    }
  }
  const last = wish.drawn?.tail.at(-1);
  if (wanted.has('perpendicular') && last) addFeet(last, edges, add);
  if (wanted.has('intersection')) addCrossings(edges, add);

  const guides = guidesNear(around, [
    ...(wish.drawn ? drawnGuides(wish.drawn) : []),
    ...(wish.continued ?? []),
  ]).filter((guide) => wanted.has(guide.kind));
  for (const guide of guides) {
    const { x, y } = footOnGuide(around, guide);
    add(guide.kind, [Math.round(x) + 0, Math.round(y) + 0], NOTHING, [guide]);
  }
  if (wanted.has('intersection')) addGuideCrossings(guides, edges, add);

  return onePerPlace(hits.sort(byOrder)).slice(0, MOST);
}

type Add = (kind: SnapKind, point: StepPoint, from: Source, guides?: readonly Guide[]) => void;

function addMiddles(around: Around, edges: readonly NearEdge[], add: Add): void {
  const least = MIDDLE_REACHES * around.reach;
  for (const edge of edges) {
    if (stepDistance(edge.ax, edge.ay, edge.bx, edge.by, around.shrink) < least) continue;
    const middle = middleOfEdge(edge);
    if (middle) add('midpoint', middle, edge);
  }
}

function addFeet(from: At, edges: readonly NearEdge[], add: Add): void {
  const [x, y] = [toSteps(from[0]), toSteps(from[1])];
  const shrink = groundShrink(from[1]);
  for (const edge of edges) {
    const foot = footOn(x, y, edge, shrink);
    if (foot === null || foot.t <= 0 || foot.t >= 1) continue;
    const point = ontoEdge(foot.x, foot.y, edge);
    // A point on the edge itself is its own foot.
    if ((point[0] === x && point[1] === y) || isEnd(point, edge)) continue;
    add('perpendicular', point, edge);
  }
}

function addCrossings(edges: readonly NearEdge[], add: Add): void {
  const found = new Map<string, { readonly at: StepPoint; from: Source }>();
  const boxes = segmentBoxes(edges.length, (i, put) => {
    const { ax, ay, bx, by } = edges[i]!;
    put(ax, ay, bx, by);
  });
  forEachOverlap(boxes, (i, j) => {
    const [a, b] = [edges[i]!, edges[j]!];
    const ends = [a.ax, a.ay, a.bx, a.by, b.ax, b.ay, b.bx, b.by] as const;
    if (segmentRelation(...ends) !== 'cross') return false;
    const at = crossingNode(...ends);
    if (isEnd(at, a) || isEnd(at, b)) return false;
    const key = at.join();
    const known = found.get(key);
    if (known === undefined) found.set(key, { at, from: joined(a, b) });
    else known.from = joined(known.from, joined(a, b));
    return false;
  });
  for (const { at, from } of found.values()) {
    const once = new Map(
      from.on.map((place) => [`${place.fid} ${place.ref.table} ${place.ring} ${place.index}`, place]),
    );
    add('intersection', at, { on: [...once.values()], own: from.own });
  }
}

/** The point of a guide nearest to the pointer; `t` in lengths of its direction. */
function footOnGuide({ x, y, shrink }: Around, guide: Guide): { x: number; y: number; t: number } {
  const [dx, dy] = [guide.dx * shrink, guide.dy];
  const t = ((x - guide.x) * shrink * dx + (y - guide.y) * dy) / (dx * dx + dy * dy);
  return { x: guide.x + t * guide.dx, y: guide.y + t * guide.dy, t };
}

/** Guides that pass within reach, where one is clearly away from their anchor. */
function guidesNear(around: Around, guides: readonly Guide[]): Guide[] {
  return guides.filter((guide) => {
    const foot = footOnGuide(around, guide);
    if (guide.ray && foot.t <= 0) return false;
    if (stepDistance(foot.x, foot.y, guide.x, guide.y, around.shrink) <= 2 * around.reach) return false;
    return stepDistance(foot.x, foot.y, around.x, around.y, around.shrink) <= around.reach;
  });
}

function addGuideCrossings(guides: readonly Guide[], edges: readonly NearEdge[], add: Add): void {
  guides.forEach((guide, i) => {
    for (const edge of edges) {
      const line = { x: edge.ax, y: edge.ay, dx: edge.bx - edge.ax, dy: edge.by - edge.ay };
      const met = meeting(guide, line);
      if (met === null || met.u < 0 || met.u > 1 || (guide.ray && met.t <= 0)) continue;
      const point = ontoEdge(edge.ax + met.u * line.dx, edge.ay + met.u * line.dy, edge);
      if (!isEnd(point, edge)) add('intersection', point, edge, [guide]);
    }
    for (const other of guides.slice(i + 1)) {
      if (other.x === guide.x && other.y === guide.y) continue;
      const met = meeting(guide, other);
      if (met === null || (guide.ray && met.t <= 0) || (other.ray && met.u <= 0)) continue;
      const [x, y] = [guide.x + met.t * guide.dx, guide.y + met.t * guide.dy];
      add('intersection', [Math.round(x) + 0, Math.round(y) + 0], NOTHING, [guide, other]);
    }
  });
}

/** Of several hits at one place the best: Tab goes from place to place. */
function onePerPlace(sorted: readonly SnapHit[]): SnapHit[] {
  const seen = new Set<string>();
  return sorted.filter(({ point }) => {
    const key = point.join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
