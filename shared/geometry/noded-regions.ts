import { packFlat } from './build-packed.ts';
import { partCount, partOf, ringCount, ringXY } from './counts.ts';
import { packSteps } from './faces.ts';
import { toSteps } from './grid.ts';
import { innerPoint } from './inner-point.ts';
import { nestRings, type NestedRings } from './nest.ts';
import type { Packed } from './packed.ts';
import { stepsOf } from './predicates.ts';
import { cutAlong } from './sketch-cut.ts';
import { isInside } from './sketch-inner.ts';
import { nodeSketch } from './sketch-nodes.ts';
import { VertexIndex } from './vertex-index.ts';

/*
 * Regions whose borders have the very same vertices wherever they run along each other: what is joined, taken away or
 * changed follows from their edges alone, exactly, and costs a walk along them.
 */

const FACTOR = 2 ** 26;

/** Directed edges between numbered nodes. */
class EdgeSet {
  readonly nodes = new VertexIndex();
  readonly edges = new Set<number>();

  add(polygon: Packed, reversed = false): void {
    for (let ring = 0; ring < ringCount(polygon); ring++) this.addLine(ringXY(polygon, ring), reversed);
  }

  addLine(xy: ArrayLike<number>, reversed: boolean): void {
    let before = -1;
    for (let i = 0; i < xy.length; i += 2) {
      const id = this.nodes.add(toSteps(xy[i]!), toSteps(xy[i + 1]!));
      if (before >= 0 && before !== id) this.put(reversed ? id : before, reversed ? before : id);
      before = id;
    }
  }

  /** What one polygon has and another has not, as `add` of the first and of the second reversed would leave. */
  addChange(before: Packed, after: Packed): void {
    const starts = new Map<string, number>();
    const startOf = (xy: Float64Array): string => `${xy[0]} ${xy[1]}`;
    for (let ring = 0; ring < ringCount(before); ring++) starts.set(startOf(ringXY(before, ring)), ring);
    for (let ring = 0; ring < ringCount(after); ring++) {
      const now = ringXY(after, ring);
      const twin = starts.get(startOf(now));
      if (twin === undefined) {
        this.addLine(now, false);
        continue;
      }
      starts.delete(startOf(now));
      // Edges that both have would cancel: what they begin and end with alike is left out.
      const old = ringXY(before, twin);
      const least = Math.min(now.length, old.length);
      let same = 0;
      while (same < least && now[same] === old[same] && now[same + 1] === old[same + 1]) same += 2;
      if (same === now.length && same === old.length) continue;
      let [i, j] = [now.length, old.length];
      while (Math.min(i, j) > same && now[i - 1] === old[j - 1] && now[i - 2] === old[j - 2]) {
        i -= 2;
        j -= 2;
      }
      const from = Math.max(0, same - 2);
      this.addLine(now.subarray(from, i + 2), false);
      this.addLine(old.subarray(from, j + 2), true);
    }
    for (const ring of starts.values()) this.addLine(ringXY(before, ring), true);
  }

  /** An edge and its opposite leave nothing. */
  private put(u: number, v: number): void {
    if (!this.edges.delete(v * FACTOR + u)) this.edges.add(u * FACTOR + v);
  }

  /** Closed walks along all edges, flat steps. */
  walks(): Float64Array[] {
    const out = new Map<number, number[]>();
    for (const key of this.edges) {
      const from = Math.floor(key / FACTOR);
      const list = out.get(from);
      if (list === undefined) out.set(from, [key % FACTOR]);
      else list.push(key % FACTOR);
    }
    const walks: Float64Array[] = [];
    for (const start of out.keys()) {
      while (out.get(start)!.length > 0) {
        const ids = [start];
        for (let at = out.get(start)!.pop(); at !== undefined && at !== start; at = out.get(at)?.pop())
          ids.push(at);
        ids.push(start);
        walks.push(Float64Array.from(ids.flatMap((id) => [this.nodes.x(id), this.nodes.y(id)])));
      }
    }
    return walks;
  }
}

/** Polygons that lie side by side, noded against each other, as one; on the grid. */
export function joinNoded(polygons: readonly Packed[]): Packed {
  const set = new EdgeSet();
  for (const polygon of polygons) set.add(polygon);
  return packSteps(nestRings(set.walks()));
}

const inner = (polygon: Packed): ((rings: NestedRings) => boolean) => {
  const steps = stepsOf(polygon);
  return (rings) => isInside(polygon, steps, ...innerPoint(rings));
};

/** What a polygon gained and lost from one shape to another that share all other borders: connected regions. */
export function changeOf(
  before: Packed,
  after: Packed,
): { readonly gained: Packed[]; readonly lost: Packed[] } {
  const set = new EdgeSet();
  set.addChange(before, after);
  const walks = set.walks();
  const [inBefore, inAfter] = [inner(before), inner(after)];
  const pieces = (loops: readonly ArrayLike<number>[], isReal: (rings: NestedRings) => boolean): Packed[] =>
    nestRings(loops)
      .filter(isReal)
      .map((rings) => packSteps([rings]));
  const back = walks.map((walk) => {
    const out = new Float64Array(walk.length);
    for (let i = 0; i < walk.length; i += 2) {
      out[i] = walk[walk.length - 2 - i]!;
      out[i + 1] = walk[walk.length - 1 - i]!;
    }
    return out;
  });
  // A hole that went with the ground about it belongs to neither.
  return {
    gained: pieces(walks, (rings) => inAfter(rings) && !inBefore(rings)),
    lost: pieces(back, (rings) => inBefore(rings) && !inAfter(rings)),
  };
}

/** A polygon without a region, cut along its border; empty when it lies in it altogether. */
export function withoutRegion(polygon: Packed, region: Packed): Packed {
  const lines = Array.from({ length: ringCount(region) }, (_, ring) => ringXY(region, ring));
  const made = cutAlong(polygon, 0, nodeSketch([polygon], lines, false));
  const isTaken = inner(region);
  const untouched = made?.untouched ?? Array.from({ length: partCount(polygon) }, (_, part) => part);
  const whole = untouched
    .map((part) => partOf(polygon, part))
    .filter((rings) => !isTaken(rings.map((ring) => ring.map(toSteps))));
  const faces = packSteps((made?.faces ?? []).filter((rings) => !isTaken(rings)));
  return packFlat('polygon', [
    ...whole,
    ...Array.from({ length: partCount(faces) }, (_, part) => partOf(faces, part)),
  ]);
}

/**
 * Whether ground only changed hands: polygons before and after some of them were changed cover the same, but for free
 * ground that was taken. Exact; all are noded against each other.
 */
export function isConserved(before: readonly Packed[], after: readonly Packed[]): boolean {
  const set = new EdgeSet();
  for (const polygon of after) set.add(polygon);
  for (const polygon of before) set.add(polygon, true);
  if (set.edges.size === 0) return true;
  const walks = set.walks();
  const taken = nestRings(walks);
  // What turns the other way was covered and is not any more.
  const outline = taken.flatMap((rings) => rings.length);
  if (outline.reduce((sum, rings) => sum + rings, 0) < walks.length) return false;
  const were = before.map(inner);
  return taken.every((rings) => !were.some((covers) => covers(rings)));
}

/** Length (degrees) of the edges of one polygon that another runs along the other way. */
export function commonBorder(a: Packed, b: Packed): number {
  const nodes = new VertexIndex();
  const own = new Set<number>();
  const walk = (polygon: Packed, visit: (u: number, v: number, length: number) => void): void => {
    for (let ring = 0; ring < ringCount(polygon); ring++) {
      const xy = ringXY(polygon, ring);
      for (let i = 2; i < xy.length; i += 2) {
        const [u, v] = [nodes.add(xy[i - 2]!, xy[i - 1]!), nodes.add(xy[i]!, xy[i + 1]!)];
        visit(u, v, Math.hypot(xy[i]! - xy[i - 2]!, xy[i + 1]! - xy[i - 1]!));
      }
    }
  };
  walk(a, (u, v) => own.add(v * FACTOR + u));
  let length = 0;
  walk(b, (u, v, own_) => {
    if (own.has(u * FACTOR + v)) length += own_;
  });
  return length;
}
