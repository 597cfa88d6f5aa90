import type { InsertedNode, Op } from '../change/change.ts';
import { boxOfXY, expandBox } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { canonical, STEP_DEGREES } from '../geometry/grid.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { insertAllOnEdges, type Reshaped, type Sharer } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import { shapeFields, storedShape } from './common.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';

export const refOf = (record: FeatureRecord): RecordRef => ({ table: record.layer, uid: record.uid });
const sameRef = (a: RecordRef, b: RecordRef): boolean => a.table === b.table && a.uid === b.uid;

/** Features that may be changed along with the one being edited: unlocked, with a shape, not the feature itself. */
export function neighbours(
  snapshot: Snapshot,
  records: readonly FeatureRecord[],
  self: RecordRef | null,
): Sharer<FeatureRecord>[] {
  return records.flatMap((record) =>
    record.geometry === null ||
    snapshot.locked(record.layer) ||
    (self !== null && sameRef(refOf(record), self))
      ? []
      : [{ key: record, geometry: record.geometry }],
  );
}

/** The operation that gives a feature a new shape, with the fields that follow from it. */
export function reshapeOp(snapshot: Snapshot, record: FeatureRecord, geometry: Packed): Result<Op> {
  const layer = snapshot.layer(record.layer)!;
  const shape = storedShape(layer, geometry);
  if (!shape.ok) return shape;
  return ok({
    at: refOf(record),
    kind: 'patch',
    after: { geometry: shape.value, fields: shapeFields(layer, record, shape.value) },
  });
}

/** Positions of a geometry that another one does not have, as canonical pairs. */
function newPositions(geometry: Packed, before: Packed | null): (readonly [number, number])[] {
  const known = new Set<string>();
  for (let i = 0; before !== null && i < before.xy.length; i += 2)
    known.add(`${before.xy[i]} ${before.xy[i + 1]}`);
  const found = new Map<string, readonly [number, number]>();
  for (let i = 0; i < geometry.xy.length; i += 2) {
    const key = `${geometry.xy[i]} ${geometry.xy[i + 1]}`;
    if (!known.has(key)) found.set(key, [geometry.xy[i]!, geometry.xy[i + 1]!]);
  }
  return [...found.values()];
}

/** Up to this many vertices are looked up one by one: what lies between them does not matter. */
const SINGLE_LOOKUPS = 2_000;

/**
 * What to read for `alongNeighbours`: the unlocked features at the vertices of a new shape, not all that lie within
 * it. `xy` as in `Packed`, not yet on the grid.
 */
export function boxesAtVertices(xy: ArrayLike<number>): NonNullable<ReadPlan['boxes']> {
  if (xy.length / 2 > SINGLE_LOOKUPS)
    return [{ box: expandBox(boxOfXY(xy), STEP_DEGREES), layers: 'unlocked' }];
  const boxes = new Map<string, Box>();
  for (let i = 0; i < xy.length; i += 2) {
    const x = canonical(xy[i]!);
    const y = canonical(xy[i + 1]!);
    boxes.set(`${x} ${y}`, expandBox([x, y, x, y], STEP_DEGREES));
  }
  return [...boxes.values()].map((box) => ({ box, layers: 'unlocked' }));
}

/** What a new shape asks of its neighbours. */
export interface Along {
  readonly ops: readonly Op[];
  readonly nodes: readonly InsertedNode[];
}

/** Of positions in order of longitude those between two meridians, a step more on both sides. */
function between(
  sorted: readonly (readonly [number, number])[],
  west: number,
  east: number,
): readonly (readonly [number, number])[] {
  const from = (longitude: number): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sorted[middle]![0] < longitude) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return sorted.slice(from(west - STEP_DEGREES), from(east + 2 * STEP_DEGREES));
}

type Noded = { readonly geometry: Packed; readonly taken: readonly (readonly [number, number])[] };

/** A neighbour with the new vertices on its edges, as far as it stays valid; null when it takes none. */
function withNodes(shape: Packed, made: readonly (readonly [number, number])[]): Noded | null {
  const all = insertAllOnEdges(shape, made);
  if (!all.ok || all.value === null) return null;
  if (isValid(all.value.geometry)) return all.value;
  // Some of them would fold it: those that do are left out.
  let kept: Noded = { geometry: shape, taken: [] };
  for (const at of all.value.taken) {
    const one = insertAllOnEdges(kept.geometry, [at]);
    if (one.ok && one.value !== null && isValid(one.value.geometry))
      kept = { geometry: one.value.geometry, taken: [...kept.taken, at] };
  }
  return kept.taken.length === 0 ? null : kept;
}

/**
 * A vertex that was put on an edge of other features becomes a vertex of theirs too, so that borders that were
 * drawn along each other stay exactly equal. A neighbour that such a vertex would make invalid is left as it is.
 *
 * @param before the old shape: its vertices are not new
 * @param reshaped neighbours the command has changed itself; failure when one of them is invalid
 */
export function alongNeighbours(
  snapshot: Snapshot,
  geometry: Packed,
  before: Packed | null,
  self: RecordRef | null,
  reshaped: readonly Reshaped<FeatureRecord>[] = [],
): Result<Along> {
  const around = neighbours(snapshot, snapshot.near(geometry.box), self);
  const shapes = new Map([...around, ...reshaped].map(({ key, geometry: shape }) => [key, shape]));
  const made = newPositions(geometry, before);
  const takers = new Map<readonly [number, number], RecordRef[]>();
  const fromWest = [...made].sort((p, q) => p[0] - q[0]);
  for (const [key, shape] of shapes) {
    const noded = withNodes(shape, between(fromWest, shape.box[0], shape.box[2]));
    if (noded === null) continue;
    shapes.set(key, noded.geometry);
    for (const at of noded.taken) takers.set(at, [...(takers.get(at) ?? []), refOf(key)]);
  }
  const nodes = made.flatMap((at): InsertedNode[] => {
    const refs = takers.get(at);
    return refs === undefined ? [] : [{ at, refs }];
  });
  const ops: Op[] = [];
  for (const [record, shape] of shapes) {
    if (record.geometry === null || samePacked(shape, record.geometry)) continue;
    const op = reshapeOp(snapshot, record, shape);
    if (!op.ok) return op;
    ops.push(op.value);
  }
  return ok({ ops, nodes });
}
