import { z } from 'zod';
import { insertVertex } from '../geometry/edit-vertices.ts';
import { canonical } from '../geometry/grid.ts';
import { insertOnSharedEdge } from '../geometry/shared-edge.ts';
import type { Box } from '../geometry/packed.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { fitSchema } from './fit-shape.ts';
import { asCommandFailure, withFollowers } from './reshape-many.ts';
import { neighbours, refOf } from './shared-nodes.ts';
import { vertexOps, vertexReads } from './vertex-edit.ts';
import { position, vertexAt, vertexParams } from './vertex-params.ts';

const params = z.strictObject({
  ...vertexParams,
  end: position,
  to: position,
  shared: z.boolean().optional(),
  fit: fitSchema.optional(),
});

/** The feature with the vertex put in, and the unlocked ones that have the edge too. */
function withVertex(snapshot: Snapshot, given: z.infer<typeof params>) {
  const { ref, ring, index, at, end, to, shared = true } = given;
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
  const own = asCommandFailure(insertVertex(geometry, { ring, index }, point));
  if (!own.ok) return own;
  const around = shared ? neighbours(snapshot, snapshot.near(geometry.box), ref) : [];
  const others = asCommandFailure(insertOnSharedEdge(around, start.value, stop.value, point));
  return others.ok ? ok({ layer, record, geometry, point, own: own.value, others: others.value }) : others;
}

/**
 * Puts a vertex on the edge that begins at vertex `index` (`at` is that vertex, `end` the other end), and into
 * every unlocked feature that has exactly this edge; with `shared` false into this feature alone. A vertex that lies on the
 * edge even so becomes one of its neighbours all the same: it moves no border there, and keeps them exactly equal.
 * With `fit` nobody wins ground that is taken (fit-gains.ts).
 */
export const insertVertexCommand = defineCommand({
  id: 'insert-vertex',
  label: 'command.insert-vertex',
  params,
  available: onOneSelected,
  reads: ({ ref, at, end, to }) => {
    const xs = [at[0], end[0], canonical(to[0])];
    const ys = [at[1], end[1], canonical(to[1])];
    const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    return { refs: [ref], boxes: [{ box, layers: 'unlocked' }] };
  },
  readsMore: (snapshot, given) => vertexReads(snapshot, given.fit, () => withVertex(snapshot, given)),
  run(snapshot, given) {
    const made = withVertex(snapshot, given);
    if (!made.ok) return made;
    const { layer, record, point, others } = made.value;
    const along = vertexOps(snapshot, made.value, given.fit);
    if (!along.ok) return along;
    const refs = others.map(({ key }) => refOf(key));
    // Fitted, the vertex may have been cut off again.
    const put = refs.length === 0 || given.fit !== undefined ? [] : [{ at: point, refs }];
    return ok({
      ...withFollowers('history.insert-vertex', labelParams(layer, record), refs.length),
      ops: along.value.ops,
      nodes: [...put, ...along.value.nodes],
    });
  },
});
