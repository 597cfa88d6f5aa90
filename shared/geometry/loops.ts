import { turnOfRing } from './build-packed.ts';
import { orientation } from './predicates.ts';
import { VertexIndex } from './vertex-index.ts';

/** The lowest of the leftmost vertices of a closed loop: where a simple loop is convex. */
function lowest(ring: ArrayLike<number>): number {
  const n = ring.length / 2 - 1;
  let low = 0;
  let x = ring[0]!;
  let y = ring[1]!;
  for (let i = 1; i < n; i++) {
    const xi = ring[2 * i]!;
    if (xi > x) continue;
    const yi = ring[2 * i + 1]!;
    if (xi < x || yi < y) {
      low = i;
      x = xi;
      y = yi;
    }
  }
  return low;
}

/**
 * Exact turn of a simple closed loop: 1 counter-clockwise, -1 clockwise, 0 when it has no area.
 * Decided at the lowest of the leftmost vertices, where a simple loop is convex.
 */
export function loopTurn(ring: ArrayLike<number>, low = lowest(ring)): -1 | 0 | 1 {
  const n = ring.length / 2 - 1;
  if (n < 3) return 0;
  const before = (low + n - 1) % n;
  const after = (low + 1) % n;
  const turn = orientation(
    ring[2 * before]!,
    ring[2 * before + 1]!,
    ring[2 * low]!,
    ring[2 * low + 1]!,
    ring[2 * after]!,
    ring[2 * after + 1]!,
  );
  const sign = turn === 0 ? turnOfRing(ring) : turn;
  return sign > 0 ? 1 : sign < 0 ? -1 : 0;
}

/**
 * Cuts a closed walk that meets itself in vertices into loops that visit no vertex twice. Edges walked
 * there and back (spikes) vanish. The loops keep the direction of the walk.
 */
export function splitAtTouches(ring: ArrayLike<number>): Float64Array[] {
  const n = ring.length / 2 - 1;
  const index = new VertexIndex(n);
  const stack: number[] = [];
  const depth: number[] = [];
  const loops: Float64Array[] = [];
  for (let i = 0; i <= n; i++) {
    const id = index.add(ring[2 * i]!, ring[2 * i + 1]!);
    const seen = depth[id];
    if (seen !== undefined && seen >= 0) {
      const loop = stack.splice(seen);
      for (const vertex of loop) depth[vertex] = -1;
      if (loop.length >= 3) loops.push(loopFrom(index, loop));
    }
    depth[id] = stack.length;
    stack.push(id);
  }
  return loops;
}

function loopFrom(index: VertexIndex, ids: readonly number[]): Float64Array {
  const loop = new Float64Array(2 * ids.length + 2);
  ids.forEach((id, i) => {
    loop[2 * i] = index.x(id);
    loop[2 * i + 1] = index.y(id);
  });
  loop[2 * ids.length] = loop[0]!;
  loop[2 * ids.length + 1] = loop[1]!;
  return loop;
}

/** The closed loop turned round to begin at its lowest leftmost vertex: one form for one loop. */
export function rotatedLoop(ring: ArrayLike<number>, low = lowest(ring)): Float64Array {
  const n = ring.length / 2 - 1;
  const out = new Float64Array(ring.length);
  let from = 2 * low;
  for (let i = 0; i < 2 * n; i += 2) {
    out[i] = ring[from]!;
    out[i + 1] = ring[from + 1]!;
    from = from + 2 === 2 * n ? 0 : from + 2;
  }
  out[2 * n] = out[0]!;
  out[2 * n + 1] = out[1]!;
  return out;
}

/** Turn and one form of a loop that visits no vertex twice. */
export function formOfLoop(ring: ArrayLike<number>): {
  readonly turn: -1 | 0 | 1;
  readonly ring: Float64Array;
} {
  const low = lowest(ring);
  return { turn: loopTurn(ring, low), ring: rotatedLoop(ring, low) };
}

/** Order of rotated loops: by their first vertex, then by the rest; total for different loops. */
export function compareLoops(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d;
  }
  return a.length - b.length;
}
