import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { expandBox, unionBoxes } from '../geometry/box.ts';
import { samePacked } from '../geometry/counts.ts';
import { STEP_DEGREES } from '../geometry/grid.ts';
import { reshapeBorder } from '../geometry/reshape.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { fitReads, fitSchema, fitShape } from './fit-shape.ts';
import { newVertices } from './reshape-many.ts';
import { followReshape } from './reshape-shared.ts';
import { alongAll, boxesAtVertices, neighbours, refOf, reshapeOp } from './shared-nodes.ts';
import { position } from './vertex-params.ts';

/**
 * Redraws a part of a border by a line (geometry/reshape.ts says which part, and which side stays). With `shared` the
 * neighbours follow (reshape-shared.ts), so that a coverage stays one; without, they only get the new vertices that
 * lie on their edges, and with `fit` the new shape is cut to what is there (fit-shape.ts).
 *
 * Failures: those of `reshapeBorder`, `command.reshape-swallows`, `command.reshape-apart`, and of writing a feature.
 */
export const reshapeBorderCommand = defineCommand({
  id: 'reshape-border',
  label: 'command.reshape-border',
  params: z.strictObject({
    ref: recordRef,
    line: z.array(position).min(2).max(100_000),
    smaller: z.boolean().optional(),
    shared: z.boolean(),
    fit: fitSchema.optional(),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  readsMore(snapshot, { ref, line, smaller = false, shared, fit }) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return {};
    const made = reshapeBorder(geometry, line, smaller);
    if (!made.ok) return {};
    const at = boxesAtVertices(made.value.redrawn.flatMap(({ drawn }) => drawn.flat()));
    if (!shared && fit !== undefined) {
      const fitted = fitShape(snapshot, made.value.geometry, fit, ref.table, ref);
      const fresh = fitted.ok ? newVertices([{ before: geometry, after: fitted.value }]) : [];
      const window = made.value.geometry.box;
      return { boxes: [...at, ...fitReads(window, fit, ref.table), ...boxesAtVertices(fresh)] };
    }
    if (!shared) return { boxes: at };
    const regions = [...made.value.gained, ...made.value.lost].map(({ box }) => ({
      box: expandBox(box, 2 * STEP_DEGREES),
      layers: 'unlocked' as const,
    }));
    return { boxes: [...at, ...regions] };
  },
  run(snapshot, { ref, line, smaller = false, shared, fit }) {
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
    const shape =
      shared || fit === undefined
        ? ok(made.value.geometry)
        : fitShape(snapshot, made.value.geometry, fit, layer.id, ref);
    if (!shape.ok) return shape;
    // All that was gained may be taken already.
    if (samePacked(shape.value, geometry)) return fail('command.unchanged');
    const op = reshapeOp(snapshot, record, shape.value);
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
        { before: geometry, after: [shape.value] },
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
