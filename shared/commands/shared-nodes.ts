import type { InsertedNode, Op } from '../change/change.ts';
import { boxContainsXY, boxOfXY, expandBox, unionBoxes } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { canonical, STEP_DEGREES } from '../geometry/grid.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import { insertAllOnEdges, type Reshaped, type Sharer } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import { VertexIndex } from '../geometry/vertex-index.ts';
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

/** Positions of geometries that an older one does not have, each once. */
function newPositions(after: readonly Packed[], before: Packed | null): (readonly [number, number])[] {
  const known = new VertexIndex(before === null ? 16 : before.xy.length / 2);
  for (let i = 0; before !== null && i < before.xy.length; i += 2)
    known.add(before.xy[i]!, before.xy[i + 1]!);
  const found: (readonly [number, number])[] = [];
  for (const { xy } of after) {
    for (let i = 0; i < xy.length; i += 2) {
      const size = known.size;
      if (known.add(xy[i]!, xy[i + 1]!) === size) found.push([xy[i]!, xy[i + 1]!]);
    }
  }
  return found;
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

/** A feature that a command changes: its old shape (null: it is new) and the shapes that come of it. */
export interface Changed {
  readonly before: Packed | null;
  readonly after: readonly Packed[];
}

type At = readonly [number, number];

/** A neighbour with the vertices that lie on its edges; those that would make it invalid are left out. */
function withNodes(
  shape: Packed,
  positions: readonly At[],
): { readonly geometry: Packed; readonly taken: readonly At[] } {
  const window = expandBox(shape.box, STEP_DEGREES);
  const near = positions.filter(([x, y]) => boxContainsXY(window, x, y));
  if (near.length === 0) return { geometry: shape, taken: [] };
  const all = insertAllOnEdges(shape, near);
  if (all.taken.length === 0 || isValid(all.geometry)) return all;
  // Rarely one is to blame: one by one.
  const kept: At[] = [];
  for (const at of all.taken) {
    if (isValid(insertAllOnEdges(shape, [...kept, at]).geometry)) kept.push(at);
  }
  return insertAllOnEdges(shape, kept);
}

/**
 * A vertex that was put on an edge of other features becomes a vertex of theirs too, so that borders that were
 * drawn along each other stay exactly equal. A neighbour that such a vertex would make invalid is left as it is.
 *
 * @param changed what the command changes; vertices of the old shapes are not new
 * @param selves these features, whose operations the command makes itself
 * @param reshaped neighbours the command has changed itself; failure when one of them is invalid
 */
export function alongAll(
  snapshot: Snapshot,
  changed: readonly Changed[],
  selves: readonly RecordRef[],
  reshaped: readonly Reshaped<FeatureRecord>[] = [],
): Result<Along> {
  const found = new Map<string, At>();
  for (const { before, after } of changed)
    for (const at of newPositions(after, before)) found.set(`${at[0]} ${at[1]}`, at);
  const positions = [...found.values()];
  const own = new Set(selves.map(({ table, uid }) => `${table} ${uid}`));
  const box = unionBoxes(changed.flatMap(({ after }) => after.map((geometry) => geometry.box)));
  const around = neighbours(snapshot, snapshot.near(box), null).filter(
    ({ key }) => !own.has(`${key.layer} ${key.uid}`),
  );
  const shapes = new Map([...around, ...reshaped].map(({ key, geometry: shape }) => [key, shape]));
  const sharers = new Map<At, RecordRef[]>();
  const ops: Op[] = [];
  for (const [record, shape] of shapes) {
    const noded = withNodes(shape, positions);
    for (const at of noded.taken) sharers.set(at, [...(sharers.get(at) ?? []), refOf(record)]);
    if (record.geometry === null || samePacked(noded.geometry, record.geometry)) continue;
    const op = reshapeOp(snapshot, record, noded.geometry);
    if (!op.ok) return op;
    ops.push(op.value);
  }
  return ok({ ops, nodes: [...sharers].map(([at, refs]) => ({ at, refs })) });
}

/** The same for one feature that gets a new shape. */
export const alongNeighbours = (
  snapshot: Snapshot,
  geometry: Packed,
  before: Packed | null,
  self: RecordRef | null,
  reshaped: readonly Reshaped<FeatureRecord>[] = [],
): Result<Along> =>
  alongAll(snapshot, [{ before, after: [geometry] }], self === null ? [] : [self], reshaped);
