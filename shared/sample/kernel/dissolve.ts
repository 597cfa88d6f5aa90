import type { Mesh } from './mesh.ts';

/** Rings of one connected union of faces: vertex numbers, the shell first (counter-clockwise), then holes. */
export type Outline = number[][];

/** Connected groups of the given faces that carry the same key; an undefined key leaves a face out. */
export function groups<K>(
  mesh: Mesh,
  faces: Iterable<number>,
  key: (face: number) => K | undefined,
): { key: K; faces: number[] }[] {
  const out: { key: K; faces: number[] }[] = [];
  const seen = new Set<number>();
  for (const start of faces) {
    if (seen.has(start)) continue;
    const k = key(start);
    if (k === undefined) continue;
    seen.add(start);
    const members = [start];
    for (let at = 0; at < members.length; at++) {
      for (const h of mesh.loop(members[at]!)) {
        const other = mesh.face[h ^ 1]!;
        if (!seen.has(other) && key(other) === k) {
          seen.add(other);
          members.push(other);
        }
      }
    }
    out.push({ key: k, faces: members });
  }
  return out;
}

function turn(mesh: Mesh, ring: readonly number[]): number {
  let sum = 0;
  const x0 = mesh.x[ring[0]!]!;
  const y0 = mesh.y[ring[0]!]!;
  for (let k = 1; k + 1 < ring.length; k++) {
    const a = ring[k]!;
    const b = ring[k + 1]!;
    sum += (mesh.x[a]! - x0) * (mesh.y[b]! - y0) - (mesh.x[b]! - x0) * (mesh.y[a]! - y0);
  }
  return sum / 2;
}

/** Signed area of a ring of vertices, m2. */
export const ringArea = turn;

/** Border of an edge-connected set of faces. Rings that touch themselves are divided at the touching vertex. */
export function outline(mesh: Mesh, faces: readonly number[]): Outline {
  const member = new Set(faces);
  const rings: number[][] = [];
  const seen = new Set<number>();
  for (const face of faces) {
    for (const start of mesh.loop(face)) {
      if (seen.has(start) || member.has(mesh.face[start ^ 1]!)) continue;
      const walk: number[] = [];
      let h = start;
      do {
        seen.add(h);
        walk.push(mesh.origin[h]!);
        let e = mesh.next[h]!;
        while (member.has(mesh.face[e ^ 1]!)) e = mesh.next[e ^ 1]!;
        h = e;
      } while (h !== start);
      rings.push(...divided(walk));
    }
  }
  const shells = rings.filter((r) => turn(mesh, r) > 0);
  const holes = rings.filter((r) => turn(mesh, r) < 0);
  if (shells.length !== 1) throw new Error(`union of faces has ${shells.length} shells`);
  return [shells[0]!, ...holes];
}

/** A closed walk as simple rings: each return to a vertex closes one. */
function divided(walk: readonly number[]): number[][] {
  const out: number[][] = [];
  const stack: number[] = [];
  const at = new Map<number, number>();
  for (const v of walk) {
    const known = at.get(v);
    if (known !== undefined) {
      const ring = stack.splice(known);
      for (const w of ring) at.delete(w);
      out.push(ring);
    }
    at.set(v, stack.length);
    stack.push(v);
  }
  out.push(stack);
  return out;
}

/** Area of an outline in m2. */
export function outlineArea(mesh: Mesh, rings: Outline): number {
  return rings.reduce((sum, ring) => sum + turn(mesh, ring), 0);
}
