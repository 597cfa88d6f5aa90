import { boxContains, boxOfXY } from '../../shared/geometry/box.ts';
import { turnOfRing } from '../../shared/geometry/build-packed.ts';
import type { Box } from '../../shared/geometry/packed.ts';

interface Ring {
  readonly xy: Float64Array;
  readonly box: Box;
  readonly turn: number;
}

/** Whether a position lies in a ring, by crossing parity; borders may fall either way. */
function holds(ring: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const yi = ring[i + 1]!;
    const yj = ring[j + 1]!;
    if (yi > y !== yj > y && x < ((ring[j]! - ring[i]!) * (y - yi)) / (yj - yi) + ring[i]!) inside = !inside;
  }
  return inside;
}

/** Most vertices of the inner ring must lie inside: one alone may lie on the border. */
function contains(outer: Ring, inner: Ring): boolean {
  if (!boxContains(outer.box, inner.box) || Math.abs(outer.turn) <= Math.abs(inner.turn)) return false;
  const points = inner.xy.length / 2;
  const step = Math.max(1, Math.floor(points / 9));
  let yes = 0;
  let no = 0;
  for (let i = 0; i < points; i += step) {
    if (holds(outer.xy, inner.xy[2 * i]!, inner.xy[2 * i + 1]!)) yes++;
    else no++;
  }
  return yes > no;
}

/**
 * The rings of a shapefile polygon as parts: shell and holes. Shells run clockwise and holes counter-clockwise in
 * this format; a counter-clockwise ring that lies in no shell was turned by the program that wrote it and is a shell.
 */
export function groupRings(rings: readonly Float64Array[]): Float64Array[][] {
  if (rings.length === 1) return [[...rings]];
  const all: Ring[] = rings.map((xy) => ({ xy, box: boxOfXY(xy), turn: turnOfRing(xy) }));
  const parts = all.filter(({ turn }) => turn <= 0).map((shell) => ({ shell, rings: [shell.xy] }));
  // Smallest first: the first shell around a hole is the one it is cut from.
  const bySize = [...parts].sort((a, b) => Math.abs(a.shell.turn) - Math.abs(b.shell.turn));
  const lost: Ring[] = [];
  for (const hole of all) {
    if (!(hole.turn > 0)) continue;
    const owner = bySize.find(({ shell }) => contains(shell, hole));
    if (owner) owner.rings.push(hole.xy);
    else lost.push(hole);
  }
  return [...parts.map((part) => part.rings), ...groupLost(lost)];
}

/** Rings all turned the wrong way: nested by how many others each lies in. */
function groupLost(lost: readonly Ring[]): Float64Array[][] {
  if (lost.length < 2 || lost.length > 2000) return lost.map(({ xy }) => [xy]);
  const around = lost.map((ring) => lost.filter((other) => other !== ring && contains(other, ring)));
  const parts = new Map<Ring, Float64Array[]>();
  lost.forEach((ring, i) => {
    if (around[i]!.length % 2 === 0) parts.set(ring, [ring.xy]);
  });
  lost.forEach((ring, i) => {
    if (around[i]!.length % 2 === 0) return;
    const owner = around[i]!.filter((outer) => parts.has(outer)).sort(
      (a, b) => Math.abs(a.turn) - Math.abs(b.turn),
    )[0];
    if (owner) parts.get(owner)?.push(ring.xy);
  });
  return [...parts.values()];
}
