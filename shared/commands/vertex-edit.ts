import type { Packed } from '../geometry/packed.ts';
import type { Reshaped } from '../geometry/shared-edge.ts';
import type { LayerSchema } from '../model/layer.ts';
import type { FeatureRecord } from '../model/record.ts';
import { ok, type Result } from '../result.ts';
import type { ReadPlan, Snapshot } from './define-command.ts';
import { gainReads, reshapeGains } from './fit-gains.ts';
import type { Fit } from './fit-shape.ts';
import { type Along, alongNeighbours, refOf, reshapeOp } from './shared-nodes.ts';

/** What an edit of a vertex makes of its feature, and of the unlocked ones that follow. */
export interface VertexEdit {
  readonly layer: LayerSchema;
  readonly record: FeatureRecord;
  readonly geometry: Packed;
  readonly own: Packed;
  readonly others: readonly Reshaped<FeatureRecord>[];
}

const changedBy = ({ record, own, others }: VertexEdit): readonly Reshaped<FeatureRecord>[] => [
  { key: record, geometry: own },
  ...others,
];

/** What is read besides where the edit is to be fitted; nothing where it cannot be made. */
export function vertexReads(
  snapshot: Snapshot,
  fit: Fit | undefined,
  make: () => Result<VertexEdit>,
): ReadPlan {
  if (fit === undefined) return {};
  const made = make();
  return made.ok ? { boxes: gainReads(snapshot, changedBy(made.value), 1, fit) } : {};
}

/** The operations of the edit, fitted or as it is; failures of `reshapeGains` and of writing a feature. */
export function vertexOps(snapshot: Snapshot, edit: VertexEdit, fit: Fit | undefined): Result<Along> {
  if (fit !== undefined) return reshapeGains(snapshot, changedBy(edit), 1, fit);
  const { record, geometry, own, others } = edit;
  const op = reshapeOp(snapshot, record, own);
  if (!op.ok) return op;
  const along = alongNeighbours(snapshot, own, geometry, refOf(record), others);
  return along.ok ? ok({ ops: [op.value, ...along.value.ops], nodes: along.value.nodes }) : along;
}
