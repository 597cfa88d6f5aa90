import Flatbush from 'flatbush';
import { boxesIntersect, boxOfXY, expandBox } from './box.ts';
import { packFlat } from './build-packed.ts';
import { fromSteps, STEP_DEGREES, toSteps } from './grid.ts';
import type { Packed } from './packed.ts';
import { edgeKey, expandEdge, snapRound } from './snap-round.ts';
import { VertexIndex } from './vertex-index.ts';

/*
 * Noding of a drawn line against large polygons: only the edges that the line comes near take part, so that a cut
 * through a zone of thousands of vertices costs what lies at the cut, and nothing elsewhere moves.
 */

/** What `nodeSketch` gives. Coordinates are whole grid steps. */
export interface SketchNodes {
  readonly nodes: VertexIndex;
  /** The drawn lines, led through every node that lies on them. */
  readonly paths: readonly (readonly number[])[];
  /**
   * For each polygon the edges that the lines come near, by the number of the point in `xy` they start from: their
   * nodes in order, both ends included.
   */
  readonly edges: readonly ReadonlyMap<number, readonly number[]>[];
}

/** Up to this many segments are compared one by one. */
const FEW_SEGMENTS = 24;
/** An edge this near to a line takes part, steps: rounding moves nothing farther. */
const MARGIN = 6;
/**
 * A line this near to a vertex (steps, half a millimetre) goes through it: else it would cross the edges there within
 * the rounding of their nodes, and leave slivers nobody drew.
 */
const SNAP = 4;

/** The line through the vertices it comes near; flat steps. */
function throughVertices(
  line: readonly number[],
  vertices: readonly (readonly [number, number])[],
): number[] {
  const near = (x: number, y: number): readonly [number, number] => {
    let best: readonly [number, number] = [x, y];
    let least = SNAP;
    for (const at of vertices) {
      const far = Math.max(Math.abs(at[0] - x), Math.abs(at[1] - y));
      if (far < least) [best, least] = [at, far];
    }
    return best;
  };
  const out: number[] = [...near(line[0]!, line[1]!)];
  for (let i = 2; i < line.length; i += 2) {
    const [ax, ay] = [out.at(-2)!, out.at(-1)!];
    const [bx, by] = near(line[i]!, line[i + 1]!);
    const length = Math.hypot(bx - ax, by - ay);
    const on: { readonly at: readonly [number, number]; readonly along: number }[] = [];
    for (const at of vertices) {
      const [dx, dy] = [at[0] - ax, at[1] - ay];
      const along = (dx * (bx - ax) + dy * (by - ay)) / length;
      if (!(along > 0 && along < length)) continue;
      if (Math.abs((bx - ax) * dy - (by - ay) * dx) <= SNAP * length) on.push({ at, along });
    }
    for (const { at } of on.sort((p, q) => p.along - q.along)) out.push(...at);
    out.push(bx, by);
  }
  return out;
}

/** Says of a box in steps whether a segment of the lines comes near. */
function segmentLookup(
  lines: readonly (readonly number[])[],
): (ax: number, ay: number, bx: number, by: number) => boolean {
  const boxes: [number, number, number, number][] = [];
  for (const line of lines) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [ax, ay, bx, by] = [line[i]!, line[i + 1]!, line[i + 2]!, line[i + 3]!];
      boxes.push([
        Math.min(ax, bx) - MARGIN,
        Math.min(ay, by) - MARGIN,
        Math.max(ax, bx) + MARGIN,
        Math.max(ay, by) + MARGIN,
      ]);
    }
  }
  if (boxes.length <= FEW_SEGMENTS)
    return (ax, ay, bx, by) => boxes.some((b) => b[0] <= bx && b[2] >= ax && b[1] <= by && b[3] >= ay);
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  return (ax, ay, bx, by) => index.search(ax, ay, bx, by).length > 0;
}

/**
 * Nodes lines against polygons (both in degrees, taken to the grid): where they meet, all of them have the very same
 * node, computed once for an edge that several polygons share. Polygons are not noded against each other elsewhere.
 *
 * @param lines flat coordinates; a ring is given closed
 * @param snaps whether lines go through vertices half a millimetre off; not for lines that have been noded before
 */
export function nodeSketch(
  polygons: readonly Packed[],
  lines: readonly ArrayLike<number>[],
  snaps = true,
): SketchNodes {
  const drawn = lines.map((line) => Array.from(line, toSteps));
  const nodes = new VertexIndex();
  const known = new Map<number, readonly [number, number]>();
  const add = (u: number, v: number): void => {
    if (u !== v) known.set(edgeKey(u, v), [u, v]);
  };
  const asNodes = (line: readonly number[]): number[] => {
    const ids: number[] = [];
    for (let i = 0; i < line.length; i += 2) {
      const id = nodes.add(line[i]!, line[i + 1]!);
      if (ids.length > 0) add(ids.at(-1)!, id);
      if (ids.at(-1) !== id) ids.push(id);
    }
    return ids;
  };
  const isNear = segmentLookup(drawn);
  const all = boxOfXY(lines.flatMap((line) => Array.from(line)));
  const window = expandBox(all, 2 * MARGIN * STEP_DEGREES);
  const ends = polygons.map((polygon) => {
    const found = new Map<number, readonly [number, number]>();
    if (!boxesIntersect(polygon.box, window)) return found;
    const { xy, rings } = polygon;
    for (let ring = 0; ring + 1 < rings.length; ring++) {
      for (let i = rings[ring]!; i + 1 < rings[ring + 1]!; i++) {
        const [lonA, latA, lonB, latB] = [xy[2 * i]!, xy[2 * i + 1]!, xy[2 * i + 2]!, xy[2 * i + 3]!];
        if (lonA < window[0] && lonB < window[0]) continue;
        if (lonA > window[2] && lonB > window[2]) continue;
        if (latA < window[1] && latB < window[1]) continue;
        if (latA > window[3] && latB > window[3]) continue;
        const [ax, ay, bx, by] = [toSteps(lonA), toSteps(latA), toSteps(lonB), toSteps(latB)];
        if (!isNear(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by))) continue;
        const [u, v] = [nodes.add(ax, ay), nodes.add(bx, by)];
        add(u, v);
        found.set(i, [u, v]);
      }
    }
    return found;
  });
  const vertices = Array.from({ length: nodes.size }, (_, id) => [nodes.x(id), nodes.y(id)] as const);
  const raw = drawn.map((line) => asNodes(snaps ? throughVertices(line, vertices) : line));
  const splits = snapRound(nodes, [...known.values()]);
  const through = (ids: readonly number[]): number[] => {
    const walk = ids.slice(0, 1);
    for (let i = 1; i < ids.length; i++) {
      if (ids[i] !== ids[i - 1]) expandEdge(splits, ids[i - 1]!, ids[i]!, walk);
    }
    return walk;
  };
  return {
    nodes,
    paths: raw.map(through),
    edges: ends.map((found) => new Map([...found].map(([i, pair]) => [i, through(pair)]))),
  };
}

/** A polygon with those of the nodes on its edges that `isUsed` accepts, as `nodeSketch` found them. */
export function withNodesOf(
  polygon: Packed,
  edges: ReadonlyMap<number, readonly number[]>,
  nodes: VertexIndex,
  isUsed: (node: number) => boolean,
): Packed {
  let changed = false;
  const rings = Array.from({ length: polygon.rings.length - 1 }, (_, ring) => {
    const xy: number[] = [];
    for (let i = polygon.rings[ring]!; i < polygon.rings[ring + 1]!; i++) {
      xy.push(polygon.xy[2 * i]!, polygon.xy[2 * i + 1]!);
      for (const id of edges.get(i)?.slice(1, -1) ?? []) {
        if (!isUsed(id)) continue;
        changed = true;
        xy.push(fromSteps(nodes.x(id)), fromSteps(nodes.y(id)));
      }
    }
    return xy;
  });
  if (!changed) return polygon;
  const parts = Array.from({ length: polygon.parts.length - 1 }, (_, part) =>
    rings.slice(polygon.parts[part], polygon.parts[part + 1]),
  );
  return packFlat(polygon.kind, parts);
}
