import { z } from 'zod';
import { moveVertex } from '../geometry/edit-vertices.ts';
import { canonical } from '../geometry/grid.ts';
import { moveSharedVertex } from '../geometry/shared-edge.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand, type Snapshot } from './define-command.ts';
import { fitSchema } from './fit-shape.ts';
import { asCommandFailure, withFollowers } from './reshape-many.ts';
import { neighbours } from './shared-nodes.ts';
import { vertexOps, vertexReads } from './vertex-edit.ts';
import { boxAt, position, vertexAt, vertexParams } from './vertex-params.ts';

const params = z.strictObject({
  ...vertexParams,
  to: position,
  shared: z.boolean(),
  fit: fitSchema.optional(),
});

/** The feature with the vertex moved, and the unlocked ones that have the vertex too. */
function moved(snapshot: Snapshot, { ref, ring, index, at, to, shared }: z.infer<typeof params>) {
  const found = writableShape(snapshot, ref);
  if (!found.ok) return found;
  const { layer, record, geometry } = found.value;
  const from = vertexAt(geometry, ring, index, at);
  if (!from.ok) return from;
  const target = [canonical(to[0]), canonical(to[1])] as const;
  if (target[0] === from.value[0] && target[1] === from.value[1]) return fail('command.unchanged');
  const own = asCommandFailure(moveVertex(geometry, { ring, index }, target));
  if (!own.ok) return own;
  const around = shared ? neighbours(snapshot, snapshot.near(boxAt(from.value)), ref) : [];
  const others = asCommandFailure(moveSharedVertex(around, from.value, target));
  return others.ok ? ok({ layer, record, geometry, own: own.value, others: others.value }) : others;
}

/**
 * Moves a vertex of one feature, or with `shared` of every unlocked feature that has it. With `fit` nobody wins
 * ground that is taken (fit-gains.ts).
 */
export const moveVertexCommand = defineCommand({
  id: 'move-vertex',
  label: 'command.move-vertex',
  params,
  available: onOneSelected,
  reads: ({ ref, at, to }) => ({
    refs: [ref],
    boxes: [
      { box: boxAt(at), layers: 'unlocked' },
      { box: boxAt([canonical(to[0]), canonical(to[1])]), layers: 'unlocked' },
    ],
  }),
  readsMore: (snapshot, given) => vertexReads(snapshot, given.fit, () => moved(snapshot, given)),
  run(snapshot, given) {
    const made = moved(snapshot, given);
    if (!made.ok) return made;
    const { layer, record, others } = made.value;
    const along = vertexOps(snapshot, made.value, given.fit);
    if (!along.ok) return along;
    return ok({
      ...withFollowers('history.move-vertex', labelParams(layer, record), others.length),
      ...along.value,
    });
  },
});
