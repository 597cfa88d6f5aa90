import { z } from 'zod';
import { moveVertex } from '../geometry/edit-vertices.ts';
import { canonical } from '../geometry/grid.ts';
import { moveSharedVertex } from '../geometry/shared-edge.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { withFollowers } from './reshape-many.ts';
import { alongNeighbours, neighbours, reshapeOp } from './shared-nodes.ts';
import { boxAt, position, vertexAt, vertexParams } from './vertex-params.ts';

/** Moves a vertex of one feature, or with `shared` of every unlocked feature that has it. */
export const moveVertexCommand = defineCommand({
  id: 'move-vertex',
  label: 'command.move-vertex',
  params: z.strictObject({ ...vertexParams, to: position, shared: z.boolean() }),
  available: onOneSelected,
  reads: ({ ref, at, to }) => ({
    refs: [ref],
    boxes: [
      { box: boxAt(at), layers: 'unlocked' },
      { box: boxAt([canonical(to[0]), canonical(to[1])]), layers: 'unlocked' },
    ],
  }),
  run(snapshot, { ref, ring, index, at, to, shared }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const from = vertexAt(geometry, ring, index, at);
    if (!from.ok) return from;
    const target = [canonical(to[0]), canonical(to[1])] as const;
    if (target[0] === from.value[0] && target[1] === from.value[1]) return fail('command.unchanged');
    const own = moveVertex(geometry, { ring, index }, target);
    if (!own.ok) return fail(`command.${own.error.code}`, own.error.params);
    const others = shared
      ? moveSharedVertex(neighbours(snapshot, snapshot.near(boxAt(from.value)), ref), from.value, target)
      : ok([]);
    if (!others.ok) return fail(`command.${others.error.code}`, others.error.params);
    const op = reshapeOp(snapshot, record, own.value);
    if (!op.ok) return op;
    const along = alongNeighbours(snapshot, own.value, geometry, ref, others.value);
    if (!along.ok) return along;
    return ok({
      ...withFollowers('history.move-vertex', labelParams(layer, record), others.value.length),
      ops: [op.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
