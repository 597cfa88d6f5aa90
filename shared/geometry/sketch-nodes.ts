import Flatbush from 'flatbush';
import { boxesIntersect, boxOfXY, expandBox } from './box.ts';
import { STEP_DEGREES, toSteps } from './grid.ts';
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
const MARGIN = 2;

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
 */
export function nodeSketch(polygons: readonly Packed[], lines: readonly ArrayLike<number>[]): SketchNodes {
  const drawn = lines.map((line) => Array.from(line, toSteps));
  const nodes = new VertexIndex();
  const known = new Map<number, readonly [number, number]>();
  const add = (u: number, v: number): void => {
    if (u !== v) known.set(edgeKey(u, v), [u, v]);
  };
  const raw = drawn.map((line) => {
    const ids: number[] = [];
    for (let i = 0; i < line.length; i += 2) {
      const id = nodes.add(line[i]!, line[i + 1]!);
      if (ids.length > 0) add(ids.at(-1)!, id);
      if (ids.at(-1) !== id) ids.push(id);
    }
    return ids;
  });
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
