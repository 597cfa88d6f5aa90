import type { InsertedNode, LabelParams, Op } from '../change/change.ts';
import { boxOfXY, expandBox } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import { SortedPositions, withNodesAt } from '../geometry/nodes-along.ts';
import type { Box, Packed } from '../geometry/packed.ts';
import type { Reshaped, Sharer } from '../geometry/shared-edge.ts';
import { isValid } from '../geometry/validity.ts';
import { VertexIndex } from '../geometry/vertex-index.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { writableShape } from './common.ts';
import type { Snapshot } from './define-command.ts';
import { type Along, neighbours, refOf, reshapeOp } from './shared-nodes.ts';

export const keyOf = (ref: RecordRef): string => `${ref.table} ${ref.uid}`;

/** Records to be edited, each once, and where they are; failures of `writableShape`. */
export interface Subjects {
  readonly records: readonly Sharer<FeatureRecord>[];
  readonly keys: ReadonlySet<string>;
}

export function subjectsOf(snapshot: Snapshot, refs: readonly RecordRef[]): Result<Subjects> {
  const records: Sharer<FeatureRecord>[] = [];
  const keys = new Set<string>();
  for (const ref of refs) {
    if (keys.has(keyOf(ref))) continue;
    keys.add(keyOf(ref));
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    records.push({ key: found.value.record, geometry: found.value.geometry });
  }
  return ok({ records, keys });
}

/** Unlocked features of the snapshot about a box that are not among the subjects. */
export const othersAbout = (
  snapshot: Snapshot,
  box: Box,
  { keys }: Pick<Subjects, 'keys'>,
): Sharer<FeatureRecord>[] =>
  neighbours(snapshot, snapshot.near(expandBox(box, STEP_DEGREES)), null).filter(
    ({ key }) => !keys.has(keyOf(refOf(key))),
  );

/** Canonical pairs, flat: vertices of the new shapes that their old ones did not have, each once. */
export function newVertices(
  changed: readonly { readonly before: Packed | null; readonly after: Packed }[],
): number[] {
  const out: number[] = [];
  const told = new VertexIndex();
  for (const { before, after } of changed) {
    const known = new VertexIndex((before?.xy.length ?? 0) / 2);
    const old = before?.xy ?? [];
    for (let i = 0; i < old.length; i += 2) known.add(old[i]!, old[i + 1]!);
    for (let i = 0; i < after.xy.length; i += 2) {
      const [x, y] = [after.xy[i]!, after.xy[i + 1]!];
      if (known.find(x, y) >= 0) continue;
      const count = told.size;
      if (told.add(x, y) === count) out.push(x, y);
    }
  }
  return out;
}

/** A geometry with those nodes that leave it valid: all together, else one after the other. */
function soundWithNodes(geometry: Packed, positions: SortedPositions): Packed {
  const noded = withNodesAt(geometry, positions);
  if (noded === geometry || isValid(noded)) return noded;
  if (!isValid(geometry)) return geometry;
  let shape = geometry;
  const put = newVertices([{ before: geometry, after: noded }]);
  for (let i = 0; i < put.length; i += 2) {
    const one = withNodesAt(shape, new SortedPositions(put.slice(i, i + 2)));
    if (one !== shape && isValid(one)) shape = one;
  }
  return shape;
}

/** What features are noded with: positions made by the change; those of new features among them. */
export interface NewShapes {
  /** Records with their new shapes; stored as they are when valid, else the whole is refused with the place. */
  readonly changed: readonly Reshaped<FeatureRecord>[];
  /** Shapes of features that are put in. */
  readonly made?: readonly Packed[];
}

/**
 * The operations that give several features new shapes, with the vertices that thereby come to lie on edges of
 * other unlocked features, and of one another, put into those (compare `alongNeighbours`, for one feature).
 * Failures of `storedShape`.
 */
export function reshapeMany(snapshot: Snapshot, { changed, made = [] }: NewShapes): Result<Along> {
  const fresh = newVertices([
    ...changed.map(({ key, geometry }) => ({ before: key.geometry, after: geometry })),
    ...made.map((after) => ({ before: null, after })),
  ]);
  const positions = new SortedPositions(fresh);
  const keys = new Set(changed.map(({ key }) => keyOf(refOf(key))));
  const others = fresh.length === 0 ? [] : othersAbout(snapshot, boxOfXY(fresh), { keys });
  const ops: Op[] = [];
  const nodes: InsertedNode[] = [];
  const alone = changed.length + made.length === 1;
  for (const { key, geometry } of changed) {
    // Alone it has nobody else's new vertices on its edges.
    const shape = alone ? geometry : soundWithNodes(geometry, positions);
    if (key.geometry !== null && samePacked(shape, key.geometry)) continue;
    const op = reshapeOp(snapshot, key, shape);
    if (!op.ok) return op;
    ops.push(op.value);
  }
  const putInto = new Map<string, { at: readonly [number, number]; refs: RecordRef[] }>();
  for (const { key, geometry } of others) {
    const noded = soundWithNodes(geometry, positions);
    if (noded === geometry) continue;
    const op = reshapeOp(snapshot, key, noded);
    // A neighbour that is broken already does not hold up the edit.
    if (!op.ok) continue;
    ops.push(op.value);
    const put = newVertices([{ before: geometry, after: noded }]);
    for (let i = 0; i < put.length; i += 2) {
      const at = [put[i]!, put[i + 1]!] as const;
      const place = putInto.get(at.join(' ')) ?? { at, refs: [] };
      place.refs.push(refOf(key));
      putInto.set(at.join(' '), place);
    }
  }
  nodes.push(...putInto.values());
  return ok({ ops, nodes });
}

/** The label of an edit, and how many features followed it because they share what was edited. */
export const withFollowers = (
  label: string,
  params: LabelParams,
  followers: number,
): { label: string; params: LabelParams } => ({
  label: followers === 0 ? label : `${label}-shared`,
  params: { ...params, followers },
});

/** A failure of the geometry as one of commands. */
export const asCommandFailure = <T>(result: Result<T>): Result<T> =>
  result.ok ? result : fail(`command.${result.error.code}`, result.error.params);
