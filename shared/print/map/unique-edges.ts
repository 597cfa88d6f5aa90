/**
 * The borders of a layer, each drawn once: two neighbours share an edge, and drawn from both sides its dashes would fill
 * each other's gaps and its colour double. Edges are joined to the longest lines there are between the places where
 * borders meet, so that dashes run on.
 */
export function uniqueEdges({
  xy,
  starts,
}: {
  readonly xy: Int32Array;
  readonly starts: Uint32Array;
}): Int32Array[] {
  const { points, edges } = gather(xy, starts);
  const count = points.length / 2;
  const { first, next, ends } = neighbours(edges, count);
  const degree = new Uint32Array(count);
  for (const end of ends) degree[end] = degree[end]! + 1;
  const used = new Uint8Array(edges.length / 2);
  const lines: Int32Array[] = [];

  /** Walks from a point along an edge, and on while exactly one other edge goes on. */
  const walk = (start: number, half: number): void => {
    const line = [points[2 * start]!, points[2 * start + 1]!];
    for (let step = half; ;) {
      used[step >> 1] = 1;
      const at = ends[step ^ 1]!;
      line.push(points[2 * at]!, points[2 * at + 1]!);
      if (degree[at] !== 2) break;
      let on = first[at]!;
      if (used[on >> 1] === 1) on = next[on]!;
      if (on < 0 || used[on >> 1] === 1) break;
      step = on;
    }
    lines.push(Int32Array.from(line));
  };

  for (let pass = 0; pass < 2; pass++) {
    for (let point = 0; point < count; point++) {
      // First from where borders meet or end; what is left then are rings.
      if (pass === 0 && degree[point] === 2) continue;
      for (let half = first[point]!; half >= 0; half = next[half]!)
        if (used[half >> 1] === 0) walk(point, half);
    }
  }
  return lines;
}

/** Coordinates stay below this, in steps, on the largest paper. */
const SPAN = 1 << 20;

/** Distinct points, and distinct edges between them as pairs of points. */
function gather(xy: Int32Array, starts: Uint32Array): { points: number[]; edges: number[] } {
  const numbers = new Map<number, number>();
  const points: number[] = [];
  const edges: number[] = [];
  const known = new Set<number>();
  const number = (i: number): number => {
    const [x, y] = [xy[2 * i]!, xy[2 * i + 1]!];
    const key = (x + SPAN / 2) * SPAN + y + SPAN / 2;
    const found = numbers.get(key);
    if (found !== undefined) return found;
    const made = points.length / 2;
    numbers.set(key, made);
    points.push(x, y);
    return made;
  };
  const most = starts[starts.length - 1]! + 1;
  for (let ring = 0; ring + 1 < starts.length; ring++) {
    const from = starts[ring]!;
    const to = starts[ring + 1]!;
    if (to - from < 2) continue;
    let previous = number(to - 1);
    for (let i = from; i < to; i++) {
      const current = number(i);
      const key = Math.min(previous, current) * most + Math.max(previous, current);
      if (previous !== current && !known.has(key)) {
        known.add(key);
        edges.push(previous, current);
      }
      previous = current;
    }
  }
  return { points, edges };
}

/** For every point the half edges that begin there, as a linked list; half edge `h` ends where `h ^ 1` begins. */
function neighbours(
  edges: readonly number[],
  count: number,
): { first: Int32Array; next: Int32Array; ends: Uint32Array } {
  const first = new Int32Array(count).fill(-1);
  const next = new Int32Array(edges.length);
  const ends = Uint32Array.from(edges);
  for (let half = 0; half < edges.length; half++) {
    const at = edges[half]!;
    next[half] = first[at]!;
    first[at] = half;
  }
  return { first, next, ends };
}
