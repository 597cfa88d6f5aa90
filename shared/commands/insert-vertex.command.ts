import { z } from 'zod';
import { insertVertex } from '../geometry/edit-vertices.ts';
import { canonical } from '../geometry/grid.ts';
import { insertOnSharedEdge } from '../geometry/shared-edge.ts';
import type { Box } from '../geometry/packed.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { withFollowers } from './reshape-many.ts';
import { alongNeighbours, neighbours, refOf, reshapeOp } from './shared-nodes.ts';
import { position, vertexAt, vertexParams } from './vertex-params.ts';

/**
 * Puts a vertex on the edge that begins at vertex `index` (`at` is that vertex, `end` the other end), and into
 * every unlocked feature that has exactly this edge; with `shared` false into this feature alone. A vertex that lies on the
 * edge even so becomes one of its neighbours all the same: it moves no border there, and keeps them exactly equal.
 */
export const insertVertexCommand = defineCommand({
  id: 'insert-vertex',
  label: 'command.insert-vertex',
  params: z.strictObject({
    ...vertexParams,
    end: position,
    to: position,
    shared: z.boolean().optional(),
  }),
  available: onOneSelected,
  reads: ({ ref, at, end, to }) => {
    const xs = [at[0], end[0], canonical(to[0])];
    const ys = [at[1], end[1], canonical(to[1])];
    const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    return { refs: [ref], boxes: [{ box, layers: 'unlocked' }] };
  },
  run(snapshot, { ref, ring, index, at, end, to, shared = true }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const start = vertexAt(geometry, ring, index, at);
    if (!start.ok) return start;
    const stop = vertexAt(geometry, ring, index + 1, end);
    if (!stop.ok) return stop;
    const point = [canonical(to[0]), canonical(to[1])] as const;
    const isEnd = [start.value, stop.value].some(([x, y]) => x === point[0] && y === point[1]);
    if (isEnd) return fail('command.unchanged');
    const own = insertVertex(geometry, { ring, index }, point);
    if (!own.ok) return fail(`command.${own.error.code}`, own.error.params);
    const around = shared ? neighbours(snapshot, snapshot.near(geometry.box), ref) : [];
    const others = insertOnSharedEdge(around, start.value, stop.value, point);
    if (!others.ok) return fail(`command.${others.error.code}`, others.error.params);
    const op = reshapeOp(snapshot, record, own.value);
    if (!op.ok) return op;
    const along = alongNeighbours(snapshot, own.value, geometry, ref, others.value);
    if (!along.ok) return along;
    const made = others.value.map(({ key }) => refOf(key));
    return ok({
      ...withFollowers('history.insert-vertex', labelParams(layer, record), made.length),
      ops: [op.value, ...along.value.ops],
      nodes: made.length === 0 ? along.value.nodes : [{ at: point, refs: made }, ...along.value.nodes],
    });
  },
});
