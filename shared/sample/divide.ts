import { chordsAt, prepare } from './kernel/chord.ts';
import type { CutStyle } from './kernel/bend.ts';
import { cutOff, halve } from './kernel/cut.ts';
import type { Mesh } from './kernel/mesh.ts';
import type { Random } from './kernel/prng.ts';
import { centroidOf } from './kernel/ring.ts';
import type { Face } from './label.ts';

/** A mesh whose faces carry labels: dividing a face copies its label. */
export class Land {
  readonly mesh: Mesh;
  readonly faces: (Face | undefined)[];
  readonly rng: Random;

  constructor(mesh: Mesh, faces: (Face | undefined)[], rng: Random) {
    this.mesh = mesh;
    this.faces = faces;
    this.rng = rng;
  }

  /** Area in m2. */
  area(face: number): number {
    return this.mesh.area(face);
  }

  private copied(from: number, made: number): void {
    const label = this.faces[from]!;
    this.faces[made] = { ...label, ...(label.planted ? { planted: { ...label.planted } } : {}) };
  }

  /** Halves a face; the new face number or -1. */
  halve(face: number, style: CutStyle, turn?: number): number {
    const made = halve(this.mesh, face, style, this.rng, undefined, 0.5, turn);
    if (made >= 0) this.copied(face, made);
    return made;
  }

  /** Cuts an exact area (m2) off a face. */
  cutOff(face: number, area: number, style: CutStyle): { piece: number; rest: number } | undefined {
    const cut = cutOff(this.mesh, face, area, style, this.rng);
    if (cut) this.copied(face, cut.piece === face ? cut.rest : cut.piece);
    return cut;
  }

  /** All faces whose label passes. */
  where(test: (label: Face, face: number) => boolean): number[] {
    const out: number[] = [];
    this.faces.forEach((label, face) => {
      if (label && test(label, face)) out.push(face);
    });
    return out;
  }

  /** Divides faces until none is larger than its own limit (m2). */
  shrink(faces: readonly number[], limit: (face: number) => number, style: (face: number) => CutStyle): void {
    const stack = [...faces];
    while (stack.length > 0) {
      const face = stack.pop()!;
      if (this.area(face) <= limit(face)) continue;
      const made = this.halve(face, style(face));
      if (made >= 0) stack.push(face, made);
    }
  }

  /**
   * Divides a face by a street of the given width (metres) along one of two directions at right angles.
   * Returns the two blocks and the street, or undefined where no fair street fits.
   */
  street(
    face: number,
    width: number,
    turn: number,
  ): { blocks: [number, number]; street?: number } | undefined {
    const before = this.mesh.origin.length;
    const made = this.halve(face, { bend: 0, step: 1e9 }, turn);
    if (made < 0) return undefined;
    // The straight cut is the last edge added.
    const edge = this.mesh.origin.length - 2;
    if (edge < before) return undefined;
    const u = this.mesh.origin[edge]!;
    const w = this.mesh.head(edge);
    const m = this.mesh;
    const dx = m.x[w]! - m.x[u]!;
    const dy = m.y[w]! - m.y[u]!;
    const length = Math.hypot(dx, dy);
    const nx = -dy / length;
    const ny = dx / length;
    const t = m.x[u]! * nx + m.y[u]! * ny;
    const sides = [face, made].sort((a, b) => this.area(b) - this.area(a));
    for (const side of sides) {
      const ring = m.ring(side);
      const [cx, cy] = centroidOf(ring);
      const sign = cx * nx + cy * ny > t ? 1 : -1;
      const p = prepare(ring);
      const chord = chordsAt(p, nx, ny, t + sign * width)
        .filter((c) => {
          const share = Math.min(c.part, p.area - c.part);
          return (
            c.fair &&
            c.sine > 0.5 &&
            share < 1.6 * width * length &&
            share > 0.6 * width * Math.min(length, c.length)
          );
        })
        .sort((a, b) => b.length - a.length)[0];
      if (!chord) continue;
      const loop = m.loop(side);
      const a = m.addVertex(chord.ux, chord.uy);
      const h1 = m.splitEdge(loop[chord.i]!, a);
      const b = m.addVertex(chord.wx, chord.wy);
      const h2 = m.splitEdge(loop[chord.j]!, b);
      const third = m.splitFace(h1, h2, []);
      this.copied(side, third);
      const street = this.area(third) < this.area(side) ? third : side;
      const rest = street === third ? side : third;
      return { blocks: [rest, side === face ? made : face], street };
    }
    return { blocks: [face, made] };
  }
}
