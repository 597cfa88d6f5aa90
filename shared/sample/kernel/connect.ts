import type { Linework } from './linework.ts';
import { noise } from './prng.ts';
import { segmentsMeet } from './ring.ts';

/* Islands of line work are joined to what surrounds them, so that every face is one simple loop. */

/** Connected parts: a representative vertex for each vertex that has edges. */
function components(d: Linework): (v: number) => number {
  const parent = new Map<number, number>();
  const find = (v: number): number => {
    let r = v;
    while (parent.get(r) !== undefined && parent.get(r) !== r) r = parent.get(r)!;
    parent.set(v, r);
    return r;
  };
  for (const [a, b] of d.edges.values()) {
    if (!parent.has(a)) parent.set(a, a);
    if (!parent.has(b)) parent.set(b, b);
    parent.set(find(a), find(b));
  }
  return find;
}

type Direction = readonly [number, number];
const DIRECTIONS: readonly Direction[] = [
  [-1, 0],
  [1, 0],
  [0, 1],
  [0, -1],
];

/** Joins islands to what surrounds them by paths, so that every face is one simple loop. */
export function connect(d: Linework): void {
  for (const fair of [true, false]) {
    for (const island of islandsOf(d)) {
      for (const direction of fair ? DIRECTIONS : DIRECTIONS.slice(0, 1)) {
        const [ux, uy] = direction;
        const from = island.reduce((best, v) =>
          d.x[v]! * ux + d.y[v]! * uy > d.x[best]! * ux + d.y[best]! * uy ? v : best,
        );
        shoot(d, from, direction, fair);
      }
    }
  }
}

/** Vertices of each connected part but the one that reaches farthest west, from west to east. */
function islandsOf(d: Linework): number[][] {
  const find = components(d);
  const groups = new Map<number, Set<number>>();
  for (const [a, b] of d.edges.values()) {
    for (const v of [a, b]) {
      const root = find(v);
      const set = groups.get(root);
      if (set) set.add(v);
      else groups.set(root, new Set([v]));
    }
  }
  const west = (set: Iterable<number>): number => Math.min(...[...set].map((v) => d.x[v]!));
  return [...groups.values()]
    .map((set) => ({ list: [...set], west: west(set) }))
    .sort((p, q) => p.west - q.west)
    .slice(1)
    .map((g) => g.list);
}

/** Smallest angle (radians) between an edge from `v` towards a place and the edges that `v` has. */
function clearance(d: Linework, v: number, x: number, y: number): number {
  const angle = Math.atan2(y - d.y[v]!, x - d.x[v]!);
  let least = Math.PI;
  for (const [a, b] of d.edges.values()) {
    if (a !== v && b !== v) continue;
    const w = a === v ? b : a;
    const turn = Math.abs(Math.atan2(d.y[w]! - d.y[v]!, d.x[w]! - d.x[v]!) - angle);
    least = Math.min(least, turn > Math.PI ? 2 * Math.PI - turn : turn);
  }
  return least;
}

function shoot(d: Linework, from: number, [ux, uy]: Direction, fair: boolean): void {
  const px = d.x[from]!;
  const py = d.y[from]!;
  let best = Infinity;
  let hit: [number, number] | undefined;
  for (const [a, b] of d.edges.values()) {
    if (a === from || b === from) continue;
    const ax = d.x[a]! - px;
    const ay = d.y[a]! - py;
    const rx = d.x[b]! - d.x[a]!;
    const ry = d.y[b]! - d.y[a]!;
    const cross = ux * ry - uy * rx;
    if (cross === 0) continue;
    const t = (ax * ry - ay * rx) / cross;
    const u = (ax * uy - ay * ux) / cross;
    if (t > 0 && t < best && u >= 0 && u <= 1) {
      best = t;
      hit = [a, b];
    }
  }
  if (!hit) return;
  const [a, b] = hit;
  const rx = d.x[b]! - d.x[a]!;
  const ry = d.y[b]! - d.y[a]!;
  const length = Math.hypot(rx, ry);
  if (fair && Math.abs(ux * ry - uy * rx) / length < 0.5) return;
  const ex = px + ux * best;
  const ey = py + uy * best;
  const t = ((ex - d.x[a]!) * rx + (ey - d.y[a]!) * ry) / (length * length);
  const corner = t * length < 3 ? a : (1 - t) * length < 3 ? b : -1;
  const fine = (v: number, x: number, y: number): boolean => clearance(d, v, x, y) > 0.4;
  if (fair && (!fine(from, ex, ey) || (corner >= 0 && !fine(corner, px, py)))) return;
  const end = corner >= 0 ? corner : d.vertex(ex, ey);
  if (end !== a && end !== b) {
    d.remove(a, b);
    d.edge(a, end);
    d.edge(end, b);
  }
  let last = from;
  for (const [x, y] of bent(d, from, end)) {
    const v = d.vertex(x, y);
    d.edge(last, v);
    last = v;
  }
  d.edge(last, end);
}

/** Points of a winding path between two vertices that meets nothing else; none when only the straight one fits. */
function bent(d: Linework, from: number, end: number): [number, number][] {
  const ax = d.x[from]!;
  const ay = d.y[from]!;
  const bx = d.x[end]!;
  const by = d.y[end]!;
  const length = Math.hypot(bx - ax, by - ay);
  const n = Math.min(40, Math.floor(length / 140));
  if (n < 2) return [];
  const nx = -(by - ay) / length;
  const ny = (bx - ax) / length;
  for (let swing = Math.min(260, length * 0.14); swing > 4; swing /= 2.5) {
    const inner: [number, number][] = [];
    for (let k = 1; k < n; k++) {
      const s = k / n;
      const hold = Math.min(1, 3 * s, 3 * (1 - s));
      const x = ax + (bx - ax) * s;
      const y = ay + (by - ay) * s;
      const off = swing * hold * (noise(77, x, y, 1300) + 0.45 * noise(78, x, y, 420));
      inner.push([x + nx * off, y + ny * off]);
    }
    const path: [number, number][] = [[ax, ay], ...inner, [bx, by]];
    const box = [0, 1].map((i) => [Math.min(...path.map((p) => p[i]!)), Math.max(...path.map((p) => p[i]!))]);
    let free = true;
    for (const [a, b] of d.edges.values()) {
      if (!free) break;
      if (a === from || b === from || a === end || b === end) continue;
      if (Math.max(d.x[a]!, d.x[b]!) < box[0]![0]! || Math.min(d.x[a]!, d.x[b]!) > box[0]![1]!) continue;
      if (Math.max(d.y[a]!, d.y[b]!) < box[1]![0]! || Math.min(d.y[a]!, d.y[b]!) > box[1]![1]!) continue;
      for (let k = 0; k + 1 < path.length && free; k++) {
        free = !segmentsMeet(...path[k]!, ...path[k + 1]!, d.x[a]!, d.y[a]!, d.x[b]!, d.y[b]!);
      }
    }
    if (free) return inner;
  }
  return [];
}
