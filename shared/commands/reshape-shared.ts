import type { Op } from '../change/change.ts';
import { partCount, samePacked } from '../geometry/counts.ts';
import type { Packed } from '../geometry/packed.ts';
import { followRedrawn, type Reshape } from '../geometry/reshape.ts';
import { shareOut } from '../geometry/share-out.ts';
import { keepStarts } from '../geometry/ring-start.ts';
import { isValid } from '../geometry/validity.ts';
import type { FeatureRecord } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams } from './common.ts';
import type { Snapshot } from './define-command.ts';
import { reshapeOp } from './shared-nodes.ts';
import { isMulti, splitOps, storable } from './split-ops.ts';

/** What neighbours become when a border is redrawn for all of them. */
export interface Followed {
  readonly ops: readonly Op[];
  readonly changed: readonly { readonly record: FeatureRecord; readonly after: readonly Packed[] }[];
}

/**
 * Neighbours of the same layer give the ground the feature gained and take what it lost: each region to the one with
 * the longest border along it (`made.along` are those of the same layer among `neighbours`, in their order). A neighbour that comes apart in a single-part layer becomes several features. Features
 * of other layers that run along exactly the replaced stretch follow it.
 *
 * Failures `command.reshape-swallows` (params: layer, name) when nothing would be left of a neighbour, and
 * `command.reshape-apart` when they cannot follow without a gap or an overlap.
 */
export function followReshape(
  snapshot: Snapshot,
  own: FeatureRecord,
  made: Reshape,
  neighbours: readonly FeatureRecord[],
): Result<Followed> {
  const same = neighbours.filter((one) => one.layer === own.layer);
  const shared = shareOut(made);
  if (!shared.ok) {
    const swallowed = same[Number(shared.error.params?.['index'] ?? -1)];
    if (shared.error.code !== 'command.reshape-swallows' || swallowed === undefined)
      return fail('command.reshape-apart');
    return fail('command.reshape-swallows', labelParams(snapshot.layer(swallowed.layer)!, swallowed));
  }
  const shapes = new Map<FeatureRecord, Packed>(
    same.flatMap((record, i): [FeatureRecord, Packed][] => {
      const shape = shared.value[i];
      return shape === undefined ? [] : [[record, shape]];
    }),
  );
  for (const record of neighbours) {
    if (record.layer === own.layer || record.geometry?.kind !== 'polygon') continue;
    let shape = record.geometry;
    for (const one of made.redrawn) shape = followRedrawn(shape, one) ?? shape;
    if (shape !== record.geometry && isValid(shape)) shapes.set(record, shape);
  }
  const ops: Op[] = [];
  const changed: { record: FeatureRecord; after: readonly Packed[] }[] = [];
  for (const [record, raw] of shapes) {
    if (samePacked(raw, record.geometry!)) continue;
    const shape = keepStarts(raw, [record.geometry!]);
    const layer = snapshot.layer(record.layer)!;
    const pieces = partCount(shape) > 1 && !isMulti(layer) ? storable(layer, shape) : [shape];
    if (pieces.length === 1) {
      const op = reshapeOp(snapshot, record, shape);
      if (!op.ok) return op;
      ops.push(op.value);
    } else {
      const split = splitOps(
        snapshot,
        layer,
        record,
        pieces.map((geometry) => ({ geometry, given: {} })),
        { whole: false },
      );
      if (!split.ok) return split;
      ops.push(...split.value.ops);
    }
    changed.push({ record, after: pieces });
  }
  return ok({ ops, changed });
}
