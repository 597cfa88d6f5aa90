import type { Arrangement } from './arrange.ts';
import { boxContainsXY, boxOfXY } from './box.ts';
import { turnOfRing } from './build-packed.ts';
import { buildHalfEdges, type HalfEdges, nextAlongFace, twin } from './half-edges.ts';
import { nestRings, type NestedRings } from './nest.ts';
import type { Box } from './packed.ts';
import { orientation, pointInRing } from './predicates.ts';

/** A bounded face of the plane cut up by the edges of an arrangement. */
export interface Face {
  /** Its shell and holes in grid steps. */
  readonly rings: NestedRings;
  /** How often each input winds round it; inputs that do not are absent. */
  readonly winding: ReadonlyMap<number, number>;
}

export interface Subdivision {
  readonly faces: readonly Face[];
  /** The union of the faces that `select` accepts, without inner borders, in grid steps. */
  region(select: (winding: ReadonlyMap<number, number>) => boolean): NestedRings[];
}

interface Cycle {
  readonly halfEdges: readonly number[];
  readonly walk: Float64Array;
  readonly box: Box;
  readonly bounded: boolean;
  readonly area: number;
}

const OUTSIDE = -1;

/** Cuts the plane along the edges of an arrangement and says of every face which inputs cover it. */
export function subdivide(arrangement: Arrangement): Subdivision {
  const graph = buildHalfEdges(arrangement);
  const cycles = traceCycles(graph);
  const faceOf = facesOfHalfEdges(graph, cycles);
  const windings = propagate(graph, cycles, faceOf);
  const faces = cycles.flatMap((cycle, c) => (cycle.bounded ? [c] : []));
  return {
    faces: faces.map((c) => {
      const holes = cycles.filter((other) => !other.bounded && faceOf[other.halfEdges[0]!] === c);
      const rings = nestRings([cycles[c]!.walk, ...holes.map((hole) => hole.walk)]);
      return { rings: rings.flat(), winding: windings.get(c)! };
    }),
    region(select) {
      const chosen = new Map<number, boolean>();
      for (const [face, winding] of windings) chosen.set(face, select(winding));
      return regionRings(graph, (h) => chosen.get(faceOf[h]!) === true);
    },
  };
}

function walkOf(graph: HalfEdges, halfEdges: readonly number[]): Float64Array {
  const walk = new Float64Array(2 * halfEdges.length + 2);
  halfEdges.forEach((h, i) => {
    walk[2 * i] = graph.nodes.x(graph.origin[h]!);
    walk[2 * i + 1] = graph.nodes.y(graph.origin[h]!);
  });
  walk[walk.length - 2] = walk[0]!;
  walk[walk.length - 1] = walk[1]!;
  return walk;
}

function traceCycles(graph: HalfEdges): Cycle[] {
  const done = new Uint8Array(graph.origin.length);
  const cycles: Cycle[] = [];
  for (let start = 0; start < done.length; start++) {
    if (done[start]) continue;
    const halfEdges: number[] = [];
    for (let h = start; !done[h]; h = nextAlongFace(graph, h)) {
      done[h] = 1;
      halfEdges.push(h);
    }
    const walk = walkOf(graph, halfEdges);
    const area = Math.abs(turnOfRing(walk));
    cycles.push({ halfEdges, walk, box: boxOfXY(walk), bounded: isBounded(walk), area });
  }
  return cycles;
}

/**
 * Whether the face left of a walk is bounded by it. At its lowest leftmost vertex all edges go east, so
 * the west side belongs to the face exactly where the walk does not turn left there.
 */
function isBounded(walk: Float64Array): boolean {
  const n = walk.length / 2 - 1;
  let x = Infinity;
  let y = Infinity;
  for (let i = 0; i < n; i++) {
    if (walk[2 * i]! < x || (walk[2 * i] === x && walk[2 * i + 1]! < y)) {
      x = walk[2 * i]!;
      y = walk[2 * i + 1]!;
    }
  }
  for (let i = 0; i < n; i++) {
    if (walk[2 * i] !== x || walk[2 * i + 1] !== y) continue;
    const before = 2 * ((i + n - 1) % n);
    const after = 2 * ((i + 1) % n);
    const turn = orientation(walk[before]!, walk[before + 1]!, x, y, walk[after]!, walk[after + 1]!);
    if (turn <= 0) return false;
  }
  return true;
}

/** The face left of each half-edge: the number of its bounding cycle, or OUTSIDE. */
function facesOfHalfEdges(graph: HalfEdges, cycles: readonly Cycle[]): Int32Array {
  const faceOf = new Int32Array(graph.origin.length);
  const bySize = cycles
    .map((_, c) => c)
    .filter((c) => cycles[c]!.bounded)
    .sort((a, b) => cycles[a]!.area - cycles[b]!.area);
  cycles.forEach((cycle, c) => {
    const x = cycle.walk[0]!;
    const y = cycle.walk[1]!;
    // An outer walk lies in the smallest face around it; other components share no vertex with it.
    const face = cycle.bounded
      ? c
      : (bySize.find(
          (b) => boxContainsXY(cycles[b]!.box, x, y) && pointInRing(cycles[b]!.walk, x, y) === 'inside',
        ) ?? OUTSIDE);
    for (const h of cycle.halfEdges) faceOf[h] = face;
  });
  return faceOf;
}

/** Windings of all faces, spread from the unbounded one across the edges. */
function propagate(
  graph: HalfEdges,
  cycles: readonly Cycle[],
  faceOf: Int32Array,
): Map<number, ReadonlyMap<number, number>> {
  const cyclesOfFace = new Map<number, Cycle[]>();
  for (const cycle of cycles) {
    const face = faceOf[cycle.halfEdges[0]!]!;
    const list = cyclesOfFace.get(face);
    if (list === undefined) cyclesOfFace.set(face, [cycle]);
    else list.push(cycle);
  }
  const windings = new Map<number, ReadonlyMap<number, number>>([[OUTSIDE, new Map()]]);
  const queue = [OUTSIDE];
  for (let face = queue.pop(); face !== undefined; face = queue.pop()) {
    const here = windings.get(face)!;
    for (const cycle of cyclesOfFace.get(face) ?? []) {
      for (const h of cycle.halfEdges) {
        const beyond = faceOf[twin(h)]!;
        if (windings.has(beyond)) continue;
        windings.set(beyond, across(here, graph, h));
        queue.push(beyond);
      }
    }
  }
  return windings;
}

/** From the face left of `h` to the one on its right. */
function across(here: ReadonlyMap<number, number>, graph: HalfEdges, h: number): ReadonlyMap<number, number> {
  const there = new Map(here);
  const forward = (h & 1) === 0 ? 1 : -1;
  for (const [input, net] of graph.uses[h >> 1]!) {
    const winding = (there.get(input) ?? 0) - forward * net;
    if (winding === 0) there.delete(input);
    else there.set(input, winding);
  }
  return there;
}

function regionRings(graph: HalfEdges, inRegion: (halfEdge: number) => boolean): NestedRings[] {
  const border = new Uint8Array(graph.origin.length);
  for (let h = 0; h < border.length; h++) {
    if (inRegion(h) && !inRegion(twin(h))) border[h] = 1;
  }
  const walks: Float64Array[] = [];
  for (let start = 0; start < border.length; start++) {
    if (border[start] !== 1) continue;
    const halfEdges: number[] = [];
    let h = start;
    do {
      border[h] = 2;
      halfEdges.push(h);
      // Turn round the head, through the region, to its next border edge.
      h = nextAlongFace(graph, h);
      while (border[h] === 0) h = nextAlongFace(graph, twin(h));
    } while (h !== start);
    walks.push(walkOf(graph, halfEdges));
  }
  return nestRings(walks);
}
