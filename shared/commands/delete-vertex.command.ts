import { z } from 'zod';
import { deleteVertex, type VertexRef } from '../geometry/edit-vertices.ts';
import type { Packed } from '../geometry/packed.ts';
import { type Sharer, verticesAt } from '../geometry/shared-edge.ts';
import type { FeatureRecord, RecordRef } from '../model/record.ts';
import { fail, ok, type Result } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { withFollowers } from './reshape-many.ts';
import { neighbours, reshapeOp } from './shared-nodes.ts';
import { boxAt, vertexAt, vertexParams } from './vertex-params.ts';

interface Place {
  readonly sharer: Sharer<FeatureRecord>;
  readonly place: VertexRef;
}

/** The two ends of the border at a vertex, in an order that does not depend on the way the ring runs. */
function ends(geometry: Packed, { ring, index }: VertexRef): string {
  const from = geometry.rings[ring]!;
  const count = geometry.rings[ring + 1]! - from - (geometry.kind === 'polygon' ? 1 : 0);
  const at = (step: number): string => {
    const i = from + ((index + step + count) % count);
    return `${geometry.xy[2 * i]} ${geometry.xy[2 * i + 1]}`;
  };
  return [at(-1), at(1)].sort().join(' ');
}

/**
 * Where the vertex may go from neighbours too: in a layer in which all that have it run along the same border. Where
 * several borders meet, taking it away would tear the layer: refused in the feature's own layer (`command.junction`),
 * and other layers keep theirs.
 */
function sameBorder(
  snapshot: Snapshot,
  ref: RecordRef,
  geometry: Packed,
  vertex: VertexRef,
  at: readonly [number, number],
): Result<readonly Place[]> {
  const border = ends(geometry, vertex);
  const layers = new Map<string, Place[]>();
  for (const sharer of neighbours(snapshot, snapshot.near(boxAt([at[0], at[1]])), ref)) {
    for (const place of verticesAt([sharer], at)) {
      layers.set(sharer.key.layer, [...(layers.get(sharer.key.layer) ?? []), { sharer, place }]);
    }
  }
  const places: Place[] = [];
  for (const [layer, found] of layers) {
    const common = found.every(({ sharer, place }) => ends(sharer.geometry, place) === border);
    if (common) places.push(...found);
    else if (layer === ref.table) return fail('command.junction');
  }
  return ok(places);
}

/** Takes a vertex away from one feature, or with `shared` from every unlocked feature whose border runs through it too. */
export const deleteVertexCommand = defineCommand({
  id: 'delete-vertex',
  label: 'command.delete-vertex',
  params: z.strictObject({ ...vertexParams, shared: z.boolean() }),
  available: onOneSelected,
  reads: ({ ref, at, shared }) => ({
    refs: [ref],
    boxes: shared ? [{ box: boxAt(at), layers: 'unlocked' }] : [],
  }),
  run(snapshot, { ref, ring, index, at, shared }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const from = vertexAt(geometry, ring, index, at);
    if (!from.ok) return from;
    const own = deleteVertex(geometry, { ring, index });
    if (!own.ok) return fail(`command.${own.error.code}`, own.error.params);
    const op = reshapeOp(snapshot, record, own.value);
    if (!op.ok) return op;
    const ops = [op.value];
    const sharers = shared ? sameBorder(snapshot, ref, geometry, { ring, index }, from.value) : ok([]);
    if (!sharers.ok) return sharers;
    for (const { sharer, place } of sharers.value) {
      const less = deleteVertex(sharer.geometry, place);
      if (!less.ok) return fail(`command.${less.error.code}`, less.error.params);
      const other = reshapeOp(snapshot, sharer.key, less.value);
      if (!other.ok) return other;
      ops.push(other.value);
    }
    return ok({
      ...withFollowers('history.delete-vertex', labelParams(layer, record), sharers.value.length),
      ops,
    });
  },
});
