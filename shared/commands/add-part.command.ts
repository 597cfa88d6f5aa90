import { z } from 'zod';
import { recordRef } from '../bridge/schemas.ts';
import { concatPacked, packPolygon } from '../geometry/build-packed.ts';
import { addPart } from '../geometry/edit-vertices.ts';
import type { Packed } from '../geometry/packed.ts';
import { ok, type Result } from '../result.ts';
import { onOneSelected } from './common.ts';
import { defineCommand } from './define-command.ts';
import { fitReads, fitSchema, fitShape } from './fit-shape.ts';
import { reshapeOne } from './reshape-one.ts';
import { ringParams } from './ring-params.ts';
import { boxesAtVertices } from './shared-nodes.ts';

/** Adds a part to a feature: its shell, then its holes; with `fit` cut to what is there (fit-shape.ts). */
export const addPartCommand = defineCommand({
  id: 'add-part',
  label: 'command.add-part',
  params: z.strictObject({
    ref: recordRef,
    rings: z.array(ringParams).min(1).max(10_000),
    fit: fitSchema.optional(),
  }),
  available: onOneSelected,
  reads: ({ ref, rings }) => ({
    refs: [ref],
    boxes: boxesAtVertices(rings.flat(2)),
  }),
  readsMore(snapshot, { ref, rings, fit }) {
    if (fit === undefined) return {};
    const part = packPolygon(rings);
    const fitted = fitShape(snapshot, part, fit, ref.table, ref);
    return {
      boxes: [...fitReads(part.box, fit, ref.table), ...(fitted.ok ? boxesAtVertices(fitted.value.xy) : [])],
    };
  },
  run(snapshot, { ref, rings, fit }) {
    const plain = (geometry: Packed): Result<Packed> => addPart(geometry, rings);
    if (fit === undefined) return reshapeOne(snapshot, ref, 'history.add-part', plain);
    const fitted = fitShape(snapshot, packPolygon(rings), fit, ref.table, ref);
    if (!fitted.ok) return fitted;
    // What a feature of the same layer leaves of it may be several.
    return reshapeOne(snapshot, ref, 'history.add-part', (geometry) =>
      geometry.kind === 'polygon' ? ok(concatPacked('polygon', [geometry, fitted.value])) : plain(geometry),
    );
  },
});
