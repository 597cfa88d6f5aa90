import { snap } from './frame.ts';

/** Lines under construction: vertices on the grid, each place once, and edges between them, each once. */
export class Linework {
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
