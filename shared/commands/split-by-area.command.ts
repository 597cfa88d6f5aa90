import { z } from 'zod';
import { fields as fieldsSchema, finite, recordRef } from '../bridge/schemas.ts';
import { checkFields } from '../change/check-value.ts';
import { partCount } from '../geometry/counts.ts';
import { splitByArea } from '../geometry/split-area.ts';
import { fail, ok } from '../result.ts';
import { labelParams, layerNames, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { alongAll, boxesAtVertices } from './shared-nodes.ts';
import { closingParams, isMulti, splitOps, storable } from './split-ops.ts';

/**
 * Cuts a piece of exactly a wanted area (ellipsoid, m2) off a feature by a line of a bearing (degrees, clockwise from
 * north), from the side left or right of that direction; geometry/split-area.ts says how exactly. In a single-part
 * layer the piece must be in one; what is left over may become several features. `given` answers for the new pieces.
 *
 * Failures: those of `splitByArea`, `command.area-in-parts` (params: count, layer names), and of writing a feature.
 */
export const splitByAreaCommand = defineCommand({
  id: 'split-by-area',
  label: 'command.split-by-area',
  params: z.strictObject({
    ref: recordRef,
    areaM2: finite,
    bearingDeg: finite,
    side: z.enum(['left', 'right']),
    given: fieldsSchema.optional(),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  readsMore(snapshot, { ref, areaM2, bearingDeg, side }) {
    const geometry = snapshot.feature(ref)?.geometry ?? null;
    if (geometry === null) return {};
    const cut = splitByArea(geometry, areaM2, bearingDeg, side);
    return cut.ok ? { boxes: boxesAtVertices(cut.value.line.flat()) } : {};
  },
  run(snapshot, { ref, areaM2, bearingDeg, side, given = {} }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const answers = checkFields(layer, given);
    if (!answers.ok) return answers;
    const cut = splitByArea(geometry, areaM2, bearingDeg, side);
    if (!cut.ok) return cut;
    const { inside, outside } = cut.value;
    const count = partCount(inside);
    if (count > 1 && !isMulti(layer)) return fail('command.area-in-parts', { ...layerNames(layer), count });
    const pieces = [inside, ...storable(layer, outside)];
    const split = splitOps(
      snapshot,
      layer,
      record,
      pieces.map((piece) => ({ geometry: piece, given: {} })),
      { fresh: answers.value },
    );
    if (!split.ok) return split;
    const along = alongAll(snapshot, [{ before: geometry, after: pieces }], [ref]);
    if (!along.ok) return along;
    return ok({
      label: 'history.split-by-area',
      params: {
        ...labelParams(layer, record),
        area: Math.round(cut.value.areaM2 * 100) / 100,
        ...closingParams(split.value.closingM2),
      },
      ops: [...split.value.ops, ...along.value.ops],
      nodes: along.value.nodes,
    });
  },
});
