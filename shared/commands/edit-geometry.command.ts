import { z } from 'zod';
import { packed, recordRef } from '../bridge/schemas.ts';
import { samePacked } from '../geometry/counts.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, storedShape, writableFeature } from './common.ts';
import { defineCommand } from './define-command.ts';
import { fitReads, fitSchema, fitShape } from './fit-shape.ts';
import { alongNeighbours, boxesAtVertices, reshapeOp } from './shared-nodes.ts';

/** Gives one feature a new shape, with `fit` cut to what is there (fit-shape.ts). */
export const editGeometry = defineCommand({
  id: 'edit-geometry',
  label: 'command.edit-geometry',
  params: z.strictObject({ ref: recordRef, geometry: packed, fit: fitSchema.optional() }),
  available: onOneSelected,
  reads: ({ ref, geometry }) => ({ refs: [ref], boxes: boxesAtVertices(geometry.xy) }),
  readsMore(snapshot, { ref, geometry, fit }) {
    if (fit === undefined) return {};
    const fitted = fitShape(snapshot, geometry, fit, ref.table, ref);
    return {
      boxes: [
        ...fitReads(geometry.box, fit, ref.table),
        ...(fitted.ok ? boxesAtVertices(fitted.value.xy) : []),
      ],
    };
  },
  run(snapshot, { ref, geometry: raw, fit }) {
    const found = writableFeature(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record } = found.value;
    const fitted = fit === undefined ? ok(raw) : fitShape(snapshot, raw, fit, ref.table, ref);
    if (!fitted.ok) return fitted;
    const shape = storedShape(layer, fitted.value);
    if (!shape.ok) return shape;
    if (record.geometry !== null && samePacked(shape.value, record.geometry))
      return fail('command.unchanged');
    const op = reshapeOp(snapshot, record, shape.value);
    if (!op.ok) return op;
    const along = alongNeighbours(snapshot, shape.value, record.geometry, ref);
    if (!along.ok) return along;
    return ok({
      label: 'history.edit-geometry',
      params: labelParams(layer, record),
      ops: [op.value, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
