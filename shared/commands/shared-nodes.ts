import type { InsertedNode, Op } from '../change/change.ts';
import { samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { insertOnEdgesThrough, type Reshaped, type Sharer } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import { followingFields, storedShape } from './common.ts';
import type { Snapshot } from './define-command.ts';

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
    after: { geometry: shape.value, fields: followingFields(layer, record, {}, shape.value) },
  });
}

/** Operations for several reshaped features; the first that would become invalid refuses all. */
export function reshapeOps(snapshot: Snapshot, reshaped: readonly Reshaped<FeatureRecord>[]): Result<Op[]> {
  const ops: Op[] = [];
  for (const { key, geometry } of reshaped) {
    const op = reshapeOp(snapshot, key, geometry);
    if (!op.ok) return op;
    ops.push(op.value);
  }
  return ok(ops);
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

/**
 * A vertex that was put on an edge of other features becomes a vertex of theirs too, so that borders that were
 * drawn along each other stay exactly equal. `before` is the old shape: its vertices are not new. A neighbour that
 * the new vertex would make invalid is left as it is.
 */
export function nodesOnNeighbours(
  snapshot: Snapshot,
  geometry: Packed,
  before: Packed | null,
  self: RecordRef | null,
): { readonly ops: readonly Op[]; readonly nodes: readonly InsertedNode[] } {
  const around = neighbours(snapshot, snapshot.near(geometry.box), self);
  const shapes = new Map(around.map(({ key, geometry: shape }) => [key, shape]));
  const nodes: InsertedNode[] = [];
  for (const at of newPositions(geometry, before)) {
    const sharers = [...shapes].map(([key, shape]) => ({ key, geometry: shape }));
    const reshaped = insertOnEdgesThrough(sharers, at);
    if (!reshaped.ok) continue;
    const valid = reshaped.value.filter((one) => isValid(one.geometry));
    for (const { key, geometry: shape } of valid) shapes.set(key, shape);
    if (valid.length > 0) nodes.push({ at, refs: valid.map(({ key }) => refOf(key)) });
  }
  const ops = [...shapes].flatMap(([record, shape]) => {
    if (record.geometry === null || samePacked(shape, record.geometry)) return [];
    const op = reshapeOp(snapshot, record, shape);
    return op.ok ? [op.value] : [];
  });
  return { ops, nodes };
}
