import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { expandBox, unionBoxes } from '../geometry/box.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import { reshapeBorder } from '../geometry/reshape.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { followReshape } from './reshape-shared.ts';
import { alongAll, boxesAtVertices, neighbours, refOf, reshapeOp } from './shared-nodes.ts';
import { position } from './vertex-params.ts';

/**
 * Redraws a part of a border by a line (geometry/reshape.ts says which part, and which side stays). With `shared` the
 * neighbours follow (reshape-shared.ts), so that a coverage stays one; without, they only get the new vertices that
 * lie on their edges.
 *
 * Failures: those of `reshapeBorder`, `command.reshape-swallows`, and of writing a feature.
 */
export const reshapeBorderCommand = defineCommand({
  id: 'reshape-border',
  label: 'command.reshape-border',
  params: z.strictObject({
    ref: recordRef,
    line: z.array(position).min(2).max(100_000),
    smaller: z.boolean().optional(),
    shared: z.boolean(),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  readsMore(snapshot, { ref, line, smaller = false, shared }) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return {};
    const made = reshapeBorder(geometry, line, smaller);
    if (!made.ok) return {};
    const at = boxesAtVertices(made.value.redrawn.drawn.flat());
    if (!shared) return { boxes: at };
    const regions = [...made.value.gained, ...made.value.lost].map(({ box }) => ({
      box: expandBox(box, 2 * STEP_DEGREES),
      layers: 'unlocked' as const,
    }));
    return { boxes: [...at, ...regions] };
  },
  run(snapshot, { ref, line, smaller = false, shared }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    if (geometry.kind !== 'polygon') return fail('command.kind-mismatch');
    const first = reshapeBorder(geometry, line, smaller);
    if (!first.ok) return first;
    const regions = [...first.value.gained, ...first.value.lost];
    const window = expandBox(unionBoxes(regions.map(({ box }) => box)), 2 * STEP_DEGREES);
    const around = shared
      ? neighbours(snapshot, snapshot.near(window), ref).filter((one) => one.geometry.kind === 'polygon')
      : [];
    const same = around.filter(({ key }) => key.layer === layer.id).map((one) => one.geometry);
    const made = same.length === 0 ? first : reshapeBorder(geometry, line, smaller, same);
    if (!made.ok) return made;
    const op = reshapeOp(snapshot, record, made.value.geometry);
    if (!op.ok) return op;
    const followed = followReshape(
      snapshot,
      record,
      made.value,
      around.map(({ key }) => key),
    );
    if (!followed.ok) return followed;
    const { changed } = followed.value;
    const along = alongAll(
      snapshot,
      [
        { before: geometry, after: [made.value.geometry] },
        ...changed.map((one) => ({ before: one.record.geometry, after: one.after })),
      ],
      [ref, ...changed.map((one) => refOf(one.record))],
    );
    if (!along.ok) return along;
    return ok({
      label: 'history.reshape-border',
      params: labelParams(layer, record),
      ops: [op.value, ...followed.value.ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
