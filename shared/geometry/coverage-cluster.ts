import type Flatbush from 'flatbush';
import { boxesIntersect } from './box.ts';
import { boxOfEdges, edgeCount, edgeMeets, indexOfEdges } from './coverage-chain.ts';
import type { Loop } from './coverage-loops.ts';
import type { Box } from './packed.ts';
import { orientation } from './predicates.ts';

/** Chains of more edges than this are asked through an index. */
const LARGE = 200;

/** How much an edge winds round a point that looks at it towards the west. */
function crossing(edges: Float64Array, i: number, x: number, y: number): number {
  const ay = edges[4 * i + 1]!;
  const by = edges[4 * i + 3]!;
  if (ay <= y === by <= y) return 0;
  const side = orientation(edges[4 * i]!, ay, edges[4 * i + 2]!, by, x, y);
  // An edge going up has what is left of it to its west: the point lies east of it.
  if (by > ay) return side < 0 ? -1 : 0;
  return side > 0 ? 1 : 0;
}

/** How often a chain winds round a point. */
export function windingRound(edges: Float64Array, x: number, y: number): number {
  let sum = 0;
  for (let i = 0; i < edgeCount(edges); i++) sum += crossing(edges, i, x, y);
  return sum;
}

/** Edges that hang together, with what they bound. */
export class Cluster {
  /** A chain, ascending, steps. */
  readonly edges: Float64Array;
  readonly box: Box;
  /** How often all other clusters wind round this one. */
  around = 0;
  loops: readonly Loop[] = [];
  /** Made at the first question, where it is worth it. */
  private index: Flatbush | null = null;

  constructor(edges: Float64Array) {
    this.edges = edges;
    this.box = boxOfEdges(edges);
  }

  /** Makes the index now, so that no edit has to wait for it. */
  prepare(): void {
    if (edgeCount(this.edges) > LARGE) this.index ??= indexOfEdges(this.edges);
  }

  /** Calls back with the places of the edges whose boxes meet a box, in no particular order; ends at true. */
  forEachMeeting(box: Box, visit: (i: number) => boolean | undefined): boolean {
    if (!boxesIntersect(this.box, box)) return false;
    this.prepare();
    let ended = false;
    if (this.index === null) {
      for (let i = 0; i < edgeCount(this.edges) && !ended; i++)
        if (edgeMeets(this.edges, i, box)) ended = visit(i) === true;
      return ended;
    }
    this.index.search(...box, (i) => {
      // What is found after the end is passed over.
      ended ||= visit(i) === true;
      return false;
    });
    return ended;
  }

  /** Places of the edges whose boxes meet one of the boxes, ascending. */
  placesMeeting(boxes: readonly Box[]): number[] {
    const found = new Set<number>();
    for (const box of boxes) this.forEachMeeting(box, (i) => void found.add(i));
    return [...found].sort((a, b) => a - b);
  }

  /** How often the chain winds round a point, by a ray to the west. */
  windingRound(x: number, y: number): number {
    if (edgeCount(this.edges) <= LARGE) return windingRound(this.edges, x, y);
    let sum = 0;
    this.forEachMeeting([this.box[0], y, x, y], (i) => {
      sum += crossing(this.edges, i, x, y);
      return false;
    });
    return sum;
  }
}
