import { partCount } from './counts.ts';
import { fromSteps } from './grid.ts';
import { nestSideBySide, type NestedRings } from './nest.ts';
import type { Packed } from './packed.ts';
import { firstClockwise, type Place } from './planar-turn.ts';
import { pointInRing, stepsOf } from './predicates.ts';
import { innerEdges, type InnerEdge } from './sketch-inner.ts';
import { type SketchNodes } from './sketch-nodes.ts';

/** A polygon cut along drawn lines. */
export interface SketchCut {
  /** The connected faces of the parts that were cut, in grid steps. */
  readonly faces: readonly NestedRings[];
  /** Numbers of the parts that were not. */
  readonly untouched: readonly number[];
  /** Nodes on the border at which a cut ends, canonical degrees and by number. */
  readonly ends: readonly (readonly [number, number])[];
  readonly endNodes: readonly number[];
}

interface Arc {
  readonly from: number;
  readonly to: number;
  /** Flat steps from node to node. */
  readonly xy: ArrayLike<number>;
  /** Number of the inner edge, or -1 on the border. */
  readonly inner: number;
  readonly part: number;
}

interface Stop {
  readonly node: number;
  /** The point of the ring before it (or at it). */
  readonly after: number;
  readonly isVertex: boolean;
}

/** Used nodes along a ring, in its order. */
function stopsOf(
  polygon: Packed,
  ring: number,
  edges: ReadonlyMap<number, readonly number[]>,
  isUsed: (node: number) => boolean,
): Stop[] {
  const stops: Stop[] = [];
  for (let i = polygon.rings[ring]!; i + 1 < polygon.rings[ring + 1]!; i++) {
    const ids = edges.get(i);
    if (ids === undefined) continue;
    for (let k = 0; k + 1 < ids.length; k++) {
      if (isUsed(ids[k]!)) stops.push({ node: ids[k]!, after: i, isVertex: k === 0 });
    }
  }
  return stops;
}

/** The border from one stop to the next, nodes that nothing ends at left out. */
function borderBetween(
  steps: Float64Array,
  [from, to]: readonly [number, number],
  a: Stop,
  b: Stop,
  wraps: boolean,
  place: (node: number) => Place,
): number[] {
  const xy: number[] = [...place(a.node)];
  const last = to - 2;
  const count = to - 1 - from;
  const start = a.after;
  let length = (b.after - start + count) % count;
  // Once round the ring: from a node to itself, or to one before it on the same edge.
  if (length === 0 && wraps) length = count;
  for (let k = 1; k <= length; k++) {
    const i = start + k > last ? start + k - count : start + k;
    if (k === length && b.isVertex) break;
    xy.push(steps[2 * i]!, steps[2 * i + 1]!);
  }
  xy.push(...place(b.node));
  return xy;
}

/** Loops with the face on their left, as lists of arcs. */
function traced(arcs: readonly Arc[]): number[][] {
  const out = new Map<number, number[]>();
  arcs.forEach((arc, i) => {
    const list = out.get(arc.from);
    if (list === undefined) out.set(arc.from, [i]);
    else list.push(i);
  });
  const second = (arc: Arc): Place => [arc.xy[2]!, arc.xy[3]!];
  const next = (arc: Arc): number => {
    const ways = out.get(arc.to) ?? [];
    if (ways.length === 1) return ways[0]!;
    const n = arc.xy.length;
    const at: Place = [arc.xy[n - 2]!, arc.xy[n - 1]!];
    const back: Place = [arc.xy[n - 4]!, arc.xy[n - 3]!];
    return ways[
      firstClockwise(
        at,
        back,
        ways.map((way) => second(arcs[way]!)),
      )
    ]!;
  };
  const done = new Uint8Array(arcs.length);
  const loops: number[][] = [];
  for (let start = 0; start < arcs.length; start++) {
    if (done[start]) continue;
    const loop: number[] = [];
    for (let a = start; !done[a]; a = next(arcs[a]!)) {
      done[a] = 1;
      loop.push(a);
    }
    loops.push(loop);
  }
  return loops;
}

function loopXY(arcs: readonly Arc[], loop: readonly number[]): Float64Array {
  const xy: number[] = [arcs[loop[0]!]!.xy[0]!, arcs[loop[0]!]!.xy[1]!];
  for (const a of loop) {
    const { xy: own } = arcs[a]!;
    for (let i = 2; i < own.length; i++) xy.push(own[i]!);
  }
  return Float64Array.from(xy);
}

/** Which part an inner edge lies in. */
function partAround(polygon: Packed, steps: Float64Array, x: number, y: number): number {
  for (let part = 0; part < partCount(polygon); part++) {
    const ring = polygon.parts[part]!;
    if (pointInRing(steps, x, y, polygon.rings[ring], polygon.rings[ring + 1]) === 'inside') return part;
  }
  return -1;
}

/**
 * Cuts a polygon along lines that `nodeSketch` noded against it. Lines that end inside or only lead from the border to
 * a hole cut nothing, and leave no vertex either.
 *
 * @param subject number of the polygon in the noding
 * @param others nodes at which cuts of other polygons end: where they lie on this border, it gets them too
 * @returns undefined when nothing is cut
 */
export function cutAlong(
  polygon: Packed,
  subject: number,
  noded: SketchNodes,
  others: ReadonlySet<number> = new Set(),
): SketchCut | undefined {
  const edges = noded.edges[subject]!;
  const { nodes } = noded;
  const steps = stepsOf(polygon);
  const place = (node: number): Place => [nodes.x(node), nodes.y(node)];
  const partOfNode = new Map<number, number>();
  for (let part = 0; part < partCount(polygon); part++) {
    const to = polygon.rings[polygon.parts[part + 1]!]!;
    for (let i = polygon.rings[polygon.parts[part]!]!; i < to; i++)
      for (const id of edges.get(i) ?? []) partOfNode.set(id, part);
  }
  let inner = innerEdges(polygon, steps, noded, edges);
  for (;;) {
    if (inner.length === 0) return undefined;
    const used = new Set(inner.flatMap(({ a, b }) => [a, b]).filter((node) => partOfNode.has(node)));
    const arcs: Arc[] = [];
    const loose: { part: number; ring: Float64Array }[] = [];
    for (let part = 0; part < partCount(polygon); part++) {
      for (let ring = polygon.parts[part]!; ring < polygon.parts[part + 1]!; ring++) {
        const [from, to] = [polygon.rings[ring]!, polygon.rings[ring + 1]!];
        const stops = stopsOf(polygon, ring, edges, (node) => used.has(node) || others.has(node));
        if (stops.length === 0) loose.push({ part, ring: steps.subarray(2 * from, 2 * to) });
        stops.forEach((stop, i) => {
          const then = stops[(i + 1) % stops.length]!;
          const xy = borderBetween(steps, [from, to], stop, then, i + 1 === stops.length, place);
          arcs.push({ from: stop.node, to: then.node, xy, inner: -1, part });
        });
      }
    }
    const partsOfEdges = partsOf(polygon, steps, inner, partOfNode, place);
    inner.forEach(({ a, b }, i) => {
      const part = partsOfEdges[i]!;
      arcs.push({ from: a, to: b, xy: [...place(a), ...place(b)], inner: i, part });
      arcs.push({ from: b, to: a, xy: [...place(b), ...place(a)], inner: i, part });
    });
    const loops = traced(arcs);
    // An edge with the same face on both sides divides nothing.
    const seen = new Map<number, number>();
    const idle = new Set<number>();
    loops.forEach((loop, l) => {
      for (const a of loop) {
        const { inner: edge } = arcs[a]!;
        if (edge < 0) continue;
        if (seen.get(edge) === l) idle.add(edge);
        seen.set(edge, l);
      }
    });
    if (idle.size > 0) {
      inner = inner.filter((_, i) => !idle.has(i));
      continue;
    }
    const touched = new Set(partsOfEdges);
    const faces = [...touched].flatMap((part) =>
      nestSideBySide([
        ...loops.filter((loop) => arcs[loop[0]!]!.part === part).map((loop) => loopXY(arcs, loop)),
        ...loose.filter((one) => one.part === part).map((one) => one.ring),
      ]),
    );
    return {
      faces,
      untouched: Array.from({ length: partCount(polygon) }, (_, part) => part).filter(
        (part) => !touched.has(part),
      ),
      endNodes: [...used],
      ends: [...used].map((node) => [fromSteps(nodes.x(node)), fromSteps(nodes.y(node))] as const),
    };
  }
}

/** The part of each inner edge: that of the border it hangs on, or the one it lies in. */
function partsOf(
  polygon: Packed,
  steps: Float64Array,
  inner: readonly InnerEdge[],
  partOfNode: ReadonlyMap<number, number>,
  place: (node: number) => Place,
): number[] {
  const known = new Map<number, number>();
  return inner.map(({ a, b, run }) => {
    let part = known.get(run);
    if (part === undefined) {
      const [[ax, ay], [bx, by]] = [place(a), place(b)];
      part = partCount(polygon) === 1 ? 0 : partAround(polygon, steps, (ax + bx) / 2, (ay + by) / 2);
      // Rounded onto the border: the part of the node will do.
      if (part < 0) part = partOfNode.get(a) ?? partOfNode.get(b) ?? 0;
      known.set(run, part);
    }
    return part;
  });
}
