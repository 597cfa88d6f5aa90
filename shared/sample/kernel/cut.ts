import { chordsAt, longAxis, offsets, prepare, type Chord, type Prepared } from './chord.ts';
import { between, clear, type CutStyle } from './bend.ts';
import type { Mesh } from './mesh.ts';
import type { Random } from './prng.ts';

/** Tells whether a cut may end on this half-edge. */
export type OpenEdge = (h: number) => boolean;

const ANGLES = [0, 1, -1, 2, -2, 3, -3, 4].map((k) => (k * Math.PI) / 8);

/** Small turns tried where a direction is given but meets a corner. */
const NUDGES = [0, 0.02, -0.02, 0.04, -0.04, 0.07, -0.07, 0.1, -0.1];

function preparedFace(mesh: Mesh, face: number, open?: OpenEdge): { loop: number[]; p: Prepared } {
  const loop = mesh.loop(face);
  const ring = loop.flatMap((h) => [mesh.x[mesh.origin[h]!]!, mesh.y[mesh.origin[h]!]!]);
  return { loop, p: prepare(ring, open && ((edge) => open(loop[edge]!))) };
}

/** Makes the cut; `inner` are the half-edges that start at its inner points. */
function apply(
  mesh: Mesh,
  loop: number[],
  c: Chord,
  inner: readonly [number, number][],
): { made: number; inner: number[] } {
  const u = mesh.addVertex(c.ux, c.uy);
  const h1 = mesh.splitEdge(loop[c.i]!, u);
  const w = mesh.addVertex(c.wx, c.wy);
  const h2 = mesh.splitEdge(loop[c.j]!, w);
  const path = inner.map(([x, y]) => mesh.addVertex(x, y));
  const edge = mesh.origin.length;
  return { made: mesh.splitFace(h1, h2, path), inner: path.map((_, k) => edge + 2 * (k + 1)) };
}

/** Divides a face in about `share` and the rest by a short cut; the new face, or -1 when no fair cut was found. */
export function halve(
  mesh: Mesh,
  face: number,
  style: CutStyle,
  rng: Random,
  open?: OpenEdge,
  share = 0.5,
  turn?: number,
): number {
  const { loop, p } = preparedFace(mesh, face, open);
  const axis = turn ?? longAxis(p.ring) + (style.bend > 0 ? rng.range(-0.2, 0.2) : 0);
  const size = Math.sqrt(p.area);
  let best: Chord | undefined;
  let bestCost = Infinity;
  const angles = turn === undefined ? ANGLES : [0, Math.PI / 2];
  for (const angle of angles) {
    const nx = Math.cos(axis + angle);
    const ny = Math.sin(axis + angle);
    const [low, high] = offsets(p.ring, nx, ny);
    for (let k = 1; k < 10; k++) {
      const t = low + ((high - low) * (k + rng.range(-0.3, 0.3))) / 10;
      for (const c of chordsAt(p, nx, ny, t)) {
        if (!c.fair) continue;
        const f = c.part / p.area;
        const unbalance = Math.min(Math.abs(f - share), Math.abs(1 - f - share));
        if (unbalance > 0.3 || c.sine < 0.5) continue;
        const cost =
          c.length / size + 5 * unbalance * unbalance + 0.3 * (1 - c.sine) + 0.04 * Math.abs(angle);
        if (cost < bestCost) {
          bestCost = cost;
          best = c;
        }
      }
    }
  }
  if (!best) return -1;
  const straight: [number, number][] = [
    [best.ux, best.uy],
    [best.wx, best.wy],
  ];
  if (!clear(p, best, straight)) return -1;
  return apply(mesh, loop, best, between(style, best, p, rng, 0)).made;
}

/**
 * Cuts a piece of exactly `area` m2 (to a few mm2 x metres: one vertex of the cut is moved last) off
 * a face. Returns the face number of the piece, the rest keeping or getting the other number, or
 * undefined when no fair cut exists.
 */
export function cutOff(
  mesh: Mesh,
  face: number,
  area: number,
  style: CutStyle,
  rng: Random,
  open?: OpenEdge,
  turn?: number,
): { piece: number; rest: number } | undefined {
  const { loop, p } = preparedFace(mesh, face, open);
  const axis = turn ?? longAxis(p.ring);
  const chords: Chord[] = [];
  for (const angle of turn === undefined ? ANGLES : NUDGES) {
    const nx = Math.cos(axis + angle);
    const ny = Math.sin(axis + angle);
    const [low, high] = offsets(p.ring, nx, ny);
    for (const wanted of turn === undefined ? [area, p.area - area] : [area]) {
      const chord = chordFor(p, nx, ny, low, high, wanted);
      if (chord && chord.sine >= 0.45) chords.push(chord);
    }
  }
  // Where the direction is free the shortest cut is best: a small piece is a corner, not a strip.
  if (turn === undefined) chords.sort((c, d) => c.length - d.length);
  for (const chord of chords) {
    for (let attempt = 0; attempt < 3; attempt++) {
      const bent = between({ ...style, bend: style.bend / 2 ** attempt }, chord, p, rng, 2);
      const target = Math.abs(chord.part - area) < Math.abs(p.area - chord.part - area) ? 1 : 0;
      const inner = corrected(p, chord, bent, (target === 1 ? area : p.area - area) - chord.part);
      if (!inner) continue;
      const cut = apply(mesh, loop, chord, inner);
      const piece = target === 1 ? cut.made : face;
      finish(mesh, piece, area, cut.inner);
      return { piece, rest: target === 1 ? face : cut.made };
    }
  }
  return undefined;
}

/** The longest cut of a family of parallel lines that leaves `wanted` m2 on its low side. */
function chordFor(
  p: Prepared,
  nx: number,
  ny: number,
  low: number,
  high: number,
  wanted: number,
): Chord | undefined {
  const lowSide = (c: Chord): number => {
    // The cut runs from u to w; points i+1 .. j lie on its right when part is positive.
    const right = (c.wx - c.ux) * ny - (c.wy - c.uy) * nx > 0;
    return right ? c.part : p.area - c.part;
  };
  let from = low;
  let to = high;
  let found: Chord | undefined;
  for (let k = 0; k < 50; k++) {
    const t = (from + to) / 2;
    const chords = chordsAt(p, nx, ny, t);
    if (chords.length === 0) return undefined;
    found = chords.reduce((a, b) => (b.length > a.length ? b : a));
    const d = lowSide(found) - wanted;
    if (Math.abs(d) < 1e-3 * Math.max(1, found.length)) break;
    if (d < 0) from = t;
    else to = t;
  }
  if (!found || Math.abs(lowSide(found) - wanted) > 0.02 * wanted + 1) return undefined;
  return found.fair ? found : undefined;
}

/** Shifts the bent cut sideways as a whole so that the part on its right has the area of the straight chord's plus `more`. */
function corrected(
  p: Prepared,
  c: Chord,
  inner: readonly [number, number][],
  more: number,
): [number, number][] | undefined {
  const nx = -(c.wy - c.uy) / c.length;
  const ny = (c.wx - c.ux) / c.length;
  let bulge = 0;
  const all: [number, number][] = [[c.ux, c.uy], ...inner, [c.wx, c.wy]];
  let effective = 0;
  for (let k = 0; k + 1 < all.length; k++) {
    const [ax, ay] = all[k]!;
    const [bx, by] = all[k + 1]!;
    bulge += ((ax - c.ux) * (by - c.uy) - (bx - c.ux) * (ay - c.uy)) / 2;
    const run = ((bx - ax) * (c.wx - c.ux) + (by - ay) * (c.wy - c.uy)) / c.length;
    effective += run * (k === 0 || k === all.length - 2 ? 0.5 : 1);
  }
  const shift = (bulge + more) / effective;
  if (Math.abs(shift) > 0.2 * c.length) return undefined;
  const moved = inner.map(([x, y]): [number, number] => [x + nx * shift, y + ny * shift]);
  return clear(p, c, [all[0]!, ...moved, all[all.length - 1]!]) ? moved : undefined;
}

/** Moves the inner vertex with the longest base so that the piece has its area to the last grid step. */
function finish(mesh: Mesh, piece: number, area: number, inner: readonly number[]): void {
  let best = -1;
  let longest = 0;
  for (const h of inner) {
    const a = mesh.origin[mesh.previous[h]!]!;
    const b = mesh.head(h);
    const l = Math.hypot(mesh.x[a]! - mesh.x[b]!, mesh.y[a]! - mesh.y[b]!);
    if (l > longest) {
      longest = l;
      best = h;
    }
  }
  if (best >= 0) settle(mesh, piece, area, best);
}

/** Moves the origin of `h` (a vertex of two edges, on the border of `piece`) until the piece has its area. */
export function settle(mesh: Mesh, piece: number, area: number, h: number): void {
  const v = mesh.origin[h]!;
  const own = mesh.face[h] === piece;
  const a = mesh.origin[mesh.previous[h]!]!;
  const b = mesh.head(h);
  const [from, to] = own ? [a, b] : [b, a];
  const dx = mesh.x[to]! - mesh.x[from]!;
  const dy = mesh.y[to]! - mesh.y[from]!;
  const base = Math.hypot(dx, dy);
  for (let round = 0; round < 4; round++) {
    const missing = area - mesh.area(piece);
    if (Math.abs(missing) < 0.002) return;
    const move = (2 * missing) / base;
    // The piece lies left of from -> to, so it grows to the right.
    mesh.moveVertex(v, mesh.x[v]! + (dy / base) * move, mesh.y[v]! - (dx / base) * move);
  }
}
