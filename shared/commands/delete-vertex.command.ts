import { z } from 'zod';
import { deleteVertex } from '../geometry/edit-vertices.ts';
import { verticesAt } from '../geometry/shared-edge.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { neighbours, reshapeOp } from './shared-nodes.ts';
import { boxAt, vertexAt, vertexParams } from './vertex-params.ts';

/** Takes a vertex away from one feature, or with `shared` from every unlocked feature that has it. */
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
    const around = shared ? neighbours(snapshot, snapshot.near(boxAt(from.value)), ref) : [];
    for (const sharer of around) {
      // Each sharer has the vertex once or, where it touches itself, more often: last place first.
      let shape = sharer.geometry;
      for (const place of verticesAt([sharer], from.value).sort(
        (a, b) => b.ring - a.ring || b.index - a.index,
      )) {
        const less = deleteVertex(shape, place);
        if (!less.ok) return fail(`command.${less.error.code}`, less.error.params);
        shape = less.value;
      }
      if (shape === sharer.geometry) continue;
      const other = reshapeOp(snapshot, sharer.key, shape);
      if (!other.ok) return other;
      ops.push(other.value);
    }
    return ok({ label: 'history.delete-vertex', params: labelParams(layer, record), ops });
  },
});
