import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import type { Op } from '../change/change.ts';
import { packFlat } from '../geometry/build-packed.ts';
import { isEmptyPacked, partCount, partOf, samePacked } from '../geometry/counts.ts';
import { cleanVertices } from '../geometry/clean-vertices.ts';
import { repair } from '../geometry/repair.ts';
import { fail, ok } from '../result.ts';
import { labelParams, onOneSelected, writableShape } from './common.ts';
import { defineCommand } from './define-command.ts';
import { reshapeOp } from './shared-nodes.ts';
import { splitOps } from './split-ops.ts';

/**
 * Mends a geometry: repeated and nearly equal vertices and sharp spikes go, rings are put in order, crossings are
 * resolved. Where a single-part layer would get several parts, each becomes a feature.
 */
export const repairGeometry = defineCommand({
  id: 'repair-geometry',
  label: 'command.repair-geometry',
  params: z.strictObject({
    ref: recordRef,
    /** Vertices nearer than this to the one before go, m; 0: only repeated ones. */
    nearM: z.number().nonnegative().max(10),
    /** Vertices with a sharper angle than this go, degrees; 0: none. */
    spikeDeg: z.number().nonnegative().max(45),
  }),
  available: onOneSelected,
  reads: ({ ref }) => ({ refs: [ref] }),
  run(snapshot, { ref, nearM, spikeDeg }) {
    const found = writableShape(snapshot, ref);
    if (!found.ok) return found;
    const { layer, record, geometry } = found.value;
    const cleaned = geometry.kind === 'polygon' ? cleanVertices(geometry, { nearM, spikeDeg }) : geometry;
    const mended = repair(cleaned);
    if (!mended.ok) return fail(`command.${mended.error.code}`, mended.error.params);
    const shape = mended.value.geometry;
    if (isEmptyPacked(shape)) return fail('command.repair-nothing-left');
    if (samePacked(shape, geometry)) return fail('command.unchanged');
    const single = !layer.geometry?.startsWith('MULTI') && partCount(shape) > 1;
    let ops: readonly Op[];
    if (single) {
      const pieces = Array.from({ length: partCount(shape) }, (_, part) => ({
        geometry: packFlat(shape.kind, [partOf(shape, part)]),
        given: {},
      }));
      const split = splitOps(snapshot, layer, record, pieces, { whole: false });
      if (!split.ok) return split;
      ops = split.value.ops;
    } else {
      const op = reshapeOp(snapshot, record, shape);
      if (!op.ok) return op;
      ops = [op.value];
    }
    return ok({ label: 'history.repair-geometry', params: labelParams(layer, record), ops });
  },
});
