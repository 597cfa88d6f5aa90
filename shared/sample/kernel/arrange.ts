import { connect } from './connect.ts';
import { Linework } from './linework.ts';
import { Mesh } from './mesh.ts';
import { distanceToSegment, type Flat } from './ring.ts';

/*
 * From drawn lines to a mesh: nodes where lines meet, removal of dangling ends, connection of
 * islands, faces. Nodes are grid points; adding one may bend an edge by a step, so the search is
 * repeated until nothing crosses.
 */

const CELL = 400;
/** Lines that pass this close to a vertex go through it (metres). */
const NEAR = 0.25;

const cellKey = (i: number, j: number): number => (i + 1000) * 4000 + (j + 1000);

function cellsOf(d: Linework, a: number, b: number, visit: (key: number) => void): void {
  const i0 = Math.floor((Math.min(d.x[a]!, d.x[b]!) - 1) / CELL);
  const i1 = Math.floor((Math.max(d.x[a]!, d.x[b]!) + 1) / CELL);
  const j0 = Math.floor((Math.min(d.y[a]!, d.y[b]!) - 1) / CELL);
  const j1 = Math.floor((Math.max(d.y[a]!, d.y[b]!) + 1) / CELL);
  for (let i = i0; i <= i1; i++) for (let j = j0; j <= j1; j++) visit(cellKey(i, j));
}

/** One round of noding; true when something was divided. */
function node(d: Linework): boolean {
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
  d: Linework,
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

function dropDangling(d: Linework): void {
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

function faces(d: Linework): Mesh {
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
  const d = new Linework();
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
