import { snap } from './frame.ts';

/*
 * A planar subdivision as half-edges. Two half-edges of one edge are numbered 2k and 2k+1; a face is
 * one closed walk with the face on its left. Every vertex is a point of the coordinate grid that all
 * faces around it share, so whatever is made by joining faces fits together exactly.
 */
export class Mesh {
  /** Frame place and grid steps of each vertex. */
  readonly x: number[] = [];
  readonly y: number[] = [];
  readonly lon: number[] = [];
  readonly lat: number[] = [];
  /** Origin, next, previous and face of each half-edge. */
  readonly origin: number[] = [];
  readonly next: number[] = [];
  readonly previous: number[] = [];
  readonly face: number[] = [];
  /** One half-edge of each face. */
  readonly first: number[] = [];

  /** Adds the grid point nearest to a frame place. */
  addVertex(x: number, y: number): number {
    const p = snap(x, y);
    this.x.push(p.x);
    this.y.push(p.y);
    this.lon.push(p.lon);
    this.lat.push(p.lat);
    return this.x.length - 1;
  }

  /** Moves a vertex to the grid point nearest to a frame place. */
  moveVertex(v: number, x: number, y: number): void {
    const p = snap(x, y);
    this.x[v] = p.x;
    this.y[v] = p.y;
    this.lon[v] = p.lon;
    this.lat[v] = p.lat;
  }

  /** Adds an edge without linking it; the even half-edge runs from `a` to `b`. */
  addEdge(a: number, b: number): number {
    const h = this.origin.length;
    this.origin.push(a, b);
    this.next.push(-1, -1);
    this.previous.push(-1, -1);
    this.face.push(-1, -1);
    return h;
  }

  /** Where a half-edge ends. */
  head(h: number): number {
    return this.origin[h ^ 1]!;
  }

  link(h: number, then: number): void {
    this.next[h] = then;
    this.previous[then] = h;
  }

  /** Half-edges of a face in order. */
  loop(face: number): number[] {
    const out: number[] = [];
    const start = this.first[face]!;
    let h = start;
    do {
      out.push(h);
      h = this.next[h]!;
    } while (h !== start);
    return out;
  }

  /** The ring of a face in frame metres. */
  ring(face: number): number[] {
    const out: number[] = [];
    const start = this.first[face]!;
    let h = start;
    do {
      const v = this.origin[h]!;
      out.push(this.x[v]!, this.y[v]!);
      h = this.next[h]!;
    } while (h !== start);
    return out;
  }

  /** Area of a face in m2 (ellipsoid, see frame.ts). */
  area(face: number): number {
    const start = this.first[face]!;
    const o = this.origin[start]!;
    const x0 = this.x[o]!;
    const y0 = this.y[o]!;
    let sum = 0;
    let h = this.next[start]!;
    let px = 0;
    let py = 0;
    while (h !== start) {
      const v = this.origin[h]!;
      const x = this.x[v]! - x0;
      const y = this.y[v]! - y0;
      sum += px * y - x * py;
      px = x;
      py = y;
      h = this.next[h]!;
    }
    return sum / 2;
  }

  /** Outgoing half-edges of the vertex a half-edge starts from. */
  around(h: number): number[] {
    const out: number[] = [];
    let e = h;
    do {
      out.push(e);
      e = this.next[e ^ 1]!;
    } while (e !== h);
    return out;
  }

  /** Puts a vertex on an edge; returns the half-edge that now starts at the vertex in the direction of `h`. */
  splitEdge(h: number, v: number): number {
    const t = h ^ 1;
    const b = this.origin[t]!;
    const h2 = this.addEdge(v, b);
    const t2 = h2 ^ 1;
    const after = this.next[h]!;
    const before = this.previous[t]!;
    this.face[h2] = this.face[h]!;
    this.face[t2] = this.face[t]!;
    this.origin[t] = v;
    this.link(h, h2);
    this.link(t2, t);
    if (after === t) {
      this.link(h2, t2);
    } else {
      this.link(h2, after);
      this.link(before, t2);
    }
    return h2;
  }

  /**
   * Divides a face by a path from the origin of `h1` to the origin of `h2` through new vertices.
   * The part that holds `h1` becomes a new face; its number is returned.
   */
  splitFace(h1: number, h2: number, path: readonly number[]): number {
    const old = this.face[h1]!;
    const before1 = this.previous[h1]!;
    const before2 = this.previous[h2]!;
    const stops = [this.origin[h1]!, ...path, this.origin[h2]!];
    let there = before1;
    let back = -1;
    for (let k = 0; k + 1 < stops.length; k++) {
      const e = this.addEdge(stops[k]!, stops[k + 1]!);
      this.link(there, e);
      there = e;
      if (back === -1) this.link(e ^ 1, h1);
      else this.link(e ^ 1, back);
      back = e ^ 1;
      this.face[e] = old;
    }
    this.link(there, h2);
    this.link(before2, back);
    const made = this.first.length;
    this.first.push(h1);
    this.first[old] = h2;
    let h = h1;
    do {
      this.face[h] = made;
      h = this.next[h]!;
    } while (h !== h1);
    return made;
  }
}
