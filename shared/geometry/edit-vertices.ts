import { fail, ok, type Result } from '../result.ts';
import { orientedRing, packFlat, type Position } from './build-packed.ts';
import { isShell, partCount, partOf, partOfRing, ringCount, ringXY } from './counts.ts';
import { canonical } from './grid.ts';
import type { Packed } from './packed.ts';

/*
 * Edits of single vertices, rings and parts. Each gives a new geometry in the stored form (on the grid,
 * rings closed and turned); a ring that an edit turns over is turned back, which reverses its numbering.
 * Whether the result is valid is for validity.ts to say: a person may pass through an invalid shape.
 *
 * Failures: `vertex-missing`, `ring-missing`, `part-missing` for places that do not exist,
 * `ring-too-small` when a ring would keep fewer than 3 different points (a line: 2), `kind-mismatch` for
 * rings of a geometry that is no polygon, `position-invalid` for coordinates that are not finite.
 */

/** A vertex by its ring, counted over all parts, and its place in the ring. */
export interface VertexRef {
  readonly ring: number;
  readonly index: number;
}

const closes = (packed: Packed): boolean => packed.kind === 'polygon';

/** Vertices of a ring without the closing point. */
function verticesOf(packed: Packed, ring: number): number {
  return packed.rings[ring + 1]! - packed.rings[ring]! - (closes(packed) ? 1 : 0);
}

function missing(packed: Packed, { ring, index }: VertexRef): Result<never> | undefined {
  const known = ring >= 0 && ring < ringCount(packed);
  if (!known) return fail('ring-missing', { ring });
  const last = verticesOf(packed, ring);
  return index >= 0 && index < last ? undefined : fail('vertex-missing', { ring, index });
}

function distinct(flat: ArrayLike<number>): number {
  const seen = new Set<string>();
  for (let i = 0; i < flat.length; i += 2) seen.add(`${flat[i]} ${flat[i + 1]}`);
  return seen.size;
}

/** The geometry with one ring replaced by open coordinates. */
function withRing(packed: Packed, ring: number, open: ArrayLike<number>): Result<Packed> {
  const least = packed.kind === 'polygon' ? 3 : packed.kind === 'line' ? 2 : 1;
  if (distinct(open) < least) return fail('ring-too-small', { ring });
  const parts: ArrayLike<number>[][] = [];
  for (let part = 0; part < partCount(packed); part++) {
    const rings: ArrayLike<number>[] = [...partOf(packed, part)];
    const at = ring - packed.parts[part]!;
    if (at >= 0 && at < rings.length) {
      rings[at] = closes(packed) ? orientedRing(open, isShell(packed, ring)) : open;
    }
    parts.push(rings);
  }
  return ok(packFlat(packed.kind, parts));
}

function openRing(packed: Packed, ring: number): number[] {
  return Array.from(ringXY(packed, ring).subarray(0, 2 * verticesOf(packed, ring)));
}

function onGrid(at: Position): readonly [number, number] | undefined {
  const x = canonical(at[0] ?? NaN);
  const y = canonical(at[1] ?? NaN);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}

/** Moves a vertex to a position in degrees. */
export function moveVertex(packed: Packed, vertex: VertexRef, to: Position): Result<Packed> {
  const problem = missing(packed, vertex);
  if (problem) return problem;
  const position = onGrid(to);
  if (position === undefined) return fail('position-invalid');
  const open = openRing(packed, vertex.ring);
  open.splice(2 * vertex.index, 2, ...position);
  return withRing(packed, vertex.ring, open);
}

/** Puts a vertex after the given one. */
export function insertVertex(packed: Packed, after: VertexRef, at: Position): Result<Packed> {
  const problem = missing(packed, after);
  if (problem) return problem;
  const position = onGrid(at);
  if (position === undefined) return fail('position-invalid');
  if (packed.kind === 'point') return fail('kind-mismatch', { kind: packed.kind });
  const open = openRing(packed, after.ring);
  open.splice(2 * after.index + 2, 0, ...position);
  return withRing(packed, after.ring, open);
}

/** Takes a vertex away; refused when the ring would be no ring any more. */
export function deleteVertex(packed: Packed, vertex: VertexRef): Result<Packed> {
  const problem = missing(packed, vertex);
  if (problem) return problem;
  const open = openRing(packed, vertex.ring);
  open.splice(2 * vertex.index, 2);
  return withRing(packed, vertex.ring, open);
}

function ringFrom(positions: readonly Position[], shell: boolean): Result<ArrayLike<number>> {
  const flat: number[] = [];
  for (const position of positions) {
    const at = onGrid(position);
    if (at === undefined) return fail('position-invalid');
    flat.push(...at);
  }
  if (distinct(flat) < 3) return fail('ring-too-small');
  return ok(orientedRing(flat, shell));
}

/** Cuts a hole into a part. The positions may be open or closed. */
export function addRing(packed: Packed, part: number, hole: readonly Position[]): Result<Packed> {
  if (packed.kind !== 'polygon') return fail('kind-mismatch', { kind: packed.kind });
  if (!(part >= 0 && part < partCount(packed))) return fail('part-missing', { part });
  const ring = ringFrom(hole, false);
  if (!ring.ok) return ring;
  return ok(
    packFlat(
      'polygon',
      allParts(packed).map((rings, i) => (i === part ? [...rings, ring.value] : rings)),
    ),
  );
}

/** Adds a part: its shell and perhaps holes. */
export function addPart(packed: Packed, rings: readonly (readonly Position[])[]): Result<Packed> {
  if (packed.kind !== 'polygon') return fail('kind-mismatch', { kind: packed.kind });
  const made: ArrayLike<number>[] = [];
  for (const [i, positions] of rings.entries()) {
    const ring = ringFrom(positions, i === 0);
    if (!ring.ok) return ring;
    made.push(ring.value);
  }
  return made.length === 0 ? fail('ring-too-small') : ok(packFlat('polygon', [...allParts(packed), made]));
}

/** Takes a hole away, or with a shell its whole part; refused for the last part. */
export function deleteRing(packed: Packed, ring: number): Result<Packed> {
  if (!(ring >= 0 && ring < ringCount(packed))) return fail('ring-missing', { ring });
  const part = partOfRing(packed, ring);
  const shell = isShell(packed, ring);
  if (shell && partCount(packed) === 1) return fail('ring-too-small', { ring });
  const parts = allParts(packed);
  return ok(
    packFlat(
      packed.kind,
      shell
        ? parts.filter((_, i) => i !== part)
        : parts.map((rings, i) =>
            i === part ? rings.filter((_, r) => packed.parts[part]! + r !== ring) : rings,
          ),
    ),
  );
}

function allParts(packed: Packed): (readonly ArrayLike<number>[])[] {
  return Array.from({ length: partCount(packed) }, (_, part) => partOf(packed, part));
}
