import type { Draft } from '../change/change.ts';
import type { Packed } from '../geometry/packed.ts';
import type { RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, writableShape } from './common.ts';
import type { Snapshot } from './define-command.ts';
import { alongNeighbours, reshapeOp } from './shared-nodes.ts';

/** The draft of a command that gives one feature another shape by a function of its old one. */
export function reshapeOne(
  snapshot: Snapshot,
  ref: RecordRef,
  label: string,
  edit: (geometry: Packed) => Result<Packed>,
): Result<Draft> {
  const found = writableShape(snapshot, ref);
  if (!found.ok) return found;
  const { layer, record, geometry } = found.value;
  const edited = edit(geometry);
  if (!edited.ok) return fail(`command.${edited.error.code}`, edited.error.params);
  const op = reshapeOp(snapshot, record, edited.value);
  if (!op.ok) return op;
  const along = alongNeighbours(snapshot, edited.value, geometry, ref);
  if (!along.ok) return along;
  return ok({
    label,
    params: labelParams(layer, record),
    ops: [op.value, ...along.value.ops],
    nodes: along.value.nodes,
  });
}
