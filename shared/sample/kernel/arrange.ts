import { snap } from './frame.ts';
import { Mesh } from './mesh.ts';
import { noise } from './prng.ts';
import { distanceToSegment, segmentsMeet, type Flat } from './ring.ts';

/*
 * From drawn lines to a mesh: nodes where lines meet, removal of dangling ends, connection of
 * islands, faces. Nodes are grid points; adding one may bend an edge by a step, so the search is
 * repeated until nothing crosses.
 */

const CELL = 400;
/** Lines that pass this close to a vertex go through it (metres). */
const NEAR = 0.25;

class Drawing {
  readonly x: number[] = [];
  readonly y: number[] = [];
  private readonly byPlace = new Map<string, number>();
  /** Edges as pairs of vertices, by key. */
  readonly edges = new Map<string, [number, number]>();

  vertex(x: number, y: number): number {
    const p = snap(x, y);
    const key = `${p.lon} ${p.lat}`;
    const known = this.byPlace.get(key);
    if (known !== undefined) return known;
    const v = this.x.length;
    this.x.push(p.x);
    this.y.push(p.y);
    this.byPlace.set(key, v);
    return v;
  }

  edge(a: number, b: number): void {
    if (a === b) return;
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    if (!this.edges.has(key)) this.edges.set(key, a < b ? [a, b] : [b, a]);
  }

  remove(a: number, b: number): void {
    this.edges.delete(a < b ? `${a} ${b}` : `${b} ${a}`);
  }
}

const cellKey = (i: number, j: number): number => (i + 1000) * 4000 + (j + 1000);

function cellsOf(d: Drawing, a: number, b: number, visit: (key: number) => void): void {
  const i0 = Math.floor((Math.min(d.x[a]!, d.x[b]!) - 1) / CELL);
  const i1 = Math.floor((Math.max(d.x[a]!, d.x[b]!) + 1) / CELL);
  const j0 = Math.floor((Math.min(d.y[a]!, d.y[b]!) - 1) / CELL);
  const j1 = Math.floor((Math.max(d.y[a]!, d.y[b]!) + 1) / CELL);
  for (let i = i0; i <= i1; i++) for (let j = j0; j <= j1; j++) visit(cellKey(i, j));
}

/** One round of noding; true when something was divided. */
function node(d: Drawing): boolean {
  const list = [...d.edges.values()];
  const grid = new Map<number, number[]>();
  list.forEach(([a, b], index) => {
    cellsOf(d, a, b, (key) => {
      const cell = grid.get(key);
      if (cell) cell.push(index);
      else grid.set(key, [index]);
    });
  });
  const cuts = new Map<number, Set<number>>();
  const cut = (edge: number, v: number): void => {
    const [a, b] = list[edge]!;
    if (v === a || v === b) return;
    const set = cuts.get(edge);
    if (set) set.add(v);
    else cuts.set(edge, new Set([v]));
  };
  const seen = new Set<number>();
  for (const cell of grid.values()) {
    for (let p = 0; p < cell.length; p++) {
      for (let q = p + 1; q < cell.length; q++) {
        const e = cell[p]!;
        const f = cell[q]!;
        const pair = Math.min(e, f) * list.length + Math.max(e, f);
        if (seen.has(pair)) continue;
        seen.add(pair);
        meet(d, list, e, f, cut);
      }
    }
  }
  for (const [edge, vertices] of cuts) {
    const [a, b] = list[edge]!;
    const dx = d.x[b]! - d.x[a]!;
    const dy = d.y[b]! - d.y[a]!;
    const along = (v: number): number => (d.x[v]! - d.x[a]!) * dx + (d.y[v]! - d.y[a]!) * dy;
    const stops = [a, ...[...vertices].sort((u, v) => along(u) - along(v)), b];
    d.remove(a, b);
    for (let k = 0; k + 1 < stops.length; k++) d.edge(stops[k]!, stops[k + 1]!);
  }
  return cuts.size > 0;
}

function meet(
  d: Drawing,
  list: readonly [number, number][],
  e: number,
  f: number,
  cut: (edge: number, v: number) => void,
): void {
  const [a, b] = list[e]!;
  const [c, g] = list[f]!;
  const near = (v: number, p: number, q: number): boolean =>
    v !== p && v !== q && distanceToSegment(d.x[v]!, d.y[v]!, d.x[p]!, d.y[p]!, d.x[q]!, d.y[q]!) < NEAR;
  let touched = false;
  for (const v of [c, g]) {
    if (near(v, a, b)) {
      cut(e, v);
      touched = true;
    }
  }
  for (const v of [a, b]) {
    if (near(v, c, g)) {
      cut(f, v);
      touched = true;
    }
  }
  if (touched || a === c || a === g || b === c || b === g) return;
  const ax = d.x[a]!;
  const ay = d.y[a]!;
  const rx = d.x[b]! - ax;
  const ry = d.y[b]! - ay;
  const sx = d.x[g]! - d.x[c]!;
  const sy = d.y[g]! - d.y[c]!;
  const cross = rx * sy - ry * sx;
  if (cross === 0) return;
  const t = ((d.x[c]! - ax) * sy - (d.y[c]! - ay) * sx) / cross;
  const u = ((d.x[c]! - ax) * ry - (d.y[c]! - ay) * rx) / cross;
  if (t <= 0 || t >= 1 || u <= 0 || u >= 1) return;
  const v = d.vertex(ax + t * rx, ay + t * ry);
  cut(e, v);
  cut(f, v);
}

function dropDangling(d: Drawing): void {
  const at = new Map<number, Set<number>>();
  const join = (a: number, b: number): void => {
    const set = at.get(a);
    if (set) set.add(b);
    else at.set(a, new Set([b]));
  };
  for (const [a, b] of d.edges.values()) {
    join(a, b);
    join(b, a);
  }
  const loose = [...at.keys()].filter((v) => at.get(v)!.size === 1);
  while (loose.length > 0) {
    const v = loose.pop()!;
    const [w] = at.get(v)!;
    if (w === undefined) continue;
    at.get(v)!.delete(w);
    at.get(w)!.delete(v);
    d.remove(v, w);
    if (at.get(w)!.size === 1) loose.push(w);
  }
}

/** Connected parts: a representative vertex for each vertex that has edges. */
function components(d: Drawing): (v: number) => number {
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
function connect(d: Drawing): void {
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
function islandsOf(d: Drawing): number[][] {
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
function clearance(d: Drawing, v: number, x: number, y: number): number {
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

function shoot(d: Drawing, from: number, [ux, uy]: Direction, fair: boolean): void {
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
function bent(d: Drawing, from: number, end: number): [number, number][] {
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

function faces(d: Drawing): Mesh {
  const mesh = new Mesh();
  for (let v = 0; v < d.x.length; v++) mesh.addVertex(d.x[v]!, d.y[v]!);
  const out = new Map<number, number[]>();
  for (const [a, b] of d.edges.values()) {
    const h = mesh.addEdge(a, b);
    for (const [v, e] of [
      [a, h],
      [b, h ^ 1],
    ] as const) {
      const list = out.get(v);
      if (list) list.push(e);
      else out.set(v, [e]);
    }
  }
  for (const [v, list] of out) {
    const angle = (e: number): number => {
      const w = mesh.head(e);
      return Math.atan2(mesh.y[w]! - mesh.y[v]!, mesh.x[w]! - mesh.x[v]!);
    };
    list.sort((e, f) => angle(e) - angle(f));
    // Arriving by the twin of one edge, the face on the left goes on with the edge clockwise of it.
    list.forEach((e, k) => mesh.link(e ^ 1, list[(k + list.length - 1) % list.length]!));
  }
  const seen = new Uint8Array(mesh.origin.length);
  const loops: { start: number; area: number }[] = [];
  for (let h = 0; h < seen.length; h++) {
    if (seen[h]) continue;
    mesh.first[0] = h;
    let e = h;
    do {
      seen[e] = 1;
      e = mesh.next[e]!;
    } while (e !== h);
    loops.push({ start: h, area: mesh.area(0) });
  }
  const outside = loops.filter((l) => l.area <= 0);
  if (outside.length !== 1) throw new Error(`sample drawing has ${outside.length} outer walks`);
  mesh.first.length = 0;
  for (const loop of [outside[0]!, ...loops.filter((l) => l.area > 0)]) {
    const face = mesh.first.length;
    mesh.first.push(loop.start);
    let e = loop.start;
    do {
      mesh.face[e] = face;
      e = mesh.next[e]!;
    } while (e !== loop.start);
  }
  return mesh;
}

/**
 * The mesh of the given lines (frame metres). Face 0 is the outside. Rings must repeat their first
 * point. Loose ends are dropped.
 */
export function arrange(lines: readonly Flat[]): Mesh {
  const d = new Drawing();
  for (const line of lines) {
    let last = d.vertex(line[0]!, line[1]!);
    for (let i = 2; i < line.length; i += 2) {
      const v = d.vertex(line[i]!, line[i + 1]!);
      d.edge(last, v);
      last = v;
    }
  }
  for (let round = 0; round < 12 && node(d); round++);
  dropDangling(d);
  connect(d);
  for (let round = 0; round < 12 && node(d); round++);
  return faces(d);
}
