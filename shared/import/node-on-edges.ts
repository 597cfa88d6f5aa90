import { packFlat } from '../geometry/build-packed.ts';
import { partCount, partOf } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';

/**
 * Vertices of all features of a source, so that those lying on an edge of a neighbour can be put into that edge while
 * both are still in the plane they were drawn in. After reprojection the edge is no longer the same line.
 */
export interface EdgeNoder {
  /** Remembers the vertices of a feature. Returns false when there are too many to remember. */
  add(packed: Packed): boolean;
  /** Puts remembered vertices into the edges they lie on; the same object when there are none. */
  node(packed: Packed): Packed;
  /** Vertices put in so far. */
  inserted(): number;
}

/** More than this are not held in memory (16 bytes each, and 4 for the index). */
export const MAX_VERTICES = 24_000_000;
const CHUNK = 1 << 16;

interface Grid {
  readonly xy: Float64Array;
  readonly starts: Int32Array;
  readonly columns: number;
  readonly rows: number;
  readonly x0: number;
  readonly y0: number;
  readonly cell: number;
}

/** @param tolerance how far off an edge a vertex may lie and still count as on it, in units of the source */
export function createEdgeNoder(tolerance: number): EdgeNoder {
  const chunks: Float64Array[] = [];
  let used = CHUNK;
  let count = 0;
  let grid: Grid | null = null;
  let total = 0;
  return {
    add: (packed) => {
      const { xy } = packed;
      if (packed.kind === 'point') return true;
      if (count + xy.length / 2 > MAX_VERTICES) return false;
      for (let i = 0; i < xy.length; i += 2) {
        const x = xy[i]!;
        const y = xy[i + 1]!;
        if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
        if (used === CHUNK) {
          chunks.push(new Float64Array(2 * CHUNK));
          used = 0;
        }
        const chunk = chunks[chunks.length - 1]!;
        chunk[2 * used] = x;
        chunk[2 * used + 1] = y;
        used++;
        count++;
      }
      return true;
    },
    node: (packed) => {
      if (packed.kind === 'point' || count === 0) return packed;
      grid ??= makeGrid(chunks, count);
      let added = 0;
      const parts: ArrayLike<number>[][] = [];
      for (let part = 0; part < partCount(packed); part++) {
        parts.push(
          partOf(packed, part).map((ring) => {
            const noded = nodeRing(grid!, ring, tolerance);
            added += (noded.length - ring.length) / 2;
            return noded;
          }),
        );
      }
      total += added;
      return added === 0 ? packed : packFlat(packed.kind, parts);
    },
    inserted: () => total,
  };
}

/** Counting sort of the vertices into square cells, about two a cell. Releases the chunks. */
function makeGrid(chunks: Float64Array[], count: number): Grid {
  let x0 = Infinity;
  let y0 = Infinity;
  let x1 = -Infinity;
  let y1 = -Infinity;
  const filled = (i: number): number => 2 * Math.min(CHUNK, count - i * CHUNK);
  for (const [i, chunk] of chunks.entries()) {
    for (let k = 0, end = filled(i); k < end; k += 2) {
      const x = chunk[k]!;
      const y = chunk[k + 1]!;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  }
  const width = Math.max(x1 - x0, 1e-12);
  const height = Math.max(y1 - y0, 1e-12);
  const cell = Math.max(Math.sqrt((width * height * 2) / count), Math.max(width, height) / 8192, 1e-12);
  const columns = Math.floor(width / cell) + 1;
  const rows = Math.floor(height / cell) + 1;
  const starts = new Int32Array(columns * rows + 1);
  for (const [i, chunk] of chunks.entries()) {
    for (let k = 0, end = filled(i); k < end; k += 2) {
      const cellAt = Math.floor((chunk[k + 1]! - y0) / cell) * columns + Math.floor((chunk[k]! - x0) / cell);
      starts[cellAt + 1]!++;
    }
  }
  for (let i = 1; i < starts.length; i++) starts[i]! += starts[i - 1]!;
  const at = starts.slice(0, -1);
  const xy = new Float64Array(2 * count);
  for (const [i, chunk] of chunks.entries()) {
    for (let k = 0, end = filled(i); k < end; k += 2) {
      const x = chunk[k]!;
      const y = chunk[k + 1]!;
      const place = at[Math.floor((y - y0) / cell) * columns + Math.floor((x - x0) / cell)]!++;
      xy[2 * place] = x;
      xy[2 * place + 1] = y;
    }
  }
  chunks.length = 0;
  return { xy, starts, columns, rows, x0, y0, cell };
}

function nodeRing(grid: Grid, ring: Float64Array, tolerance: number): ArrayLike<number> {
  let out: number[] | null = null;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const hits = verticesOnEdge(grid, ring, i, tolerance);
    if (hits === null) {
      out?.push(ring[i]!, ring[i + 1]!);
      continue;
    }
    out ??= Array.from(ring.subarray(0, i));
    out.push(ring[i]!, ring[i + 1]!);
    for (const { x, y } of hits) out.push(x, y);
  }
  if (out === null) return ring;
  out.push(ring[ring.length - 2]!, ring[ring.length - 1]!);
  return out;
}

interface Hit {
  /** Place along the edge, 0 to 1, and distance from it. */
  readonly t: number;
  readonly off: number;
  readonly x: number;
  readonly y: number;
}

/**
 * Remembered vertices strictly between the ends of the edge that begins at offset `i`, in the order of the edge; null
 * for none, which is the usual answer: nothing is made for it, as a county has ten million edges.
 */
function verticesOnEdge(grid: Grid, ring: Float64Array, i: number, tolerance: number): readonly Hit[] | null {
  const ax = ring[i]!;
  const ay = ring[i + 1]!;
  const bx = ring[i + 2]!;
  const by = ring[i + 3]!;
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  if (!(length > 4 * tolerance) || !Number.isFinite(length)) return null;
  // The ring's own vertices before and after would fold the edge back on itself.
  const last = ring.length - 2;
  const before = i === 0 ? last - 2 : i - 2;
  const after = i + 4 > last ? 2 : i + 4;
  const margin = tolerance / length;
  const { xy, starts, columns, x0, y0, cell } = grid;
  const reach = tolerance * length;
  const firstRow = Math.max(0, Math.floor((Math.min(ay, by) - tolerance - y0) / cell));
  const lastRow = Math.min(grid.rows - 1, Math.floor((Math.max(ay, by) + tolerance - y0) / cell));
  let hits: Hit[] | null = null;
  for (let r = firstRow; r <= lastRow; r++) {
    // The stretch of the edge that passes through this row of cells.
    let west = Math.min(ax, bx);
    let east = Math.max(ax, bx);
    if (dy !== 0) {
      const south = y0 + r * cell - tolerance;
      const x1 = ax + (dx * (south - ay)) / dy;
      const x2 = ax + (dx * (south + cell + 2 * tolerance - ay)) / dy;
      west = Math.max(west, Math.min(x1, x2));
      east = Math.min(east, Math.max(x1, x2));
    }
    const from = Math.max(0, Math.floor((west - tolerance - x0) / cell));
    const to = Math.min(columns - 1, Math.floor((east + tolerance - x0) / cell));
    if (from > to) continue;
    const end = starts[r * columns + to + 1]!;
    for (let k = starts[r * columns + from]!; k < end; k++) {
      const x = xy[2 * k]!;
      const y = xy[2 * k + 1]!;
      const px = x - ax;
      const py = y - ay;
      const across = Math.abs(px * dy - py * dx);
      if (!(across <= reach)) continue;
      const t = (px * dx + py * dy) / (length * length);
      if (!(t > margin && t < 1 - margin)) continue;
      if ((x === ring[before] && y === ring[before + 1]) || (x === ring[after] && y === ring[after + 1]))
        continue;
      hits ??= [];
      hits.push({ t, off: across / length, x, y });
    }
  }
  return hits === null ? null : inOrder(hits, margin);
}

function inOrder(hits: Hit[], margin: number): readonly Hit[] {
  hits.sort((a, b) => a.t - b.t || a.off - b.off || a.x - b.x || a.y - b.y);
  // A position that several features have is one place, and of places closer than the tolerance the edge takes the
  // one nearest to it: more would make it jagged.
  const kept: Hit[] = [];
  for (const hit of hits) {
    const last = kept[kept.length - 1];
    if (last === undefined || hit.t - last.t > margin) kept.push(hit);
    else if (hit.off < last.off) kept[kept.length - 1] = hit;
  }
  return kept;
}
